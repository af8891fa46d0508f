/// A resource that is described, before its names are resolved.
struct Draft: Sendable {
  /// Where names are looked up from.
  struct Home: Sendable {
    /// The index of the account; nil for the organization.
    var account: Int?
    /// The draft of the VPC.
    var vpc: Int?
  }

  /// The property that refers to the resource in which this one stands.
  struct Link: Sendable {
    let property: String
    /// The index of the draft.
    let parent: Int
  }

  let type: String
  let name: String
  let address: String
  /// Where it is named: what it lacks is blamed on this place.
  var key: Place
  /// What describes it; nil where nothing is written.
  let body: Place?
  var home: Home
  var link: Link?
  /// The draft without which it does not exist: the one that it stands in.
  var owner: Int?
  /// The keys of `body` that are not about this resource.
  var skips: Set<String> = []
  var entries: [DraftEntry] = []
  /// The id that AWS gave to it, where the description says it.
  var identifier: Place?

  /// The own name as AWS has it: units are named by their path, and called by its last part.
  var ownName: String {
    guard type == "AWS::Organizations::OrganizationalUnit" else { return name }
    return name.split(separator: "/").last.map(String.init) ?? name
  }
}
