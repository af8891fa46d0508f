import Reachability

/// A subnet with IPv6 addresses only in what it routes.
enum IPv6Twins {
  static let base = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Block:
        Type: AWS::EC2::VPCCidrBlock
        Properties: {VpcId: !Ref Vpc, Ipv6CidrBlock: "2600:1f00::/56", Ipv6Pool: pool}
      Gateway: {Type: AWS::EC2::InternetGateway}
      Attachment:
        Type: AWS::EC2::VPCGatewayAttachment
        Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
      OutOnly: {Type: AWS::EC2::EgressOnlyInternetGateway, Properties: {VpcId: !Ref Vpc}}
      Subnet:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: "2600:1f00:0:0::/64"}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
      Route:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref Table
          DestinationIpv6CidrBlock: "::/0"
          EgressOnlyInternetGatewayId: !Ref OutOnly
    """

  private static func out(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    Twin(fact, at: place, .init(from: "Subnet", to: "internet"), in: base, unsafe, safe)
  }

  static let all = [
    out(
      "the destination of an IPv6 route",
      at: "Table",
      "DestinationIpv6CidrBlock: \"::/0\"",
      "DestinationIpv6CidrBlock: \"fd00::/8\""
    ),
    out(
      "an egress-only gateway of the VPC",
      at: "Vpc",
      "AWS::EC2::EgressOnlyInternetGateway, Properties: {VpcId: !Ref Vpc}}",
      "AWS::EC2::EgressOnlyInternetGateway, Properties: {VpcId: !Ref Next}}\n  Next: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}"
    ),
    out("the IPv6 block of a subnet", at: "Table", ", Ipv6CidrBlock: \"2600:1f00:0:0::/64\"", ""),
    out(
      "the table of a subnet with IPv6",
      at: "Vpc",
      "SubnetId: !Ref Subnet, RouteTableId: !Ref Table",
      "SubnetId: subnet-0123456789abcdef0, RouteTableId: !Ref Table"
    ),
    Twin(
      "a route through the gateway that lets in",
      at: "Vpc",
      .init(from: "internet", to: "Subnet"),
      in: base.replacing(
        "EgressOnlyInternetGatewayId: !Ref OutOnly",
        with: "GatewayId: !Ref Gateway"
      ),
      "  Attachment:\n    Type: AWS::EC2::VPCGatewayAttachment\n    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}\n",
      ""
    ),
  ]
}
