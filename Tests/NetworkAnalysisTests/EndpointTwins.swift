import Reachability

/// A notebook without a way to the internet, and the endpoints that it has instead.
enum EndpointTwins {
  static let base = """
    Resources:
      Vpc:
        Type: AWS::EC2::VPC
        Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: true, EnableDnsHostnames: true}
      Lab:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}
      Ends:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Spare: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Lab, RouteTableId: !Ref Table}
      List: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
      ListAssociation:
        Type: AWS::EC2::SubnetNetworkAclAssociation
        Properties: {SubnetId: !Ref Ends, NetworkAclId: !Ref List}
      EntryIn:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref List
          RuleNumber: 10
          Protocol: 6
          RuleAction: allow
          Egress: false
          CidrBlock: 10.0.0.0/16
          PortRange: {From: 443, To: 443}
      EntryOut:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref List
          RuleNumber: 10
          Protocol: 6
          RuleAction: allow
          Egress: true
          CidrBlock: 10.0.0.0/24
          PortRange: {From: 1024, To: 65535}
      LabGroup:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: lab, VpcId: !Ref Vpc}
      EndGroup:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: endpoints, VpcId: !Ref Vpc}
      EndIngress:
        Type: AWS::EC2::SecurityGroupIngress
        Properties:
          GroupId: !Ref EndGroup
          IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          SourceSecurityGroupId: !Ref LabGroup
      Sts:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          VpcEndpointType: Interface
          ServiceName: com.amazonaws.eu-west-1.sts
          PrivateDnsEnabled: true
          SubnetIds: [!Ref Ends]
          SecurityGroupIds: [!Ref EndGroup]
      S3:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          VpcEndpointType: Gateway
          ServiceName: com.amazonaws.eu-west-1.s3
          RouteTableIds: [!Ref Table]
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref Lab
          SecurityGroupIds: [!Ref LabGroup]
          DirectInternetAccess: Disabled
    """

  private static func sts(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    Twin(fact, at: place, .init(from: "Notebook", to: "sts"), in: base, unsafe, safe)
  }

  private static func s3(_ fact: String, at place: String, _ unsafe: String, _ safe: String) -> Twin
  {
    Twin(fact, at: place, .init(from: "Notebook", to: "s3"), in: base, unsafe, safe)
  }

  static let all = [
    sts("private DNS", at: "Table", "PrivateDnsEnabled: true", "PrivateDnsEnabled: false"),
    sts("names of the VPC", at: "Table", "EnableDnsSupport: true", "EnableDnsSupport: false"),
    sts(
      "host names of the VPC",
      at: "Table",
      "EnableDnsHostnames: true",
      "EnableDnsHostnames: false"
    ),
    sts("the service of an endpoint", at: "Table", "eu-west-1.sts", "eu-west-1.kms"),
    sts("the kind of service", at: "Table", "eu-west-1.sts", "eu-west-1.sts-fips"),
    sts(
      "the group that an endpoint lets in",
      at: "EndIngress",
      "SourceSecurityGroupId: !Ref LabGroup",
      "SourceSecurityGroupId: !Ref EndGroup"
    ),
    sts(
      "the port that an endpoint lets in",
      at: "EndIngress",
      "FromPort: 443\n      ToPort: 443",
      "FromPort: 80\n      ToPort: 80"
    ),
    sts(
      "the protocol that an endpoint lets in",
      at: "EndIngress",
      "IpProtocol: tcp",
      "IpProtocol: udp"
    ),
    sts(
      "the group of an endpoint",
      at: "Sts",
      "SecurityGroupIds: [!Ref EndGroup]",
      "SecurityGroupIds: [!Ref LabGroup]"
    ),
    sts(
      "the groups that a rule is about",
      at: "EndIngress",
      "GroupId: !Ref EndGroup",
      "GroupId: !Ref LabGroup"
    ),
    sts(
      "what the list of an endpoint lets in",
      at: "ListAssociation",
      "Egress: false\n      CidrBlock: 10.0.0.0/16",
      "Egress: false\n      CidrBlock: 10.0.1.0/24"
    ),
    sts(
      "what the list of an endpoint lets out",
      at: "ListAssociation",
      "Egress: true\n      CidrBlock: 10.0.0.0/24",
      "Egress: true\n      CidrBlock: 10.0.1.0/24"
    ),
    sts(
      "the port that the list of an endpoint lets in",
      at: "ListAssociation",
      "PortRange: {From: 443, To: 443}",
      "PortRange: {From: 80, To: 80}"
    ),
    sts(
      "what a notebook may begin",
      at: "LabGroup",
      "{GroupDescription: lab, VpcId: !Ref Vpc}",
      "{GroupDescription: lab, VpcId: !Ref Vpc, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/24}]}"
    ),
    s3(
      "the table of a gateway endpoint",
      at: "Table",
      "RouteTableIds: [!Ref Table]",
      "RouteTableIds: [!Ref Spare]"
    ),
    s3("the service of a gateway endpoint", at: "Table", "eu-west-1.s3", "eu-west-1.dynamodb"),
    s3(
      "the table of a subnet with a gateway endpoint",
      at: "Vpc",
      "SubnetId: !Ref Lab, RouteTableId: !Ref Table",
      "SubnetId: !Ref Lab, RouteTableId: !Ref Spare"
    ),
    s3(
      "whether a notebook may begin anything outside",
      at: "LabGroup",
      "{GroupDescription: lab, VpcId: !Ref Vpc}",
      "{GroupDescription: lab, VpcId: !Ref Vpc, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]}"
    ),
  ]
}
