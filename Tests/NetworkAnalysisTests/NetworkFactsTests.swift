import Infrastructure
import NetworkAnalysis
import TemplateEstates
import Testing
import Values

/// What policies are told of ways, and what keeps them open.
struct NetworkFactsTests {
  private static func lab(_ changes: (String, String)...) -> AskedFacts {
    var text = NotebookTwins.lab
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return AskedFacts(text)
  }

  // MARK: - The internet

  @Test func aNotebookBehindANATGatewayHasAWayOut() {
    let ways = Self.lab().toInternet("Notebook")
    #expect(ways.count == 1)
    #expect(ways[0].contains("NAT gateway 'Nat'"))
    #expect(
      Self.lab(("ConnectivityType: public", "ConnectivityType: private"))
        .toInternet("Notebook").isEmpty
    )
  }

  @Test func aSubnetHasTheWaysOfAnyHostInIt() {
    #expect(Self.lab().toInternet("Private").count == 1)
    // AWS does not say what becomes of packets to a subnet that does not route back.
    #expect(Self.lab().fromInternet("Private") == ["possibly ?unmodelled"])
    #expect(Self.lab().fromInternet("Public").count == 1)
    #expect(Self.lab().fromInternet("Notebook").isEmpty)
  }

  @Test func aWayThatAWorldDecidesIsPossibleAndDecidedInEachWorld() {
    let facts = AskedFacts(
      NotebookTwins.lab
        .replacing(
          "Resources:",
          with: """
            Parameters:
              Kind: {Type: String, AllowedValues: [public, private]}
            Resources:
            """
        )
        .replacing("ConnectivityType: public", with: "ConnectivityType: !Ref Kind")
    )
    #expect(facts.toInternet("Notebook").allSatisfy { $0.hasPrefix("possibly") })
    #expect(facts.toInternet("Notebook").count == 1)
    #expect(facts.toInternet("Notebook", in: ["Kind": "private"]).isEmpty)
    #expect(facts.toInternet("Notebook", in: ["Kind": "public"]).count == 1)
  }

  @Test func ofWhatIsNoPartOfTheNetworkNothingIsKnown() {
    let facts = Self.lab(("  Address:", "  Store: {Type: AWS::S3::Bucket}\n  Address:"))
    #expect(facts.toInternet("Store") == ["possibly ?unmodelled"])
    #expect(facts.serviceClass("Store", "s3") == ["?unmodelled"])
  }

  // MARK: - Two places

  @Test func aWayBetweenTwoPlacesIsOfTheServiceThatIsAsked() {
    let facts = Self.lab()
    #expect(facts.path("Notebook", "internet", "tcp/443").count == 1)
    #expect(facts.path("Notebook", "internet", "tcp/22").isEmpty)
    #expect(facts.path("Notebook", "8.8.8.8/32", "tcp/443").count == 1)
    #expect(facts.path("internet", "Notebook", "all").isEmpty)
    #expect(facts.path("Notebook", "internet", "tcp/x") == ["error invalid argument"])
    #expect(facts.path("Notebook", "nowhere", "tcp") == ["error invalid argument"])
  }

  @Test func whatIsDeliveredNeedNotBeAnswered() {
    let facts = Self.lab(("Protocol: 6", "Protocol: 17"))
    #expect(facts.path("Notebook", "internet", "tcp/443").isEmpty)
    #expect(facts.path("Notebook", "internet", "tcp/443", isOneWay: true).count == 1)
  }

  @Test func segmentsAreInterconnectedByWhatLeadsBetweenThem() {
    let connected = AskedFacts(TransitTwins.base)
    #expect(connected.areInterconnected("Dev", "Prod") == ["true"])
    #expect(connected.areInterconnected("Lab", "Data") == ["true"])
    let apart = AskedFacts(
      TransitTwins.base.replacing(
        "RouteTableAssociation: enable",
        with: "RouteTableAssociation: disable"
      )
    )
    #expect(apart.areInterconnected("Dev", "Prod") == ["false"])
  }

  @Test func aWayOverTheInternetDoesNotInterconnect() {
    let facts = Self.lab(
      (
        "  Address:",
        """
          Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}
          OtherGateway: {Type: AWS::EC2::InternetGateway}
          OtherAttachment:
            Type: AWS::EC2::VPCGatewayAttachment
            Properties: {VpcId: !Ref Other, InternetGatewayId: !Ref OtherGateway}
          OtherSubnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Other, CidrBlock: 10.9.0.0/24}}
          OtherTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Other}}
          OtherRoute:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref OtherTable
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref OtherGateway
          OtherAssociation:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {SubnetId: !Ref OtherSubnet, RouteTableId: !Ref OtherTable}
          Address:
        """
      )
    )
    #expect(facts.path("Public", "OtherSubnet", "all").count == 1)
    #expect(facts.areInterconnected("Vpc", "Other") == ["false"])
  }

  // MARK: - Services

  private static let endpoint = """
      Store:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          ServiceName: com.amazonaws.eu-west-1.s3
          VpcEndpointType: Gateway
          RouteTableIds: [!Ref PrivateTable]
      Door:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: door
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
      Api:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          VpcId: !Ref Vpc
          ServiceName: com.amazonaws.eu-west-1.sagemaker.api
          VpcEndpointType: Interface
          PrivateDnsEnabled: true
          SubnetIds: [!Ref Private]
          SecurityGroupIds: [!Ref Door]
      Address:
    """

  @Test func aServiceIsReachedByTheEndpointThatHasItsName() {
    let facts = Self.lab(("  Address:", Self.endpoint))
    #expect(facts.serviceClass("Notebook", "s3") == ["gateway-endpoint"])
    #expect(facts.serviceClass("Notebook", "sagemaker.api") == ["interface-endpoint"])
    #expect(facts.serviceClass("Notebook", "sts") == ["internet"])
    #expect(facts.serviceClass("Notebook", "s4") == ["error invalid argument"])
  }

  @Test func theClassOfAServiceIsOpenWhereAWSMayTakeAnotherRouteToIt() {
    let route = """
        Beside:
          Type: AWS::EC2::Route
          Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 52.0.0.0/10, NatGatewayId: !Ref Nat}
        Address:
      """
    let facts = Self.lab(("  Address:", Self.endpoint), ("  Address:", route))
    #expect(facts.path("Notebook", "s3", "tcp/443").count == 1)
    #expect(facts.serviceClass("Notebook", "s3") == ["?unmodelled"])
  }

  @Test func whatAVPNGatewayPropagatesIsOpen() {
    let propagation = """
        Propagation:
          Type: AWS::EC2::VPNGatewayRoutePropagation
          Properties: {RouteTableIds: [!Ref PrivateTable], VpnGatewayId: vgw-0123456789abcdef0}
        Address:
      """
    let office = "192.168.0.0/16"
    let ofSome = propagation.replacing("[!Ref PrivateTable]", with: "!ImportValue tables")
    #expect(
      Self.lab(("  Address:", ofSome)).path("Notebook", office, "all", isOneWay: true)
        == ["possibly ?unmodelled"]
    )
    #expect(Self.lab().path("Notebook", office, "all", isOneWay: true).isEmpty)
    let facts = Self.lab(("  Address:", Self.endpoint), ("  Address:", propagation))
    #expect(facts.path("Notebook", office, "all", isOneWay: true) == ["possibly ?unmodelled"])
    // Routes that are more specific than the service's list win over it.
    #expect(facts.serviceClass("Notebook", "s3") == ["?unmodelled"])
  }

  @Test func anEndpointThatLetsNobodyInIsNoWayAndNoDetour() {
    let facts = Self.lab(
      ("  Address:", Self.endpoint.replacing("CidrIp: 10.0.0.0/16", with: "CidrIp: 10.7.0.0/16"))
    )
    #expect(facts.serviceClass("Notebook", "sagemaker.api") == ["none"])
  }

  @Test func whereNamesAreNotResolvedNoServiceIsReached() {
    let facts = Self.lab(
      ("  Address:", Self.endpoint),
      ("EnableDnsHostnames: true", "EnableDnsHostnames: true, EnableDnsSupport: false")
    )
    #expect(facts.serviceClass("Notebook", "s3") == ["none"])
    #expect(facts.serviceClass("Notebook", "sts") == ["none"])
  }

  @Test func aPrivateNameThatIsNotKnownLeavesTheClassOpen() {
    let facts = Self.lab(
      (
        "  Address:",
        Self.endpoint.replacing(
          "PrivateDnsEnabled: true",
          with: "PrivateDnsEnabled: !ImportValue x"
        )
      )
    )
    #expect(facts.serviceClass("Notebook", "sagemaker.api") == ["?imported-value"])
  }

  // MARK: - Dead rules

  @Test func rulesThatDecideNothingAreDead() {
    #expect(Self.lab().deadRules().isEmpty)
    let facts = Self.lab(
      (
        "- {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}",
        """
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
                - {IpProtocol: udp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
        """
      ),
      (
        "  EntryIn:",
        """
          Late:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: !Ref List
              RuleNumber: 200
              Protocol: 6
              RuleAction: deny
              Egress: true
              CidrBlock: 8.8.8.0/24
          Live:
            Type: AWS::EC2::NetworkAclEntry
            Properties:
              NetworkAclId: !Ref List
              RuleNumber: 200
              Protocol: 6
              RuleAction: allow
              Egress: false
              CidrBlock: 8.8.8.0/24
          EntryIn:
        """
      )
    )
    #expect(
      facts.deadRules().sorted() == ["network-acl-entry of Late", "security-group-rule of Group"]
    )
  }

  @Test func anEntryThatTwoEarlierOnesCoverTogetherIsDead() {
    func entry(_ name: String, _ number: Int, _ block: String) -> String {
      """
        \(name):
          Type: AWS::EC2::NetworkAclEntry
          Properties:
            NetworkAclId: !Ref List
            RuleNumber: \(number)
            Protocol: 17
            RuleAction: deny
            Egress: false
            CidrBlock: \(block)

      """
    }
    let halves = entry("One", 10, "10.0.0.0/9") + entry("Two", 11, "10.128.0.0/9")
    let whole = entry("Whole", 12, "10.0.0.0/8")
    #expect(
      Self.lab(("  EntryIn:", halves + whole + "  EntryIn:")).deadRules()
        == ["network-acl-entry of Whole"]
    )
    let half = entry("One", 10, "10.0.0.0/9") + whole
    #expect(Self.lab(("  EntryIn:", half + "  EntryIn:")).deadRules().isEmpty)
  }
}

