/// What a description says of an account, or of a stack, beside its resources.
struct DescribedAccount: Sendable {
  let name: String
  /// Where it is named; of several places the one where its id stands.
  var key: Place
  /// The index of the draft of the account itself; nil for a stack, which only stands in one.
  let draft: Int?
  /// The account that a stack stands in.
  var account: Place?
  var id: Place?
  var environment: Place?
  var region: Place?
  /// Further properties of the account: canonical name and value.
  var properties: [DraftEntry] = []
  /// The parts that are wholly described.
  var complete: Set<String> = []
  /// The parts of which more may exist than is written, whatever `complete` says elsewhere.
  var open: Set<String> = []
  /// Whether AWS makes up the names that are not written, instead of taking the description's.
  var hasGeneratedNames = false
  /// The unit that it is placed in, and where that is said.
  var unit: (draft: Int, place: Place)?
}
