/// Texts that name something by an identifier of AWS's own, not by a name of the description.
enum LiteralIdentifier {
  /// Whether a text can be the identifier of a resource of one of the types.
  static func isMeant(by text: String, types: [String]) -> Bool {
    if text.hasPrefix("arn:") { return true }
    return types.contains { isIdentifier(text, of: $0) }
  }

  private static func isIdentifier(_ text: String, of type: String) -> Bool {
    switch type {
    case "AWS::KMS::Key", "AWS::KMS::Alias", "AWS::KMS::ReplicaKey":
      return text.hasPrefix("alias/") || text.hasPrefix("mrk-") || isUUID(text)
    case "AWS::Organizations::Account":
      return text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    case "AWS::Organizations::OrganizationalUnit":
      return text.hasPrefix("ou-") || isRoot(text)
    case "AWS::Organizations::Organization":
      return isRoot(text)
    case "AWS::EC2::PrefixList" where text.hasPrefix("com.amazonaws."):
      return true
    case "AWS::SageMaker::Domain":
      return text.hasPrefix("d-") && text.utf8.count == 14
    default:
      guard let prefixes = prefixes[type] else { return false }
      return prefixes.contains { isHexadecimal(text, after: $0) }
    }
  }

  /// The types whose identifiers begin alike.
  static var types: [String] { prefixes.keys.sorted() }

  /// What the identifiers of a type begin with.
  static func beginnings(of type: String) -> [String] { prefixes[type] ?? [] }

  private static func isRoot(_ text: String) -> Bool {
    text.hasPrefix("r-") && (6...34).contains(text.utf8.count)
  }

  /// The beginnings of identifiers that go on with hexadecimal digits.
  private static let prefixes: [String: [String]] = [
    "AWS::EC2::CarrierGateway": ["cagw-"],
    "AWS::EC2::DHCPOptions": ["dopt-"],
    "AWS::EC2::EIP": ["eipalloc-"],
    "AWS::EC2::EgressOnlyInternetGateway": ["eigw-"],
    "AWS::EC2::InternetGateway": ["igw-"],
    "AWS::EC2::NatGateway": ["nat-"],
    "AWS::EC2::NetworkAcl": ["acl-"],
    "AWS::EC2::PrefixList": ["pl-"],
    "AWS::EC2::RouteTable": ["rtb-"],
    "AWS::EC2::SecurityGroup": ["sg-"],
    "AWS::EC2::Subnet": ["subnet-"],
    "AWS::EC2::TransitGateway": ["tgw-"],
    "AWS::EC2::TransitGatewayAttachment": ["tgw-attach-"],
    "AWS::EC2::TransitGatewayRouteTable": ["tgw-rtb-"],
    "AWS::EC2::TransitGatewayVpcAttachment": ["tgw-attach-"],
    "AWS::EC2::VPC": ["vpc-"],
    "AWS::EC2::VPCEndpoint": ["vpce-"],
    "AWS::EC2::VPCPeeringConnection": ["pcx-"],
    "AWS::EC2::VPNGateway": ["vgw-"],
    "AWS::EFS::FileSystem": ["fs-"],
  ]

  private static func isHexadecimal(_ text: String, after prefix: String) -> Bool {
    guard text.hasPrefix(prefix) else { return false }
    let digits = text.utf8.dropFirst(prefix.utf8.count)
    return !digits.isEmpty && digits.allSatisfy(isHexadecimalDigit)
  }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy(isHexadecimalDigit) }
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
