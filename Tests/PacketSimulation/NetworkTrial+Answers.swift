import Infrastructure
package import Reachability
import Values

// What answers rest on: witnesses and cuts, of which the checker is asked for each packet that no rule
// divides, in every world.

extension NetworkTrial {
  /// Asks about all services at once, which the simulator does not.
  mutating func checkAllServices(_ random: inout RandomBits, _ solver: inout NetworkSolver) {
    for isOneWay in [true, false] {
      let ends = [true, false].map { Question.End(end(&random, isSource: $0)) }
      guard ends[0] != ends[1] else { continue }
      let question = Question(from: [ends[0]], to: [ends[1]], isOneWay: isOneWay)
      if let fault = fault(of: solver.answer(question), to: question) {
        refused.append("\(name): all services of \(ends) \(isOneWay): \(fault)")
      }
    }
  }

  /// What is wrong with an answer; nil where the checker accepts it, and for those that are open.
  package mutating func fault(of answer: Answer, to question: Question) -> String? {
    guard answer.verdict != .undetermined else { return nil }
    let cut = Set(answer.cut.map(\.reason))
    for world in worlds() {
      guard answer.verdict == .reachable else {
        if let fault = fault(of: cut, question, in: world) { return fault }
        continue
      }
      let witnesses = answer.witnesses.filter { witness in
        witness.world.choices.allSatisfy { world[$0.variable] == $0.chosen }
      }
      if witnesses.isEmpty { return "no witness for \(world)" }
      checked += witnesses.count
      for witness in witnesses
      where !arrives(witness, by: witness.hops, witness.replyHops, question, in: world) {
        return "the packet does not take its steps"
      }
      if let first = witnesses.first, goesAstray(first, question, in: world) {
        return "AWS may lead the packet astray"
      }
    }
    return nil
  }

  /// Whether the packet of a witness can take steps there and back.
  func arrives(
    _ witness: Answer.Witness,
    by hops: [Hop],
    _ back: [Hop],
    _ question: Question,
    in world: World
  ) -> Bool {
    let ways = ways(of: witness, question, in: world, cut: nil)
    return question.services.contains(witness.service) && ways.arrived.contains([hops, back])
  }

  /// Whether AWS may choose a way for the packet of a witness that it does not take to its end; false where
  /// nobody can tell, because it has two addresses to go to.
  func goesAstray(
    _ witness: Answer.Witness,
    _ question: Question,
    in world: World
  ) -> Bool {
    let isFromOutside = witness.hops.contains {
      if case .internetGateway(_, .inbound) = $0 { true } else { false }
    }
    guard !isFromOutside else { return false }
    let certain = ways(of: witness, question, in: world, cut: nil, isPrivate: true)
    // No end is named, and filters let everything through.
    let all = ways(of: witness, question, in: world, cut: [], isPrivate: true)
    return all.unnamed != nil || all.arrived != certain.arrived
  }

  /// The ways there and back that the packet of a witness can take, with its port for answers.
  ///
  /// - Parameter isPrivate: Whether it is sent to the server's own address only.
  private func ways(
    of witness: Answer.Witness,
    _ question: Question,
    in world: World,
    cut: Set<Denial.Reason>?,
    isPrivate: Bool = false
  ) -> (arrived: Set<[[Hop]]>, unnamed: Denial.Reason?) {
    let clients = ends(witness.source.place, witness.family, world, isSource: true)
    let servers = ends(witness.target.place, witness.family, world, isSource: false)
    guard var client = clients.first, var server = servers.first else { return ([], nil) }
    (client.address, server.address) = (witness.sourceAddress, witness.targetAddress)
    if isPrivate { server.outside = nil }
    var checker = AnswerChecker(
      model: model,
      world: world,
      family: witness.family,
      client: client,
      server: server,
      service: service(witness.target.place),
      ports: ports + [(witness.replyService ?? 0) & 0xFFFF],
      isOneWay: question.isOneWay,
      cut: cut
    )
    checker.send(witness.service)
    let arrived = checker.arrivals.filter { $0.port == witness.replyService }
    return (Set(arrived.map { [$0.hops, $0.back] }), checker.unnamed)
  }

  /// What is wrong with a cut in one world.
  mutating func fault(
    of cut: Set<Denial.Reason>,
    _ question: Question,
    in world: World
  ) -> String? {
    for (source, target) in question.sources.flatMap({ one in question.targets.map { (one, $0) } })
    {
      for family in [IPPrefix.Family.ipv4, .ipv6] {
        let servers = ends(target.place, family, world, isSource: false)
        for client in ends(source.place, family, world, isSource: true) {
          for server in servers where server.address != client.address {
            // Nobody sends to private addresses over the internet.
            guard client.subnet != nil || family == .ipv6 || server.outside != nil else {
              continue
            }
            checked += 1
            var checker = AnswerChecker(
              model: model,
              world: world,
              family: family,
              client: client,
              server: server,
              service: service(target.place),
              ports: ports,
              isOneWay: question.isOneWay,
              cut: cut
            )
            for service in services(among: question.services) { checker.send(service) }
            if let unnamed = checker.unnamed { return "nothing names \(unnamed)" }
            if let way = checker.arrivals.first {
              return "a packet passes by \(way.hops) \(way.back)"
            }
          }
        }
      }
    }
    return nil
  }

  private func ends(
    _ place: Question.Place,
    _ family: IPPrefix.Family,
    _ world: World,
    isSource: Bool
  ) -> [CheckedPacket.Party] {
    var subnet: Subnet.ID?
    var interface: Interface.ID?
    switch place {
    case .interface(let id):
      guard model.worlds.truth(of: model[id].existence, in: world) == .holds else { return [] }
      (subnet, interface) = (model[id].subnet, id)
    case .host(let id): subnet = id
    case .internet, .service, .managed: break
    }
    return parties(place, family, isSource: isSource).map { party in
      CheckedPacket.Party(
        address: party.address,
        outside: party.publicAddress,
        subnet: subnet,
        interface: interface
      )
    }
  }

  private func service(_ place: Question.Place) -> Int? {
    if case .service(let service) = place { service } else { nil }
  }

  /// Ports that rules treat differently, and where those of NAT gateways begin.
  private var ports: [UInt32] {
    Set(edges.map { $0 & 0xFFFF } + [0, 1024]).sorted()
  }

  /// Services of a set that rules treat differently, and some of each protocol that gateways know.
  private func services(among set: ServiceSet) -> [UInt32] {
    let protocols: [UInt32] = [1, 2, 6, 7, 17, 18, 58, 59].map { $0 << 16 }
    let all = edges + protocols + [0x10800, 0x3A8000] + set.ranges.map(\.lower)
    return Set(all).filter(set.contains).sorted()
  }
}
