/// What a key means that is not the name of a property.
enum ShortForm: Sendable {
  /// Another name of a property, which may be inside objects.
  case property([String])
  /// A block of addresses, by its family, or a prefix list.
  case block(ipv4: String, ipv6: String, prefixList: String?)
  /// A port, which is the first and the last of a range.
  case port(from: [String], to: [String])
  /// `tcp`, `udp`, `icmp`, `all`, or a number; as a text or as the number that it stands for.
  case protocolText(String)
  case protocolNumber(String)
  /// Where traffic comes from or goes to: a security group or a prefix list.
  case peer(group: String, prefixList: String)
  /// A resource of another type that belongs to this one: the property `link` refers to it, the
  /// value of the key is the property `property`.
  case companion(type: String, link: String, property: String)
  case routes
  /// Where a route's traffic goes, and the way that it takes.
  case destination, routeTarget
  case networkAclEntries(egress: Bool)
  /// Statements of an inline policy of a role, user or group.
  case inlineStatements(effect: String)
  case inlinePolicies
  /// Statements of the policy document that a managed policy is.
  case documentStatements(effect: String)
  case trust
  /// The key that a bucket encrypts with.
  case bucketKey
  case publicAccessBlock
  /// A letter behind the account's region, or the zone's name.
  case availabilityZone
  /// The VPC that the names beside it belong to; no property.
  case placement
  /// `service-control-policy`
  case policyType
  /// The id that AWS gave to the resource, by which templates may name it; no property.
  case identifier

  static func property(_ path: String) -> ShortForm {
    .property(path.split(separator: ".").map(String.init))
  }
}
