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

  func contains(_ id: Subnet.ID, _ address: UInt128) -> Bool {
    model[id].blocks.contains { $0.holds(address, family) }
  }

  /// The routes that may decide: the longest, of them the best, and rivals of prefix lists.
  func routes(_ table: RouteTable.ID, _ vpc: VPC.ID, _ packet: Packet) -> [(
    index: Int?, target: Route.Target
  )] {
    var found: [(index: Int?, target: Route.Target, length: Int, rank: Route.Rank)] = []
    var listed: [(index: Int?, target: Route.Target)] = []
    for (index, route) in model[table].routes.enumerated() where holds(route.existence) {
      switch route.destination {
      case .block(let block) where block.holds(packet.destination, family):
        found.append((index, route.target, block.length, route.rank))
      case .service(let service) where !packet.isReply && server.place == .service(service):
        listed.append((index, route.target))
      case .block, .service, .open: break
      }
    }
    for block in model[vpc].blocks
    where block.holds(packet.destination, family)
      && !found.contains(where: { $0.length == block.length && $0.rank == .static })
    {
      found.append((nil, .local, block.length, .static))
    }
    guard let best = found.max(by: { ($0.length, $0.rank) < ($1.length, $1.rank) }),
      listed.isEmpty || best.length > 8
    else { return listed }
    let rivals = found.filter {
      guard $0.target != best.target else { return false }
      return $0.length == best.length && $0.rank == best.rank
        || $0.rank == .prefixList && best.rank == .prefixList
    }
    return listed + [(best.index, best.target)] + rivals.map { ($0.index, $0.target) }
  }

  /// Whether a filter that the cut names, or any where there is none, lets a packet through.
  func passes(_ packet: inout Packet, _ reason: Denial.Reason, _ hop: Hop, _ admits: Bool)
    -> Bool
  {
    packet.hops.append(hop)
    return admits || cut.map { !$0.contains(reason) } ?? false
  }

  func passes(_ packet: inout Packet, _ id: Subnet.ID, _ direction: Direction) -> Bool {
    let peer = direction == .outbound ? packet.destination : packet.source
    var rules: [NetworkACL.Rule] = []
    if case .list(let list, _)? = value(model[id].networkACL) {
      rules = model[list].rules(direction)
    }
    let first = rules.filter { rule in
      guard case .block(let block) = rule.peer else { return false }
      return holds(rule.existence) && rule.services.contains(packet.service)
        && block.holds(peer, family)
    }.min { $0.number < $1.number }
    return passes(
      &packet,
      .networkACL(id, direction),
      .subnetBorder(id, direction),
      first?.allows ?? false
    )
  }

  func passes(_ packet: inout Packet, _ party: Party, _ direction: Direction) -> Bool {
    guard case .interface(let id)? = party.place else { return true }
    let peer = direction == .outbound ? packet.destination : packet.source
    let groups = model[id].groups.compactMap { group -> SecurityGroup.ID? in
      if case .group(let id) = group.value, holds(group.existence) { id } else { nil }
    }
    let admits = groups.flatMap { model[$0].rules(direction) }.contains { rule in
      guard holds(rule.existence), rule.services.contains(packet.service) else { return false }
      switch rule.peer {
      case .block(let block): return block.holds(peer, family)
      case .service(let service):
        return server.place == .service(service) || InternetAddresses.contains(peer, family)
      case .group(let group):
        return model.interfaces.contains { isMember($0, of: group, near: id, showing: peer) }
      case .open: return true
      }
    }
    return passes(&packet, .securityGroups(id, direction), .interface(id, direction), admits)
  }

  func isMember(
    _ member: Interface,
    of group: SecurityGroup.ID,
    near id: Interface.ID,
    showing address: UInt128
  ) -> Bool {
    let (one, other) = (model[member.subnet].vpc, model[model[id].subnet].vpc)
    let isNear =
      one == other
      || model.peerings.contains { $0.other(than: one) == other && holds($0.existence) }
    return isNear && holds(member.existence) && member.address(family) == .known(address)
      && member.groups.contains { $0.value == .group(group) && holds($0.existence) }
  }

  func rank(_ destination: TransitGateway.Table.Route.Destination, _ rank: Route.Rank)
    -> Int
  {
    if case .block(let block) = destination { 4 * block.length + rank.rawValue } else { 0 }
  }
}

extension IPPrefix {
  func holds(_ address: UInt128, _ family: Family) -> Bool {
    self.family == family && span.contains(address)
  }
}
