/// A mapping from names to resources of one type: `subnets: {a: {…}, b: {…}}`.
struct Collection: Sendable {
  let key: String
  let type: String
  /// The property that refers to the resource in which the collection stands.
  let link: String?
  /// The collections that a resource may hold beside its properties.
  let members: [Collection]

  init(_ key: String, _ type: String, link: String? = nil, members: [Collection] = []) {
    self.key = key
    self.type = type
    self.link = link
    self.members = members
  }

  func member(_ key: String) -> Collection? {
    members.first { $0.key == key }
  }
}
