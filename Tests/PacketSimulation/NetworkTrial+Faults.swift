import Infrastructure
import Reachability
import Values

// Answers that are wrong by construction, which the checker has to refuse.

extension NetworkTrial {
  /// Makes wrong answers of the right ones, and counts those that the checker accepts.
  package mutating func runFaults(questions number: Int) -> (tried: Int, accepted: [String]) {
    var random = RandomBits(seed: seed ^ 0xFA17)
    var solver = NetworkSolver(model)
    var (tried, accepted): (Int, [String]) = (0, [])
    for _ in 0..<number {
      let ends = [true, false].map { Question.End(end(&random, isSource: $0)) }
      let https = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)
      let isOneWay = random.chance(50)
      let question = Question(from: [ends[0]], to: [ends[1]], https, isOneWay: isOneWay)
      let answer = solver.answer(question)
      guard ends[0] != ends[1], let world = worlds().first else { continue }
      switch answer.verdict {
      case .undetermined:
        guard let witness = answer.witness, Self.isLeftToAWS(answer) else { continue }
        tried += 1
        if !goesAstray(witness, question, in: world) {
          accepted.append("seed \(seed): \(ends) whatever AWS chooses \(isOneWay)")
        }
      case .unreachable:
        let before = checked
        let fault = fault(of: [], question, in: world)
        guard checked > before else { continue }
        tried += 1
        if fault == nil { accepted.append("seed \(seed): \(ends) without a cut") }
      case .reachable:
        tried += 1
        if fault(of: everyDenial, question, in: world) == nil {
          accepted.append("seed \(seed): \(ends) cut by all filters \(isOneWay) \(answer)")
        }
        guard let witness = answer.witness else { continue }
        for hops in Self.faulty(witness.hops) {
          tried += 1
          if arrives(witness, by: hops, witness.replyHops, question, in: world) {
            accepted.append("seed \(seed): \(ends) by \(hops)")
          }
        }
      }
    }
    return (tried, accepted)
  }

  /// Whether AWS chooses, and nothing else keeps an answer open; what NAT gateways send is not followed
  /// through choices.
  private static func isLeftToAWS(_ answer: Answer) -> Bool {
    let hops = answer.witnesses.flatMap { $0.hops + $0.replyHops }
    let isTranslated = hops.contains { if case .natGateway = $0 { true } else { false } }
    return !isTranslated
      && answer.needs.allSatisfy {
        switch $0 {
        case .doubt(.routeChoice), .doubt(.transitRouteChoice), .doubt(.arrival): true
        case .doubt, .variable, .tooManyWorlds: false
        }
      }
  }

  /// The steps without one of them, with one twice, and with two exchanged.
  private static func faulty(_ hops: [Hop]) -> [[Hop]] {
    var faulty: [[Hop]] = []
    for place in hops.indices {
      var without = hops
      let hop = without.remove(at: place)
      faulty.append(without)
      var doubled = hops
      doubled.insert(hop, at: place)
      faulty.append(doubled)
      if place > 0 {
        var exchanged = hops
        exchanged.swapAt(place - 1, place)
        faulty.append(exchanged)
      }
    }
    return faulty
  }

  /// All that could drop a packet.
  private var everyDenial: Set<Denial.Reason> {
    var reasons: Set<Denial.Reason> = [.noAddress, .noReply]
    for direction in [Direction.inbound, .outbound] {
      for index in model.interfaces.indices {
        reasons.insert(.securityGroups(Interface.ID(index), direction))
        reasons.insert(.interfaceWithoutPublicAddress(Interface.ID(index)))
      }
      for index in model.subnets.indices {
        reasons.insert(.networkACL(Subnet.ID(index), direction))
        reasons.insert(.elsewhere(Subnet.ID(index)))
        reasons.insert(.noPublicAddress(Subnet.ID(index)))
      }
    }
    for index in model.vpcs.indices {
      let vpc = VPC.ID(index)
      reasons.formUnion([
        .noInternetGateway(vpc), .noEgressOnlyGateway(vpc), .outsideOfEverySubnet(vpc),
        .privateDestination(vpc),
      ])
    }
    for index in model.routeTables.indices {
      reasons.insert(.noRoute(RouteTable.ID(index)))
      for route in model.routeTables[index].routes.indices {
        reasons.insert(.blackhole(RouteTable.ID(index), index: route))
        reasons.insert(.notTransitive(RouteTable.ID(index), index: route))
      }
    }
    return reasons
  }
}
