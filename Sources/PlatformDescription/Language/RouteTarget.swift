/// What a route leads to: the property that holds it, by the type of the resource or the beginning of
/// the identifier.
enum RouteTarget {
  /// The property for a resource of a type; nil for types that no route leads to.
  static func property(ofType type: String) -> String? {
    properties[type]
  }

  /// The types of resources that a route can lead to.
  static let types = properties.keys.sorted()

  /// The property for an identifier of AWS's own; nil for other texts.
  static func property(ofIdentifier text: String) -> String? {
    if text == "local" { return "GatewayId" }
    if text.hasPrefix("arn:") { return "CoreNetworkArn" }
    guard let dash = text.firstIndex(of: "-") else { return nil }
    return identifiers[String(text[..<dash])]
  }

  private static let properties: [String: String] = [
    "AWS::EC2::CarrierGateway": "CarrierGatewayId",
    "AWS::EC2::EgressOnlyInternetGateway": "EgressOnlyInternetGatewayId",
    "AWS::EC2::InternetGateway": "GatewayId",
    "AWS::EC2::NatGateway": "NatGatewayId",
    "AWS::EC2::TransitGateway": "TransitGatewayId",
    "AWS::EC2::VPCEndpoint": "VpcEndpointId",
    "AWS::EC2::VPCPeeringConnection": "VpcPeeringConnectionId",
    "AWS::EC2::VPNGateway": "GatewayId",
  ]

  private static let identifiers: [String: String] = [
    "cagw": "CarrierGatewayId",
    "eigw": "EgressOnlyInternetGatewayId",
    "eni": "NetworkInterfaceId",
    "i": "InstanceId",
    "igw": "GatewayId",
    "lgw": "LocalGatewayId",
    "nat": "NatGatewayId",
    "pcx": "VpcPeeringConnectionId",
    "tgw": "TransitGatewayId",
    "vgw": "GatewayId",
    "vpce": "VpcEndpointId",
  ]
}
