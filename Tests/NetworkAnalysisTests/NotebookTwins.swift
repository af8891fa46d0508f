import Reachability

/// A notebook in a private subnet, which gets to the internet through a NAT gateway.
enum NotebookTwins {
  static let lab = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
      Gateway: {Type: AWS::EC2::InternetGateway}
      Attachment:
        Type: AWS::EC2::VPCGatewayAttachment
        Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
      Public:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}
      Private:
        Type: AWS::EC2::Subnet
        Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}
      PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      PublicRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref PublicTable
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: !Ref Gateway
      PublicAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}
      PrivateTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      PrivateRoute:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref PrivateTable
          DestinationCidrBlock: 0.0.0.0/0
          NatGatewayId: !Ref Nat
      PrivateAssociation:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable}
      Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
      Nat:
        Type: AWS::EC2::NatGateway
        Properties:
          SubnetId: !Ref Public
          AllocationId: !GetAtt Address.AllocationId
          ConnectivityType: public
      List: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
      ListAssociation:
        Type: AWS::EC2::SubnetNetworkAclAssociation
        Properties: {SubnetId: !Ref Private, NetworkAclId: !Ref List}
      EntryOut:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref List
          RuleNumber: 100
          Protocol: -1
          RuleAction: allow
          Egress: true
          CidrBlock: 0.0.0.0/0
      EntryIn:
        Type: AWS::EC2::NetworkAclEntry
        Properties:
          NetworkAclId: !Ref List
          RuleNumber: 100
          Protocol: 6
          RuleAction: allow
          Egress: false
          CidrBlock: 0.0.0.0/0
          PortRange: {From: 1024, To: 65535}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: lab
          VpcId: !Ref Vpc
          SecurityGroupEgress:
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref Private
          SecurityGroupIds: [!Ref Group]
          DirectInternetAccess: Disabled
    """

  static let question = Twin.Question(from: "Notebook", to: "internet")

  private static func twin(_ fact: String, at place: String, _ unsafe: String, _ safe: String)
    -> Twin
  {
    Twin(fact, at: place, question, in: lab, unsafe, safe)
  }

  static let all = [
    twin("a private NAT gateway", at: "Nat", "Type: public", "Type: private"),
    twin(
      "a way back for answers",
      at: "EntryIn",
      "Protocol: 6\n      RuleAction: allow",
      "Protocol: 6\n      RuleAction: deny"
    ),
    twin("the protocol of answers", at: "EntryIn", "Protocol: 6\n", "Protocol: 17\n"),
    twin(
      "the family of an entry",
      at: "EntryIn",
      "Egress: false\n      CidrBlock: 0.0.0.0/0",
      "Egress: false\n      Ipv6CidrBlock: \"::/0\""
    ),
    twin(
      "the addresses of an entry",
      at: "EntryOut",
      "Egress: true\n      CidrBlock: 0.0.0.0/0",
      "Egress: true\n      CidrBlock: 10.0.0.0/8"
    ),
    twin("the direction of an entry", at: "EntryOut", "Egress: true", "Egress: false"),
    twin(
      "an entry that allows",
      at: "EntryOut",
      "Protocol: -1\n      RuleAction: allow",
      "Protocol: -1\n      RuleAction: deny"
    ),
    twin(
      "the list of the subnet",
      at: "EntryOut",
      "Properties: {SubnetId: !Ref Private, NetworkAclId: !Ref List}\n",
      "Properties: {SubnetId: !Ref Private, NetworkAclId: !Ref Closed}\n  Closed: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}\n"
    ),
    twin(
      "the order of entries",
      at: "EntryOut",
      "  EntryIn:\n",
      "  EntryFirst:\n    Type: AWS::EC2::NetworkAclEntry\n    Properties: {NetworkAclId: !Ref List, RuleNumber: 99, Protocol: 6, RuleAction: deny, Egress: true, CidrBlock: 0.0.0.0/0, PortRange: {From: 443, To: 443}}\n  EntryIn:\n"
    ),
    twin(
      "the list of the NAT gateway's subnet",
      at: "Nat",
      "  EntryIn:\n",
      "  Closed: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}\n  ClosedAssociation:\n    Type: AWS::EC2::SubnetNetworkAclAssociation\n    Properties: {SubnetId: !Ref Public, NetworkAclId: !Ref Closed}\n  EntryIn:\n"
    ),
    twin(
      "the port of a rule",
      at: "Group",
      "FromPort: 443, ToPort: 443",
      "FromPort: 80, ToPort: 80"
    ),
    twin("the protocol of a rule", at: "Group", "IpProtocol: tcp", "IpProtocol: udp"),
    twin("the addresses of a rule", at: "Group", "CidrIp: 0.0.0.0/0", "CidrIp: 10.0.0.0/16"),
    twin("the family of a rule", at: "Group", "CidrIp: 0.0.0.0/0", "CidrIpv6: \"::/0\""),
    Twin(
      "a group of the notebook's",
      at: "Group",
      question,
      in: lab + """

          Inner:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: inner
              VpcId: !Ref Vpc
              SecurityGroupEgress:
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
        """,
      "SecurityGroupIds: [!Ref Group]",
      "SecurityGroupIds: [!Ref Inner]"
    ),
    twin(
      "the table of the subnet",
      at: "PrivateRoute",
      "SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable",
      "SubnetId: !Ref Public, RouteTableId: !Ref PrivateTable"
    ),
    twin(
      "an association that makes the main table follow",
      at: "PrivateRoute",
      "  PrivateAssociation:\n    Type: AWS::EC2::SubnetRouteTableAssociation\n    Properties: {SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable}\n",
      ""
    ),
    twin(
      "a gateway that is attached",
      at: "Attachment",
      "InternetGatewayId: !Ref Gateway",
      "VpnGatewayId: vgw-0123456789abcdef0"
    ),
    twin(
      "the destination of the gateway's route",
      at: "PublicRoute",
      "DestinationCidrBlock: 0.0.0.0/0\n      GatewayId",
      "DestinationCidrBlock: 192.168.0.0/16\n      GatewayId"
    ),
    twin(
      "the destination of the NAT gateway's route",
      at: "PrivateRoute",
      "DestinationCidrBlock: 0.0.0.0/0\n      NatGatewayId",
      "DestinationCidrBlock: 172.16.0.0/12\n      NatGatewayId"
    ),
    twin(
      "a private subnet straight to the gateway",
      at: "Notebook",
      "NatGatewayId: !Ref Nat",
      "GatewayId: !Ref Gateway"
    ),
    twin(
      "a NAT gateway in its client's subnet",
      at: "Nat",
      "SubnetId: !Ref Public\n      AllocationId",
      "SubnetId: !Ref Private\n      AllocationId"
    ),
  ]
}
