import Infrastructure
import Reachability
import Testing
import Values

/// Cases that random networks seldom hit.
struct RouteCaseTests {
  private static func block(_ text: String) throws -> IPPrefix {
    try #require(IPPrefix(text))
  }

  /// A VPC of two subnets with an interface each, and a NAT gateway in the second.
  private static func network() throws -> NetworkModel {
    var model = NetworkModel()
    let everything = try [block("0.0.0.0/0"), block("::/0")]
    model.vpcs = [
      VPC(
        name: "vpc",
        blocks: [try block("10.0.0.0/16"), try block("2600:1f00::/56")],
        mainTable: Alternatives(.table(RouteTable.ID(0), at: .none))
      )
    ]
    model.routeTables = [RouteTable(name: "main"), RouteTable(name: "own")]
    model.networkACLs = [
      NetworkACL(
        name: "acl",
        inbound: everything.map { .init(100, allows: true, .all, .block($0)) },
        outbound: everything.map { .init(100, allows: true, .all, .block($0)) }
      )
    ]
    for number in 0..<2 {
      model.subnets.append(
        Subnet(
          name: "subnet\(number)",
          in: VPC.ID(0),
          zone: "a",
          blocks: [try block("10.0.\(number).0/24"), try block("2600:1f00:0:\(number)::/64")],
          networkACL: Alternatives(.list(NetworkACL.ID(0), at: .none))
        )
      )
    }
    model.subnets[0].routeTable = Alternatives(.table(RouteTable.ID(1), at: .none))
    model.natGateways = [
      NATGateway(
        name: "nat",
        in: Subnet.ID(1),
        address: .known(0x0A00_0110),
        publicAddress: .none
      )
    ]
    model.securityGroups = [
      SecurityGroup(
        name: "group",
        in: VPC.ID(0),
        inbound: [.init(.all, .block(try block("10.0.1.0/24")))],
        outbound: everything.map { .init(.all, .block($0)) }
      )
    ]
    for address: UInt128 in [0x0A00_0010, 0x0A00_0011] {
      model.interfaces.append(
        Interface(
          name: "eni",
          in: Subnet.ID(0),
          groups: [.init(.group(SecurityGroup.ID(0)))],
          ipv4: .known(address),
          ipv6: .some
        )
      )
    }
    return model
  }

  @Test func addressesOfTheOwnSubnetFollowNoRoute() throws {
    var model = try Self.network()
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    var solver = NetworkSolver(model)
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    let answer = solver.answer(Question(from: [ends[0]], to: [ends[1]]))
    #expect(answer.verdict == .unreachable)
    #expect(answer.cut.map(\.reason) == [.securityGroups(Interface.ID(1), .inbound)])
  }

