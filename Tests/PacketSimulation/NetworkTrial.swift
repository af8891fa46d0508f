import Infrastructure
import Reachability
import Values

/// One random network, with what the engine and the simulator say of it.
package struct NetworkTrial {
  package let seed: UInt64
  package private(set) var decisions = 0
  package private(set) var verdicts: [String: Int] = [:]
  /// How often two constructs were on one way.
  package private(set) var pairs: [String: Int] = [:]
  /// Definite verdicts that the simulator contradicts.
  package private(set) var mistakes: [String] = []
  /// Packets of definite answers that the checker followed, and what it found wrong.
  package internal(set) var checked = 0
  package internal(set) var refused: [String] = []
  /// Questions that only the engine leaves open.
  package private(set) var imprecise: [String] = []
  let model: NetworkModel
  /// Services at which what rules are about begins or has ended.
  let edges: [UInt32]

  private static let probes: [(protocolNumber: UInt8, port: UInt16)] = [
    (6, 443), (6, 22), (17, 53), (1, 8 << 8), (50, 0), (6, 1024), (17, 1000), (1, 3 << 8),
    (58, 128 << 8),
  ]

  /// Which variation of the network it is; 0 for the network itself.
  private let variation: UInt64
  /// What reports call the network.
  var name: String { variation == 0 ? "seed \(seed)" : "seed \(seed) variation \(variation)" }

  package init(seed: UInt64, hidden: Int = 0, variation: UInt64 = 0) {
    self.seed = seed
    self.variation = variation
    var generator = NetworkGenerator(seed: seed, hidden: hidden)
    _ = generator.make()
    generator.vary(variation)
    model = generator.model
    let lists = model.networkACLs.flatMap { $0.inbound + $0.outbound }.map(\.services)
    let groups = model.securityGroups.flatMap { $0.inbound + $0.outbound }.map(\.services)
    edges = Set((lists + groups).flatMap(\.ranges).flatMap { [$0.lower, $0.upper + 1] }).sorted()
  }

  /// Asks questions between all kinds of ends, and the checker about the answers.
  package mutating func run(questions number: Int, isChecked: Bool = true) {
    var random = RandomBits(seed: seed ^ 0x5EED)
    var solver = NetworkSolver(model)
    for _ in 0..<number {
      let source = end(&random, isSource: true)
      let target = end(&random, isSource: false)
      guard source != target else { continue }
      guard let probe = random.element(of: Self.probes) else { continue }
      let isOneWay = random.chance(40)
      let question = Question(
        from: [Question.End(source)],
        to: [Question.End(target)],
        ServiceSet(protocol: probe.protocolNumber, ports: probe.port...probe.port),
        isOneWay: isOneWay
      )
      let answer = solver.answer(question)
      let expected = simulated(source, target, probe, isOneWay)
      decisions += 1
      count(answer, isOneWay)
      verdicts["\(answer.verdict.rawValue)", default: 0] += 1
      if isChecked, let fault = fault(of: answer, to: question) {
        refused.append("\(name): \(source) → \(target) \(probe) \(isOneWay): \(fault)")
      }
      guard answer.verdict != expected else { continue }
      let text =
        "\(name): \(source) → \(target) \(probe) \(isOneWay ? "one way" : "both ways"): "
        + "\(answer.verdict), but \(expected); \(answer.witness.map { "\($0.hops)" } ?? "")"
        + " \(answer.cut.map { "\($0.reason)" }) \(answer.needs)"
      if answer.verdict == .undetermined { imprecise.append(text) } else { mistakes.append(text) }
    }
    if isChecked { checkAllServices(&random, &solver) }
  }

  func end(_ random: inout RandomBits, isSource: Bool) -> Question.Place {
    switch random.below(10) {
    case 0, 1: return .internet
    // Which public address an imagined host has, the simulator does not try out.
    case 2 where model.worlds.variables.isEmpty:
      return .host(Subnet.ID(random.below(model.subnets.count)))
    case 3 where !isSource: return .service(0)
    // Networks with long ways have them there.
    case 4...6: return .interface(Interface.ID(isSource ? 0 : model.interfaces.count - 1))
    default: return .interface(Interface.ID(random.below(model.interfaces.count)))
    }
  }

  /// Counts the constructs that met on the ways that the engine tells of.
  private mutating func count(_ answer: Answer, _ isOneWay: Bool) {
    var ways: [Set<String>] = answer.cut.map { ending in
      Set(ending.hops.map(Self.construct) + ["\(ending.reason)".prefix { $0 != "(" }.description])
    }
    if let witness = answer.witness {
      let hops = witness.hops.map(Self.construct) + witness.replyHops.map(Self.construct)
      ways.append(Set(hops + [witness.family == .ipv6 ? "IPv6" : "IPv4"]))
    }
    for way in ways {
      let constructs = way.union([isOneWay ? "one way" : "both ways"]).sorted()
      for (index, one) in constructs.enumerated() {
        for other in constructs[(index + 1)...] { pairs["\(one) + \(other)", default: 0] += 1 }
      }
    }
  }

  private static func construct(_ hop: Hop) -> String {
    switch hop {
    case .interface(_, let direction): "groups \(direction)"
    case .subnetBorder(_, let direction): "list \(direction)"
    case .route(_, let index): index == nil ? "local route" : "route"
    case .managed: "managed"
    case .natGateway: "NAT gateway"
    case .internetGateway(_, let direction): "internet gateway \(direction)"
    case .egressOnlyGateway: "egress-only gateway"
    case .peering: "peering"
    case .transitGateway: "transit gateway"
    case .transitRoute: "transit route"
    case .transitArrival: "transit arrival"
    case .gatewayEndpoint: "gateway endpoint"
    case .internet: "internet"
    case .opaque: "opaque"
    }
  }

  // MARK: - The simulator's verdict

  private func simulated(
    _ source: Question.Place,
    _ target: Question.Place,
    _ probe: (protocolNumber: UInt8, port: UInt16),
    _ isOneWay: Bool
  ) -> Answer.Verdict {
    var isAlways = true
    var isEver = false
    for world in worlds() {
      // What a lenient simulator drops, a strict one does, too.
      if reaches(source, target, probe, isOneWay, world, isLenient: true) {
        isEver = true
        isAlways =
          isAlways && reaches(source, target, probe, isOneWay, world, isLenient: false)
      } else {
        isAlways = false
      }
      if isEver, !isAlways { return .undetermined }
    }
    return isAlways ? .reachable : .unreachable
  }

  /// Every combination of what is hidden.
  func worlds() -> [World] {
    var worlds = [World()]
    for variable in model.worlds.variables.indices {
      worlds = worlds.flatMap { [$0.choosing(0, for: variable), $0.choosing(1, for: variable)] }
    }
    return worlds
  }

  private func reaches(
    _ source: Question.Place,
    _ target: Question.Place,
    _ probe: (protocolNumber: UInt8, port: UInt16),
    _ isOneWay: Bool,
    _ world: World,
    isLenient: Bool
  ) -> Bool {
    for family in [IPPrefix.Family.ipv4, .ipv6] {
      let clients = parties(source, family, isSource: true)
      let servers = parties(target, family, isSource: false)
      let isUniversal = if case .service = target { !isLenient } else { false }
      for client in clients {
        var count = 0
        for server in servers {
          var simulator = PacketSimulator(model, in: world, isLenient: isLenient)
          let reaches = simulator.reaches(
            from: client,
            to: server,
            family,
            protocolNumber: probe.protocolNumber,
            port: probe.port,
            isOneWay: isOneWay
          )
          if reaches { count += 1 }
          if reaches, !isUniversal { return true }
        }
        if isUniversal, count == servers.count, count > 0 { return true }
      }
    }
    return false
  }

  /// The addresses that stand for all of an end's.
  func parties(
    _ place: Question.Place,
    _ family: IPPrefix.Family,
    isSource: Bool
  ) -> [PacketSimulator.Party] {
    /// An address of the internet that no rule is about but those that are about all of it.
    let outside: UInt128 = isSource ? 0x0800_0001 : 0x0800_0002
    func known(_ address: Interface.Address) -> UInt128? {
      if case .known(let known) = address { known } else { nil }
    }
    switch place {
    case .interface(let id):
      let interface = model[id]
      guard let own = known(interface.address(family)) else { return [] }
      let outside = family == .ipv4 ? known(interface.publicIPv4) : nil
      return [.init(place: place, address: own, publicAddress: outside)]
    case .host(let subnet):
      let span = model[subnet].block(family).map {
        AddressSpan($0.address + 4, $0.lastAddress - 1)
      }
      // Nobody else has the address of an interface.
      let taken = Set(
        model.interfaces.filter { $0.subnet == subnet }.compactMap { known($0.address(family)) }
          + model.natGateways.filter { $0.subnet == subnet && family == .ipv4 }
          .compactMap { known($0.address) }
      )
      return span.map { representatives(in: [$0], family) }?.filter { !taken.contains($0) }.map {
        .init(place: place, address: $0, publicAddress: family == .ipv4 ? outside : nil)
      } ?? []
    case .internet, .service:
      if case .service = place, family == .ipv6 { return [] }
      let owned = Set(
        model.interfaces.compactMap { known($0.publicIPv4) }
          + model.natGateways.compactMap { known($0.publicAddress) }
      )
      // Behind NAT64 there are hosts of IPv4.
      let isTranslated = family == .ipv6 && !isSource && place == .internet
      let translated = isTranslated ? [InternetAddresses.nat64] : []
      return representatives(in: InternetAddresses.spans(family) + translated, family)
        .filter { address in
          // IPv6 addresses of the network's own blocks are nobody else's, either.
          !owned.contains(address)
            && !model.vpcs.contains { vpc in
              vpc.blocks.contains { $0.family == .ipv6 && $0.span.contains(address) }
            }
        }
        .map { .init(place: place, address: $0, publicAddress: nil) }
    case .managed:
      return []
    }
  }

  /// An address of each part of the spans that no block divides.
  private func representatives(in spans: [AddressSpan], _ family: IPPrefix.Family) -> [UInt128] {
    var edges = Set(spans.map(\.lower))
    for block in blocks where block.family == family {
      edges.insert(block.address)
      if block.lastAddress < family.span.upper { edges.insert(block.lastAddress + 1) }
    }
    for address in model.interfaces.flatMap({ [$0.address(family), $0.publicIPv4] })
      + model.natGateways.flatMap({ [$0.address, $0.publicAddress] })
    {
      if case .known(let known) = address, known < family.span.upper {
        edges.formUnion([known, known + 1])
      }
    }
    return edges.filter { edge in spans.contains { $0.contains(edge) } }.sorted()
  }

  private var blocks: [IPPrefix] {
    var blocks = model.vpcs.flatMap(\.blocks) + model.subnets.flatMap(\.blocks)
    for table in model.routeTables {
      for route in table.routes {
        if case .block(let block) = route.destination { blocks.append(block) }
      }
    }
    for table in model.transitTables {
      for route in table.routes {
        if case .block(let block) = route.destination { blocks.append(block) }
      }
    }
    for list in model.networkACLs {
      for rule in list.inbound + list.outbound {
        if case .block(let block) = rule.peer { blocks.append(block) }
      }
    }
    for group in model.securityGroups {
      for rule in group.inbound + group.outbound {
        if case .block(let block) = rule.peer { blocks.append(block) }
      }
    }
    return blocks
  }
}
