import NetworkAnalysis
import Reachability
import Testing

/// Pairs of templates that differ in one fact: the engine tells each apart, in the right way.
struct TwinTests {
  /// A notebook behind a NAT gateway, with a public subnet beside it.
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

  /// What the safe template says instead of the unsafe one, by what that is about.
  static let outgoing: [Twin] = [
    change("a private NAT gateway", "Type: public", "Type: private"),
    change(
      "a way back for answers",
      "Protocol: 6\n      RuleAction: allow",
      "Protocol: 6\n      RuleAction: deny"
    ),
    change("the protocol of answers", "Protocol: 6\n", "Protocol: 17\n"),
    change("the direction of an entry", "Egress: true", "Egress: false"),
    change(
      "an entry that allows",
      "RuleNumber: 100\n      Protocol: -1\n      RuleAction: allow",
      "RuleNumber: 100\n      Protocol: -1\n      RuleAction: deny"
    ),
    change("the port of a rule", "FromPort: 443, ToPort: 443", "FromPort: 80, ToPort: 80"),
    change("the addresses of a rule", "CidrIp: 0.0.0.0/0", "CidrIp: 10.0.0.0/16"),
    change(
      "the table of the subnet",
      "SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable",
      "SubnetId: !Ref Public, RouteTableId: !Ref PrivateTable"
    ),
    change(
      "a gateway that is attached",
      "InternetGatewayId: !Ref Gateway",
      "VpnGatewayId: vgw-0123456789abcdef0"
    ),
    change(
      "the destination of the NAT gateway's route",
      "DestinationCidrBlock: 0.0.0.0/0\n      GatewayId",
      "DestinationCidrBlock: 192.168.0.0/16\n      GatewayId"
    ),
    change(
      "direct internet access",
      "DirectInternetAccess: Enabled",
      "DirectInternetAccess: Disabled",
      in:
        lab
        .replacing("CidrIp: 0.0.0.0/0", with: "CidrIp: 10.0.0.0/16")
        .replacing("DirectInternetAccess: Disabled", with: "DirectInternetAccess: Enabled")
    ),
  ]

  private static func change(
    _ fact: String,
    _ unsafe: String,
    _ safe: String,
    in base: String = lab
  ) -> Twin {
    precondition(base.contains(unsafe), "'\(unsafe)' is in the template")
    return Twin(fact, from: "Notebook", to: "internet", in: base, (of: unsafe, with: safe))
  }

  @Test(arguments: outgoing)
  func oneFactDecidesWhetherANotebookGetsToTheInternet(twin: Twin) throws {
    #expect(twin.safe != twin.unsafe)
    #expect(try twin.verdict(twin.safe) == .unreachable)
    #expect(try twin.verdict(twin.unsafe) == .reachable)
  }

  @Test func aWayNamesTheRuleThatLetsThePacketOut() throws {
    let reply = try Twin.reply(Self.lab, from: "Notebook", to: "internet")
    #expect(reply.witness.contains { $0.text.contains("NAT gateway 'Nat'") })
  }

  @Test func aParameterThatDecidesIsNamed() throws {
    let template = Self.lab
      .replacing("Resources:", with: "Parameters:\n  Kind: {Type: String}\nResources:")
      .replacing("ConnectivityType: public", with: "ConnectivityType: !Ref Kind")
    let reply = try Twin.reply(template, from: "Notebook", to: "internet")
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Kind'"])
  }

  @Test func aConditionThatDecidesIsNamed() throws {
    let template = Self.lab
      .replacing(
        "Resources:",
        with: """
          Parameters:
            Online: {Type: String, AllowedValues: ["yes", "no"]}
          Conditions:
            IsOnline: !Equals [!Ref Online, "yes"]
          Resources:
          """
      )
      .replacing(
        "PrivateRoute:\n    Type: AWS::EC2::Route",
        with: "PrivateRoute:\n    Condition: IsOnline\n    Type: AWS::EC2::Route"
      )
    let reply = try Twin.reply(template, from: "Notebook", to: "internet")
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Online'"])
  }
}
