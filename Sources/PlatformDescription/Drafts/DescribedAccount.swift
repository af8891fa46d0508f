/// What a description says of an account beside its resources.
struct DescribedAccount: Sendable {
  let name: String
  let key: Place
  /// The index of the draft of the account itself.
  let draft: Int
  var id: Place?
  var environment: Place?
  var region: Place?
  /// Further properties of the account: canonical name and value.
  var properties: [DraftEntry] = []
  /// The parts that are wholly described.
  var complete: Set<String> = []
  /// The unit that it is placed in, and where that is said.
  var unit: (draft: Int, place: Place)?
}
