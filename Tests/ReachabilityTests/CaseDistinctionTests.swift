import Infrastructure
import Reachability
import Testing
import Values

/// What AWS may choose decides nothing where the packet gets through either way.
struct CaseDistinctionTests {
  /// The first interface has a public address, and its table a route to a service.
  private static func networkWithService() throws -> NetworkModel {
    var model = try NetworkModel.small()
    model.services = ["s3"]
    model.vpcs[0].internetGateways = [VPC.Gateway()]
    model.interfaces[0].publicIPv4 = .known(0x3500_0010)
    model.interfaces[0].ipv6 = .none
    model.routeTables[1].routes = [Route(to: .service(0), .gatewayEndpoint)]
    return model
  }

  private static func answer(
    _ model: NetworkModel,
    to target: Question.End,
    isOneWay: Bool = false
  ) -> Answer {
    var solver = NetworkSolver(model)
    let https = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
    return solver.answer(
      Question(from: [.interface(0)], to: [target], https, isOneWay: isOneWay)
    )
  }

  @Test func aServiceIsReachedWhicheverOfTwoRoutesItsAddressesTake() throws {
    var model = try Self.networkWithService()
    let service = Question.End(.service(0))
    let block = try NetworkModel.block("52.0.0.0/16")
    model.routeTables[1].routes.append(Route(to: .block(block), .internetGateway))
    let answer = Self.answer(model, to: service, isOneWay: true)
    #expect(answer.verdict == .reachable)
    // Both ways are told, so that nobody takes the endpoint for the only one.
    let endpoint = Hop.gatewayEndpoint(VPC.ID(0), service: 0)
    #expect(Set(answer.witnesses.map { $0.hops.contains(endpoint) }) == [true, false])
    model.routeTables[1].routes[1].target = .blackhole
    let open = Self.answer(model, to: service, isOneWay: true)
    #expect(open.verdict == .undetermined)
    #expect(open.needs == [.doubt(.serviceAddresses(0))])
  }

  @Test func whatIsPropagatedToATableMayBeMoreSpecificThanTheRouteToAService() throws {
    var model = try Self.networkWithService()
    let service = Question.End(.service(0))
    #expect(Self.answer(model, to: service).verdict == .reachable)
    let fact = model.add(OpenFact(.unmodelled, "what is propagated"))
    model.routeTables[1].doubt = fact
    let answer = Self.answer(model, to: service)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.serviceAddresses(0))])
  }

  @Test func anUnknownRouteThatLeadsWhereTheOthersLeadDecidesNothing() throws {
    var model = try Self.networkWithService()
    let fact = OpenFact.ID(0)
    let everywhere = try NetworkModel.everywhere
    model.routeTables[1].routes = [
      Route(to: .block(everywhere), .internetGateway), Route(to: .open(fact), .internetGateway),
    ]
    let internet = Question.End(.internet)
    #expect(Self.answer(model, to: internet).verdict == .reachable)
    model.routeTables[1].routes[1].target = .blackhole
    #expect(Self.answer(model, to: internet).needs == [.doubt(.fact(fact))])
    model.routeTables[1].routes = [Route(to: .open(fact), .internetGateway)]
    #expect(Self.answer(model, to: internet).needs == [.doubt(.fact(fact))])
  }

  @Test func prefixListsThatOverlapMayLeadToTheSameHost() throws {
    var model = try NetworkModel.small()
    model.vpcs.append(
      VPC(
        name: "other",
        blocks: [try NetworkModel.block("10.1.0.0/16")],
        mainTable: Alternatives(.table(RouteTable.ID(2), at: .none))
      )
    )
    for _ in 0..<2 { model.peerings.append(Peering(VPC.ID(0), VPC.ID(1))) }
    try model.addSubnet(["10.1.0.0/24"], of: VPC.ID(1))
    let there = try NetworkModel.block("10.1.0.0/16")
    model.routeTables[1].routes = [0, 1].map {
      Route(to: .block(there), .peering(Peering.ID($0)), rank: .prefixList)
    }
    let back = Route(to: .block(model.vpcs[0].blocks[0]), .peering(Peering.ID(0)))
    model.routeTables.append(RouteTable(name: "other", routes: [back]))
    model.securityGroups[0].inbound = [.init(.all, .block(try NetworkModel.everywhere))]
    model.interfaces[1].subnet = Subnet.ID(2)
    model.interfaces[1].ipv4 = .known(0x0A01_0010)
    let answer = Self.answer(model, to: .interface(1))
    #expect(answer.verdict == .reachable)
    #expect(answer.witnesses.count == 2)
    model.routeTables[1].routes[1].target = .blackhole
    #expect(Self.answer(model, to: .interface(1)).needs == [.doubt(.routeChoice(RouteTable.ID(1)))])
  }

  /// The second interface stands in another VPC, and answers from there come through one of two subnets,
  /// which let out answers to different ports.
  private static func networkWithDoors(_ ports: [ClosedRange<UInt16>]) throws -> NetworkModel {
    var model = try NetworkModel.small()
    for (number, ports) in ports.enumerated() {
      try model.addList(lettingOut: ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: ports))
      let block = "10.0.\(2 + number).0/24"
      try model.addSubnet([block], zone: ["a", "b"][number], list: NetworkACL.ID(1 + number))
    }
    try model.addOtherVPC(zones: ["d"], attachedTo: [2, 3].map(Subnet.ID.init))
    model.securityGroups[0].inbound = [.init(.all, .block(try NetworkModel.everywhere))]
    model.interfaces[1].subnet = Subnet.ID(4)
    model.interfaces[1].ipv4 = .known(0x0A01_0010)
    return model
  }

  @Test func anAnswerNeedsOnePortThatDoesForEachWayThatItMayCome() throws {
    let apart = try Self.networkWithDoors([1...1023, 1024...65535])
    let open = Self.answer(apart, to: .interface(1))
    #expect(open.verdict == .undetermined)
    #expect(open.needs == [.doubt(.arrival(.init(0)))])
    let overlapping = try Self.networkWithDoors([1...1023, 1000...65535])
    let answer = Self.answer(overlapping, to: .interface(1))
    #expect(answer.verdict == .reachable)
    #expect(answer.witnesses.count == 2)
    for witness in answer.witnesses {
      #expect((1000...1023).contains((witness.replyService ?? 0) & 0xFFFF))
    }
  }

  @Test func aNATGatewayHasTakenItsPortBeforeTheAnswerChoosesItsWay() throws {
    var model = try Self.networkWithDoors([1...20_000, 20_001...65_535])
    model.routeTables[0].routes = model.routeTables[1].routes
    let there = try NetworkModel.block("10.1.0.0/16")
    model.routeTables[1].routes = [Route(to: .block(there), .natGateway(NATGateway.ID(0)))]
    let answer = Self.answer(model, to: .interface(1))
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.arrival(.init(0)))])
  }
}
