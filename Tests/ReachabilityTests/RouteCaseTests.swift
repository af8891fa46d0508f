import Infrastructure
import Reachability
import Testing
import Values

/// Cases that random networks seldom hit.
struct RouteCaseTests {
  @Test func addressesOfTheOwnSubnetFollowNoRoute() throws {
    var model = try NetworkModel.small()
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    var solver = NetworkSolver(model)
    let answer = solver.answer(Question(from: [.interface(0)], to: [.interface(1)]))
    #expect(answer.verdict == .unreachable)
    #expect(answer.cut.map(\.reason) == [.securityGroups(Interface.ID(1), .inbound)])
  }

  @Test func whatGoesToIPv4HostsByNAT64IsOpen() throws {
    var model = try NetworkModel.small()
    var solver = NetworkSolver(model)
    let question = Question(from: [.interface(0)], to: [.init(.internet)])
    #expect(solver.answer(question).verdict == .unreachable)
    let route = Route(
      to: .block(try NetworkModel.block("64:ff9b::/96")),
      .natGateway(NATGateway.ID(0))
    )
    model.routeTables[1].routes = [route]
    solver = NetworkSolver(model)
    let answer = solver.answer(question)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.undocumented(.nat64(NATGateway.ID(0))))])
  }

  @Test func aListThatLetsInHalfOfTheSubnetOfANATGatewayIsOpen() throws {
    var model = try NetworkModel.small()
    model.natGateways[0].address = .some
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    let half = NetworkACL.Rule(
      100,
      allows: true,
      .all,
      .block(try NetworkModel.block("10.0.1.0/25"))
    )
    model.networkACLs.append(NetworkACL(name: "half", inbound: [half], outbound: []))
    try model.addSubnet(["10.0.2.0/24"], list: NetworkACL.ID(1))
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A00_0210)
    model.interfaces[1].ipv6 = .none
    var solver = NetworkSolver(model)
    let question = Question(from: [.interface(0)], to: [.interface(1)], isOneWay: true)
    let answer = solver.answer(question)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.natGatewayAddress(NATGateway.ID(0)))])
    model.natGateways[0].address = .known(0x0A00_0110)
    solver = NetworkSolver(model)
    #expect(solver.answer(question).verdict == .reachable)
  }

  @Test func whereAPacketOfAnotherZoneComesOutIsOpen() throws {
    var model = try NetworkModel.small()
    model.networkACLs.append(NetworkACL(name: "closed", inbound: [], outbound: []))
    let lists = [0, 1].map(NetworkACL.ID.init)
    try model.addOtherVPC(zones: ["b", "c"], attachedTo: [Subnet.ID(0)], lists: lists)
    model.securityGroups[0].inbound = [.init(.all, .block(try NetworkModel.everywhere))]
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A01_0010)
    var solver = NetworkSolver(model)
    let answer = solver.answer(Question(from: [.interface(0)], to: [.interface(1)], isOneWay: true))
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.arrival(.init(1)))])
  }

  @Test func aNATGatewayTakesNoAnswerAtPortsThatItDoesNotSendFrom() throws {
    var model = try NetworkModel.small()
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    try model.addSubnet(["10.0.2.0/24"], list: NetworkACL.ID(1))
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A00_0210)
    let https = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
    for (last, verdict) in [(1023 as UInt16, Answer.Verdict.unreachable), (1024, .reachable)] {
      let services = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 1...last)
      model.networkACLs = [model.networkACLs[0]]
      try model.addList(lettingOut: services)
      var solver = NetworkSolver(model)
      #expect(
        solver.answer(Question(from: [.interface(0)], to: [.interface(1)], https)).verdict
          == verdict
      )
    }
  }

  @Test func whoIsNotOfAGroupHasTheAddressOfNoneOfItsMembers() throws {
    var model = try NetworkModel.small()
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
    for (index, verdict) in [(0, Answer.Verdict.unreachable), (1, .reachable)] {
      let question = Question(from: [.interface(index)], to: [.interface(2)], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func nobodyHasTheAddressesThatAWSKeeps() throws {
    var model = try NetworkModel.small()
    model.interfaces[0].ipv4 = .some
    model.interfaces[0].ipv6 = .none
    for (block, verdict) in [
      ("10.0.0.0/30", Answer.Verdict.unreachable), ("10.0.0.0/29", .undetermined),
    ] {
      model.securityGroups[0].inbound = [.init(.all, .block(try NetworkModel.block(block)))]
      var solver = NetworkSolver(model)
      let question = Question(from: [.interface(0)], to: [.interface(1)], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func aStaticRouteWinsOverAPrefixListWithTheSameBlock() throws {
    var model = try NetworkModel.small()
    model.vpcs[0].internetGateways = [VPC.Gateway()]
    model.interfaces[0].publicIPv4 = .known(0x3400_0010)
    model.interfaces[0].ipv6 = .none
    let all = try NetworkModel.everywhere
    let targets = [Route.Target.internetGateway, .blackhole]
    for (chosen, verdict) in [(0, Answer.Verdict.reachable), (1, .unreachable)] {
      model.routeTables[1].routes = [
        Route(to: .block(all), targets[1 - chosen], rank: .prefixList),
        Route(to: .block(all), targets[chosen]),
      ]
      var solver = NetworkSolver(model)
      let question = Question(from: [.interface(0)], to: [.init(.internet)], isOneWay: true)
      #expect(solver.answer(question).verdict == verdict)
    }
  }

  @Test func onlyRoutesThatExistDoubtTheRouteToAService() throws {
    var model = try NetworkModel.small()
    model.services = ["s3"]
    let block = try NetworkModel.block("52.0.0.0/16")
    for (existence, verdict) in [
      (GuardID.never, Answer.Verdict.reachable), (.always, .undetermined),
    ] {
      model.routeTables[1].routes = [
        Route(to: .service(0), .gatewayEndpoint),
        Route(to: .block(block), .blackhole, when: existence),
      ]
      var solver = NetworkSolver(model)
      let answer = solver.answer(Question(from: [.interface(0)], to: [.init(.service(0))]))
      #expect(answer.verdict == verdict)
    }
  }
}
