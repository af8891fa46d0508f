import Reachability

/// A notebook of one VPC and a file system of another, with a peering connection between them.
enum PeeringTwins {
  static let base = """
    Resources:
      Dev: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Prod: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
      Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.2.0.0/16}}
      Lab: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Dev, CidrBlock: 10.0.0.0/24}}
      Data: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Prod, CidrBlock: 10.1.0.0/24}}
      Peering:
        Type: AWS::EC2::VPCPeeringConnection
        Properties: {VpcId: !Ref Dev, PeerVpcId: !Ref Prod}
      LabTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Dev}}
      LabAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Lab, RouteTableId: !Ref LabTable}
      LabRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref LabTable
          DestinationCidrBlock: 10.1.0.0/16
          VpcPeeringConnectionId: !Ref Peering
      DataTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Prod}}
      DataAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Data, RouteTableId: !Ref DataTable}
      DataRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref DataTable
          DestinationCidrBlock: 10.0.0.0/16
          VpcPeeringConnectionId: !Ref Peering
      LabGroup:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: lab, VpcId: !Ref Dev}
      DataGroup:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: data
          VpcId: !Ref Prod
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 2049, ToPort: 2049, SourceSecurityGroupId: !Ref LabGroup}
      Files: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}
      Mount:
        Type: AWS::EFS::MountTarget
        Properties: {FileSystemId: !Ref Files, SubnetId: !Ref Data, SecurityGroups: [!Ref DataGroup]}
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref Lab
          SecurityGroupIds: [!Ref LabGroup]
          DirectInternetAccess: Disabled
    """

  private static func twin(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    let question = Twin.Question(
      from: "Notebook",
      to: "Mount",
      services: ServiceSet(protocol: 6, ports: 2049...2049)
    )
    return Twin(fact, at: place, question, in: base, unsafe, safe)
  }

  static let all = [
    twin(
      "the other end of a peering connection",
      at: "Peering",
      "PeerVpcId: !Ref Prod",
      "PeerVpcId: !Ref Other"
    ),
    twin(
      "the route to a peer",
      at: "LabRoute",
      "DestinationCidrBlock: 10.1.0.0/16",
      "DestinationCidrBlock: 10.1.1.0/24"
    ),
    twin(
      "the route back from a peer",
      at: "DataTable",
      "DestinationCidrBlock: 10.0.0.0/16",
      "DestinationCidrBlock: 10.0.1.0/24"
    ),
    twin(
      "the table of the peer's subnet",
      at: "Prod",
      "SubnetId: !Ref Data, RouteTableId: !Ref DataTable",
      "SubnetId: !Ref Lab, RouteTableId: !Ref DataTable"
    ),
    twin(
      "the group that a peer lets in",
      at: "Mount",
      "SourceSecurityGroupId: !Ref LabGroup",
      "SourceSecurityGroupId: !Ref DataGroup"
    ),
    twin(
      "the addresses that a peer lets in",
      at: "Mount",
      "SourceSecurityGroupId: !Ref LabGroup",
      "CidrIp: 10.2.0.0/16"
    ),
    twin(
      "direct internet access of a notebook with a peer",
      at: "Notebook",
      "DirectInternetAccess: Disabled",
      "DirectInternetAccess: Enabled"
    ),
    Twin(
      "the services of a peer",
      at: "Mount",
      .init(
        from: "Notebook",
        to: "Mount",
        services: ServiceSet(protocol: 6, ports: 2049...2049),
        isOneWay: true
      ),
      in: base,
      "FromPort: 2049, ToPort: 2049",
      "FromPort: 2048, ToPort: 2048"
    ),
  ]
}
