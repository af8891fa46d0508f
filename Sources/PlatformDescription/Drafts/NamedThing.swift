/// Something that other resources can name: a resource of the description, or one that exists
/// elsewhere.
struct NamedThing: Sendable {
  enum Target: Sendable {
    /// The index of the draft.
    case draft(Int)
    /// The identifier or ARN that is given for it; nil where that is not known.
    case external(Place?)
  }

  let type: String
  let name: String
  let address: String
  let key: Place
  let home: Draft.Home
  let target: Target

  /// Whether it belongs to the whole estate: the organization, its units and policies, accounts.
  var isOfOrganization: Bool {
    home.account == nil || type == "AWS::Organizations::Account"
  }
}
