import Reachability

/// A load balancer that the internet gets to.
enum InboundTwins {
  static let base = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Gateway: {Type: AWS::EC2::InternetGateway}
      Attachment:
        Type: AWS::EC2::VPCGatewayAttachment
        Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
      Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}
      Route:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref Table
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: !Ref Gateway
      List: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
      ListAssociation:
        Type: AWS::EC2::SubnetNetworkAclAssociation
        Properties: {SubnetId: !Ref Public, NetworkAclId: !Ref List}
      Deny:
        Type: AWS::EC2::NetworkAclEntry
        Properties: {NetworkAclId: !Ref List, RuleNumber: 200, Protocol: 6, RuleAction: deny, Egress: false, CidrBlock: 0.0.0.0/0, PortRange: {From: 0, To: 65535}}
      AllowIn:
        Type: AWS::EC2::NetworkAclEntry
        Properties: {NetworkAclId: !Ref List, RuleNumber: 100, Protocol: -1, RuleAction: allow, Egress: false, CidrBlock: 0.0.0.0/0}
      AllowOut:
        Type: AWS::EC2::NetworkAclEntry
        Properties: {NetworkAclId: !Ref List, RuleNumber: 100, Protocol: -1, RuleAction: allow, Egress: true, CidrBlock: 0.0.0.0/0}
      Front:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: front
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/1}
      Balancer:
        Type: AWS::ElasticLoadBalancingV2::LoadBalancer
        Properties: {Scheme: internet-facing, Subnets: [!Ref Public], SecurityGroups: [!Ref Front]}
    """

  private static func twin(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    Twin(fact, at: place, .init(from: "internet", to: "Balancer"), in: base, unsafe, safe)
  }

  static let all = [
    twin(
      "the scheme of a load balancer",
      at: "Balancer",
      "Scheme: internet-facing",
      "Scheme: internal"
    ),
    twin("who is let in", at: "Front", "CidrIp: 0.0.0.0/1", "CidrIp: 10.0.0.0/8"),
    twin(
      "the port that is let in",
      at: "Front",
      "FromPort: 443, ToPort: 443",
      "FromPort: 22, ToPort: 22"
    ),
    twin("the numbers of two entries", at: "ListAssociation", "RuleNumber: 200", "RuleNumber: 50"),
    twin(
      "an entry for what goes out",
      at: "AllowIn",
      "RuleNumber: 100, Protocol: -1, RuleAction: allow, Egress: true",
      "RuleNumber: 100, Protocol: 1, RuleAction: allow, Egress: true"
    ),
    twin(
      "the way back to the internet",
      at: "Balancer",
      "DestinationCidrBlock: 0.0.0.0/0",
      "DestinationCidrBlock: 10.9.0.0/16"
    ),
    twin(
      "a gateway for what comes in",
      at: "Vpc",
      "InternetGatewayId: !Ref Gateway",
      "VpnGatewayId: vgw-0123456789abcdef0"
    ),
    twin(
      "the table of a load balancer's subnet",
      at: "Balancer",
      "Properties: {SubnetId: !Ref Public, RouteTableId: !Ref Table}",
      "Properties: {SubnetId: subnet-0123456789abcdef0, RouteTableId: !Ref Table}"
    ),
  ]
}