  @Test func whatGoesToIPv4HostsByNAT64IsOpen() throws {
    var model = try Self.network()
    var solver = NetworkSolver(model)
    let question = Question(from: [.init(.interface(Interface.ID(0)))], to: [.init(.internet)])
    #expect(solver.answer(question).verdict == .unreachable)
    let route = Route(to: .block(try Self.block("64:ff9b::/96")), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    solver = NetworkSolver(model)
    let answer = solver.answer(question)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.undocumented(.nat64(NATGateway.ID(0))))])
  }

  @Test func aListThatLetsInHalfOfTheSubnetOfANATGatewayIsOpen() throws {
    var model = try Self.network()
    model.natGateways[0].address = .some
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    let half = NetworkACL.Rule(100, allows: true, .all, .block(try Self.block("10.0.1.0/25")))
    model.networkACLs.append(NetworkACL(name: "half", inbound: [half], outbound: []))
    model.subnets.append(
      Subnet(
        name: "subnet2",
        in: VPC.ID(0),
        zone: "a",
        blocks: [try Self.block("10.0.2.0/24")],
        networkACL: Alternatives(.list(NetworkACL.ID(1), at: .none))
      )
    )
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A00_0210)
    model.interfaces[1].ipv6 = .none
    var solver = NetworkSolver(model)
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    let question = Question(from: [ends[0]], to: [ends[1]], isOneWay: true)
    let answer = solver.answer(question)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.natGatewayAddress(NATGateway.ID(0)))])
    model.natGateways[0].address = .known(0x0A00_0110)
    solver = NetworkSolver(model)
    #expect(solver.answer(question).verdict == .reachable)
  }

  @Test func whereAPacketOfAnotherZoneComesOutIsOpen() throws {
    var model = try Self.network()
    model.vpcs.append(
      VPC(
        name: "other",
        blocks: [try Self.block("10.1.0.0/16")],
        mainTable: Alternatives(.table(RouteTable.ID(2), at: .none))
      )
    )
    model.routeTables.append(RouteTable(name: "other"))
    let transit = TransitGateway.ID(0)
    let all = try Self.block("0.0.0.0/0")
    model.routeTables[1].routes = [Route(to: .block(all), .transitGateway(transit))]
    model.networkACLs.append(NetworkACL(name: "closed", inbound: [], outbound: []))
    for (number, zone) in ["b", "c"].enumerated() {
      model.subnets.append(
        Subnet(
          name: "other \(zone)",
          in: VPC.ID(1),
          zone: zone,
          blocks: [try Self.block("10.1.\(number).0/24")],
          networkACL: Alternatives(.list(NetworkACL.ID(number), at: .none))
        )
      )
    }
    model.transitGateways = [TransitGateway(name: "tgw")]
    let target = TransitGateway.Table.Route.Target.attachment(.init(1))
    model.transitTables = [.init(name: "table", routes: [.init(to: .block(all), target)])]
    let table = Alternatives(TransitGateway.Table.Choice.table(.init(0), at: .none))
    for (vpc, subnets) in [(0, [0]), (1, [2, 3])] {
      model.attachments.append(
        TransitGateway.Attachment(
          of: VPC.ID(vpc),
          to: transit,
          subnets: subnets.map(Subnet.ID.init),
          table: table,
          carriesIPv6: false
        )
      )
    }
    model.securityGroups[0].inbound = [.init(.all, .block(all))]
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A01_0010)
    var solver = NetworkSolver(model)
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    let answer = solver.answer(Question(from: [ends[0]], to: [ends[1]], isOneWay: true))
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.arrival(.init(1)))])
  }

  @Test func aNATGatewayTakesNoAnswerAtPortsThatItDoesNotSendFrom() throws {
    var model = try Self.network()
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    model.subnets.append(
      Subnet(
        name: "subnet2",
        in: VPC.ID(0),
        zone: "a",
        blocks: [try Self.block("10.0.2.0/24")],
        networkACL: Alternatives(.list(NetworkACL.ID(1), at: .none))
      )
    )
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A00_0210)
    let all = try Self.block("0.0.0.0/0")
    let inbound = NetworkACL.Rule(100, allows: true, .all, .block(all))
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    let https = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
    for (last, verdict) in [(1023 as UInt16, Answer.Verdict.unreachable), (1024, .reachable)] {
      let services = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 1...last)
      let outbound = NetworkACL.Rule(100, allows: true, services, .block(all))
      model.networkACLs = [model.networkACLs[0]]
      model.networkACLs.append(NetworkACL(name: "low", inbound: [inbound], outbound: [outbound]))
      var solver = NetworkSolver(model)
      #expect(solver.answer(Question(from: [ends[0]], to: [ends[1]], https)).verdict == verdict)
    }
  }

  @Test func whoIsNotOfAGroupHasTheAddressOfNoneOfItsMembers() throws {
    var model = try Self.network()
    model.securityGroups.append(
      SecurityGroup(
        name: "closed",
        in: VPC.ID(0),
        inbound: [.init(.all, .group(SecurityGroup.ID(2)))],
        outbound: []
      )
    )
    model.securityGroups.append(
      SecurityGroup(
        name: "members",
        in: VPC.ID(0),
        inbound: [],
        outbound: model.securityGroups[0].outbound
      )
    )
    for index in 0..<2 { model.interfaces[index].ipv4 = .some }
    model.interfaces[1].groups = [.init(.group(SecurityGroup.ID(2)))]
    model.interfaces.append(
      Interface(
        name: "server",
        in: Subnet.ID(0),
        groups: [.init(.group(SecurityGroup.ID(1)))],
        ipv4: .known(0x0A00_0012)
      )
    )
    var solver = NetworkSolver(model)
    let server = Question.End(.interface(Interface.ID(2)))
    for (index, verdict) in [(0, Answer.Verdict.unreachable), (1, .reachable)] {
      let client = Question.End(.interface(Interface.ID(index)))
      let question = Question(from: [client], to: [server], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func nobodyHasTheAddressesThatAWSKeeps() throws {
    var model = try Self.network()
    model.interfaces[0].ipv4 = .some
    model.interfaces[0].ipv6 = .none
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    for (block, verdict) in [
      ("10.0.0.0/30", Answer.Verdict.unreachable), ("10.0.0.0/29", .undetermined),
    ] {
      model.securityGroups[0].inbound = [.init(.all, .block(try Self.block(block)))]
      var solver = NetworkSolver(model)
      let question = Question(from: [ends[0]], to: [ends[1]], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func aStaticRouteWinsOverAPrefixListWithTheSameBlock() throws {
    var model = try Self.network()
    model.vpcs[0].internetGateways = [VPC.Gateway()]
    model.interfaces[0].publicIPv4 = .known(0x3400_0010)
    model.interfaces[0].ipv6 = .none
    let all = try Self.block("0.0.0.0/0")
    let targets = [Route.Target.internetGateway, .blackhole]
    for (chosen, verdict) in [(0, Answer.Verdict.reachable), (1, .unreachable)] {
      model.routeTables[1].routes = [
        Route(to: .block(all), targets[1 - chosen], rank: .prefixList),
        Route(to: .block(all), targets[chosen]),
      ]
      var solver = NetworkSolver(model)
      let client = Question.End(.interface(Interface.ID(0)))
      let question = Question(from: [client], to: [.init(.internet)], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func onlyRoutesThatExistDoubtTheRouteToAService() throws {
    var model = try Self.network()
    model.services = ["s3"]
    let block = try Self.block("52.0.0.0/16")
    for (existence, verdict) in [
      (GuardID.never, Answer.Verdict.reachable), (.always, .undetermined),
    ] {
      model.routeTables[1].routes = [
        Route(to: .service(0), .gatewayEndpoint),
        Route(to: .block(block), .blackhole, when: existence),
      ]
      var solver = NetworkSolver(model)
      let client = Question.End(.interface(Interface.ID(0)))
      let answer = solver.answer(Question(from: [client], to: [.init(.service(0))]))
      #expect(answer.verdict == verdict)
    }
  }
}
