import Infrastructure

/// Something that other resources can name: a resource of the description or of a template, or one
/// that exists elsewhere.
struct NamedThing: Sendable {
  enum Target: Sendable {
    /// The index of the draft.
    case draft(Int)
    /// A resource of a template.
    case resource(ResourceID)
    /// The identifier or ARN that is given for it, and what is said not to be known of it.
    case external(Place?, unknown: [String])
  }

  let type: String
  let name: String
  let address: String
  /// Where it is named; nil for what templates hold.
  let key: Place?
  let home: Draft.Home
  let target: Target

  /// Whether it belongs to the whole estate: the organization, its units and policies, accounts.
  var isOfOrganization: Bool {
    home.account == nil || type == "AWS::Organizations::Account"
  }
}
