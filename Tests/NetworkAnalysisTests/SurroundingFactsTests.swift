import Infrastructure
import NetworkAnalysis
import TemplateEstates
import Testing
import Values

/// What policies are told of the surroundings of a resource.
struct SurroundingFactsTests {
  @Test(arguments: ["internet", "1.1.1.1/32", "s3"])
  func whatHostsOutsideOfTheEstateDoIsOpen(target: String) throws {
    let facts = AskedFacts(Self.chain)
    let ways = try facts.outline(["Subnet", "8.8.8.8/32", target]) { values, _, context in
      let all = context.heap.string("all")
      return facts.facts.path(from: values[1], to: values[2], all, isOneWay: true, &context)
    }
    #expect(ways.count == 1)
    #expect(!ways.contains("a way"))
  }

  /// Three instances in one subnet: the first may open SSH to the second, the second HTTPS to the third.
  private static let chain = """
    Parameters:
      Peer: {Type: String}
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: first, VpcId: !Ref Vpc}
      Middle:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: second
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 22, ToPort: 22, SourceSecurityGroupId: !Ref Group}
      Inner:
        Type: AWS::EC2::SecurityGroup
        Properties:
          GroupDescription: third
          VpcId: !Ref Vpc
          SecurityGroupIngress:
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Middle}
      First:
        Type: AWS::EC2::Instance
        Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}
      Second:
        Type: AWS::EC2::Instance
        Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Middle]}
      Third:
        Type: AWS::EC2::Instance
        Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Inner]}
    """

  @Test func aWayThatTakesARouteToTheWaypointIsNotAroundIt() throws {
    let facts = AskedFacts(NotebookTwins.lab)
    #expect(try facts.wayAround("Nat", "Notebook", "internet").isEmpty)
    #expect(try facts.wayAround("Gateway", "Notebook", "internet").isEmpty)
    #expect(try facts.wayAround("Public", "Notebook", "internet").isEmpty)
    #expect(try facts.wayAround("List", "Notebook", "internet") == ["a way"])
    let transit = AskedFacts(TransitTwins.base)
    #expect(try transit.wayAround("Hub", "Lab", "Data").isEmpty)
    #expect(try transit.wayAround("Inner", "Lab", "Data") == ["a way"])
  }

  @Test func packetsWithoutAnAnswerAreToldOfOnlyWhereTheyArrive() throws {
    #expect(try AskedFacts(NotebookTwins.lab).unanswered("Notebook", "internet", "tcp/443").isEmpty)
    let closed = AskedFacts(NotebookTwins.lab.replacing("Protocol: 6", with: "Protocol: 17"))
    #expect(try closed.unanswered("Notebook", "internet", "tcp/443") == ["a way"])
    #expect(try closed.unanswered("Notebook", "internet", "tcp/22").isEmpty)
  }

  private static let office = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Gateway: {Type: AWS::EC2::VPNGateway, Properties: {Type: ipsec.1}}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
      Route:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref Table
          DestinationCidrBlock: 192.168.0.0/16
          GatewayId: !Ref Gateway
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties: {GroupDescription: lab, VpcId: !Ref Vpc}
      Lab:
        Type: AWS::EC2::Instance
        Properties: {SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}
    """

  @Test func privateAddressesOutsideOfSubnetsAreThoseOfHostsThatAreNotModelled() throws {
    let facts = AskedFacts(Self.office)
    func delivery(_ one: String, _ other: String) throws -> [String] {
      try facts.outline(["Lab", one, other]) { values, _, context in
        let all = context.heap.string("all")
        return facts.facts.path(from: values[1], to: values[2], all, isOneWay: true, &context)
      }
    }
    #expect(try delivery("Lab", "192.168.1.0/24") == ["possibly ?unmodelled"])
    #expect(try delivery("Lab", "172.16.0.0/16").isEmpty)
    #expect(try delivery("Lab", "10.0.200.0/24").isEmpty)
    #expect(try delivery("192.168.1.0/24", "Lab") == ["possibly ?unmodelled"])
    #expect(try delivery("Lab", "8.8.8.8/32").isEmpty)
    // With the part that a subnet has, one knows of hosts.
    #expect(try delivery("Lab", "10.0.0.0/8") == ["a way"])
  }

  @Test func whatIsListedMayBeReached() throws {
    let facts = AskedFacts(Self.chain)
    #expect(try facts.waysBeyond("First") == ["a way"])
    #expect(try facts.waysBeyond("First", "Second").isEmpty)
    #expect(try facts.waysBeyond("First", "Third") == ["a way"])
    #expect(try facts.waysBeyond("First", "10.0.0.0/16").isEmpty)
    #expect(try facts.waysBeyond("First", "10.0.0.0/25") == ["a way"])
    #expect(try facts.waysBeyond("First", "Vpc").isEmpty)
    #expect(try facts.waysBeyond("First", "nowhere") == ["error invalid argument"])
    let lab = AskedFacts(NotebookTwins.lab)
    #expect(try lab.waysBeyond("Notebook") == ["a way"])
    #expect(try lab.waysBeyond("Notebook", "internet").isEmpty)
  }

  @Test func oneTakesTheNext() throws {
    let facts = AskedFacts(Self.chain)
    #expect(try facts.reachedThrough("First") == ["Second", "Third"])
    #expect(try facts.reachedThrough("Second") == ["Third"])
    #expect(try facts.reachedThrough("Third").isEmpty)
  }

  @Test func whatIsReachedThroughSomethingOpenIsOnlyPossible() throws {
    let facts = AskedFacts(
      Self.chain.replacing("SourceSecurityGroupId: !Ref Group", with: "CidrIp: !Ref Peer")
    )
    let reached = try facts.reachedThrough("First")
    #expect(reached.count == 2)
    #expect(reached.allSatisfy { $0.hasPrefix("possibly") })
    #expect(try facts.waysBeyond("First").allSatisfy { $0.hasPrefix("possibly") })
  }
}

extension AskedFacts {
  fileprivate func wayAround(_ waypoint: String, _ one: String, _ other: String) throws -> [String]
  {
    try outline([waypoint, one, other]) { values, id, context in
      let all = context.heap.string("all")
      return facts.wayAround(id, from: values[1], to: values[2], all, &context)
    }
  }

  fileprivate func unanswered(_ one: String, _ other: String, _ service: String) throws -> [String]
  {
    try outline([one, other]) { values, _, context in
      let service = context.heap.string(service)
      return facts.unanswered(from: values[0], to: values[1], service, &context)
    }
  }

  fileprivate func waysBeyond(_ one: String, _ listed: String...) throws -> [String] {
    try outline([one] + listed) { values, id, context in
      facts.waysBeyond(Array(values.dropFirst()), from: id, &context)
    }
  }

  fileprivate func reachedThrough(_ name: String) throws -> [String] {
    try outline([name]) { _, id, context in facts.reachedThrough(id, &context) }
  }
}
