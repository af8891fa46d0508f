import Reachability

/// Two VPCs at one transit gateway.
enum TransitTwins {
  static let base = """
    Resources:
      Dev: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Prod: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
      Lab:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Dev, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}
      Beside:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Dev, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}
      Data:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Prod, CidrBlock: 10.1.0.0/24, AvailabilityZone: eu-west-1a}
      Hub:
        Type: AWS::EC2::TransitGateway
        Properties: {DefaultRouteTableAssociation: enable, DefaultRouteTablePropagation: enable}
      DevAttachment:
        Type: AWS::EC2::TransitGatewayAttachment
        Properties: {TransitGatewayId: !Ref Hub, VpcId: !Ref Dev, SubnetIds: [!Ref Lab]}
      ProdAttachment:
        Type: AWS::EC2::TransitGatewayAttachment
        Properties: {TransitGatewayId: !Ref Hub, VpcId: !Ref Prod, SubnetIds: [!Ref Data]}
      LabTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Dev}}
      LabAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Lab, RouteTableId: !Ref LabTable}
      LabRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref LabTable
          DestinationCidrBlock: 10.0.0.0/8
          TransitGatewayId: !Ref Hub
      DataTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Prod}}
      DataAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Data, RouteTableId: !Ref DataTable}
      DataRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref DataTable
          DestinationCidrBlock: 10.0.0.0/16
          TransitGatewayId: !Ref Hub
      Inner: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Hub}}
    """

  private static func twin(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    Twin(fact, at: place, .init(from: "Lab", to: "Data"), in: base, unsafe, safe)
  }

  static let all = [
    twin(
      "the default association",
      at: "Attachment",
      "RouteTableAssociation: enable",
      "RouteTableAssociation: disable"
    ),
    twin(
      "the default propagation",
      at: "Hub",
      "RouteTablePropagation: enable",
      "RouteTablePropagation: disable"
    ),
    twin(
      "the zone of an attachment",
      at: "DevAttachment",
      "VpcId: !Ref Dev, SubnetIds: [!Ref Lab]",
      "VpcId: !Ref Dev, SubnetIds: [!Ref Beside]"
    ),
    twin(
      "the route to a transit gateway",
      at: "LabTable",
      "DestinationCidrBlock: 10.0.0.0/8",
      "DestinationCidrBlock: 172.16.0.0/12"
    ),
    twin(
      "the route back to a transit gateway",
      at: "DataTable",
      "DestinationCidrBlock: 10.0.0.0/16",
      "DestinationCidrBlock: 172.16.0.0/12"
    ),
    twin(
      "the table of an attachment",
      at: "Inner",
      "  Inner: {Type",
      """
        Association:
          Type: AWS::EC2::TransitGatewayRouteTableAssociation
          Properties:
            TransitGatewayAttachmentId: !Ref DevAttachment
            TransitGatewayRouteTableId: !Ref Inner
        Inner: {Type
      """
    ),
    twin(
      "a route that drops",
      at: "Drop",
      "  Inner: {Type",
      """
        Association:
          Type: AWS::EC2::TransitGatewayRouteTableAssociation
          Properties:
            TransitGatewayAttachmentId: !Ref DevAttachment
            TransitGatewayRouteTableId: !Ref Inner
        Propagation:
          Type: AWS::EC2::TransitGatewayRouteTablePropagation
          Properties:
            TransitGatewayAttachmentId: !Ref ProdAttachment
            TransitGatewayRouteTableId: !Ref Inner
        Drop:
          Type: AWS::EC2::TransitGatewayRoute
          Properties:
            TransitGatewayRouteTableId: !Ref Inner
            DestinationCidrBlock: 10.1.0.0/16
            Blackhole: true
        Inner: {Type
      """
    ),
  ]
}