extension AskedFacts {
  fileprivate func toInternet(_ name: String, in world: [String: String] = [:]) -> [String] {
    ask(in: world, [name]) { values, context in
      values[0].resourceID.map { facts.pathsToInternet(from: $0, &context) } ?? .null
    }
  }

  fileprivate func fromInternet(_ name: String) -> [String] {
    ask([name]) { values, context in
      values[0].resourceID.map { facts.pathsFromInternet(to: $0, &context) } ?? .null
    }
  }

  fileprivate func path(_ one: String, _ other: String, _ service: String, isOneWay: Bool = false)
    -> [String]
  {
    ask([one, other]) { values, context in
      let service = context.heap.string(service)
      return facts.path(from: values[0], to: values[1], service, isOneWay: isOneWay, &context)
    }
  }

  fileprivate func serviceClass(_ name: String, _ service: String) -> [String] {
    ask([name]) { values, context in
      let service = context.heap.string(service)
      return values[0].resourceID.map { facts.serviceClass(of: $0, for: service, &context) }
        ?? .null
    }
  }

  fileprivate func areInterconnected(_ one: String, _ other: String) -> [String] {
    ask([one, other]) { values, context in
      guard let one = values[0].resourceID, let other = values[1].resourceID else { return .null }
      return facts.areInterconnected(one, other, &context)
    }
  }

  fileprivate func deadRules() -> [String] {
    ask([]) { _, context in
      let dead = facts.deadRules(&context)
      let texts = context.heap.elements(of: dead).map { rule in
        let kind = context.heap.lookup("kind", in: rule).map { context.heap.text($0) } ?? ""
        let id = context.heap.lookup("resource", in: rule)?.resourceID
        return "\(kind) of \(id.map { template.estate[$0].name } ?? "nothing")"
      }
      return context.heap.list(texts.map { context.heap.string($0) })
    }
  }
}
