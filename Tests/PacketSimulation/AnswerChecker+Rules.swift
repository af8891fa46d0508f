import Infrastructure
import Reachability
import Values

// What the rules of the model say of one packet.

extension AnswerChecker {
  func holds(_ existence: GuardID) -> Bool {
    model.worlds.truth(of: existence, in: world) == .holds
  }

  func value<Element>(_ alternatives: Alternatives<Element>) -> Element? {
    alternatives.cases.first { holds($0.existence) }?.value
  }

  func isOpen(_ gateways: [VPC.Gateway]) -> Bool {
    gateways.contains { holds($0.existence) }
  }

  func contains(_ id: Subnet.ID, _ packet: Packet) -> Bool {
    model[id].blocks.contains { $0.holds(packet.destination.address, family) }
  }

  mutating func end(_ reason: Denial.Reason) {
    if let cut, !cut.contains(reason), unnamed == nil { unnamed = reason }
  }

  /// The packet behind a filter that admits it, or that the cut does not name.
  private func passing(_ packet: Packet, _ hop: Hop, _ reason: Denial.Reason, _ admits: Bool)
    -> Packet?
  {
    let isPassed = admits || cut.map { !$0.contains(reason) } ?? false
    return isPassed ? packet.stepping(hop) : nil
  }

  func passing(_ packet: Packet, _ id: Subnet.ID, _ direction: Direction) -> Packet? {
    let peer = direction == .outbound ? packet.destination.address : packet.source.address
    var rules: [NetworkACL.Rule] = []
    if case .list(let list, _)? = value(model[id].networkACL) {
      rules = model[list].rules(direction)
    }
    let first = rules.filter { rule in
      guard case .block(let block) = rule.peer, holds(rule.existence) else { return false }
      return rule.services.contains(packet.service) && block.holds(peer, family)
    }.min { $0.number < $1.number }
    let hop = Hop.subnetBorder(id, direction)
    return passing(packet, hop, .networkACL(id, direction), first?.allows ?? false)
  }

  func passing(_ packet: Packet, _ party: Party, _ direction: Direction) -> Packet? {
    guard let id = party.interface else { return packet }
    let peer = direction == .outbound ? packet.destination.address : packet.source.address
    let near = model.interfaces.filter { isNear($0, id) && $0.address(family) == .known(peer) }
    let rules = groups(of: model[id]).flatMap { model[$0].rules(direction) }
    let admits = rules.contains { rule in
      guard holds(rule.existence), rule.services.contains(packet.service) else { return false }
      switch rule.peer {
      case .block(let block): return block.holds(peer, family)
      case .service(let own): return own == service || InternetAddresses.contains(peer, family)
      case .group(let group): return near.contains { groups(of: $0).contains(group) }
      case .open: return true
      }
    }
    return passing(packet, .interface(id, direction), .securityGroups(id, direction), admits)
  }

  private func groups(of interface: Interface) -> [SecurityGroup.ID] {
    interface.groups.compactMap { group in
      if case .group(let id) = group.value, holds(group.existence) { id } else { nil }
    }
  }

  /// Whether an interface is of the same VPC as another, or of a peer.
  private func isNear(_ interface: Interface, _ id: Interface.ID) -> Bool {
    let (one, other) = (model[interface.subnet].vpc, model[model[id].subnet].vpc)
    let isPeer = model.peerings.contains { $0.other(than: one) == other && holds($0.existence) }
    return holds(interface.existence) && (one == other || isPeer)
  }

  // MARK: - Routes

  /// The routes that may decide: the longest, of them the best, and rivals of prefix lists.
  mutating func routes(_ table: RouteTable.ID, _ vpc: VPC.ID, _ packet: Packet)
    -> [(index: Int?, target: Route.Target)]
  {
    let own = model[table].routes
    let local = model[vpc].blocks.map { Route(to: .block($0), .local) }
    var found: [(index: Int?, target: Route.Target, length: Int, rank: Route.Rank)] = []
    var listed: [(index: Int?, target: Route.Target)] = []
    for (index, route) in (own + local).enumerated() where holds(route.existence) {
      switch route.destination {
      case .block(let block) where block.holds(packet.destination.address, family):
        found.append(
          (own.indices.contains(index) ? index : nil, route.target, block.length, route.rank)
        )
      case .service(let name) where !packet.isReply && name == service:
        listed.append((index, route.target))
      case .block, .service, .open: break
      }
    }
    // A route of the table's own takes the place of the local one to the same block.
    let best = found.max { ($0.length, $0.rank) < ($1.length, $1.rank) }
    guard let best, listed.isEmpty || best.length > 8 else {
      if listed.isEmpty { end(.noRoute(table)) }
      return listed
    }
    let rivals = found.filter {
      let isEqual = $0.length == best.length && $0.rank == best.rank && $0.index != nil
      let isChoice = isEqual || $0.rank == .prefixList && best.rank == .prefixList
      return isChoice && $0.target != best.target
    }
    return listed + ([best] + rivals).map { ($0.index, $0.target) }
  }

  mutating func routes(_ table: TransitGateway.Table.ID, _ packet: Packet)
    -> [(index: Int, target: TransitGateway.Table.Route.Target)]
  {
    var best = (order: 0, routes: [(index: Int, target: TransitGateway.Table.Route.Target)]())
    for (index, route) in model[table].routes.enumerated() where holds(route.existence) {
      guard case .block(let block) = route.destination,
        block.holds(packet.destination.address, family)
      else { continue }
      let order = 4 * block.length + route.rank.rawValue
      if order > best.order || best.routes.isEmpty { best = (order, []) }
      if order == best.order { best.routes.append((index, route.target)) }
    }
    if best.routes.isEmpty { end(.noTransitRoute(table)) }
    return best.routes
  }
}

extension IPPrefix {
  func holds(_ address: UInt128, _ family: Family) -> Bool {
    self.family == family && span.contains(address)
  }
}
