import Infrastructure
package import Reachability
package import Values

/// Sends single packets through a network, step by step, as AWS does; nothing is clever here.
///
/// Written from `docs/network-semantics.md`, to hold the engine against; they share nothing but the
/// model. Where AWS may do this or that, a strict simulator wants every way to succeed, and a lenient
/// one is content with any; where AWS does not say what happens, a strict one drops packets and a lenient
/// one passes them.
package struct PacketSimulator {
  /// What sends a packet out of a subnet.
  enum Sender {
    case host, natGateway, transitGateway
  }

  /// Where a packet has come.
  enum Arrival {
    case subnet(Int)
    case internet
    case gatewayEndpoint
  }

  /// What a NAT gateway remembers of a packet that it sent.
  struct Translation {
    let gateway: Int
    let port: UInt16
    let original: Packet
    let sent: Packet
  }

  typealias Next = (Arrival, Packet, inout PacketSimulator) -> Bool

  let model: NetworkModel
  let world: World
  let isLenient: Bool
  /// A host that is only imagined, with its subnet and addresses.
  struct Imagined {
    let subnet: Int
    let address: UInt128
    let publicAddress: UInt128?
    let family: IPPrefix.Family
  }

  var imagined: [Imagined] = []
  var translations: [Translation] = []
  /// The VPC whose interface sent the packet, or whose NAT gateway translated it.
  var home: Int?
  var isAnswering = false
  var passedEgressOnly: [Int] = []
  /// The ports at which filters may change their mind.
  let interestingPorts: [UInt16]
  private var visits: [Visit] = []

  /// A packet that leaves a subnet a second time goes around forever.
  private struct Visit: Equatable {
    let subnet: Int
    let sender: Sender
    let source: UInt128
    let destination: UInt128
    let isAnswering: Bool
  }

  package init(_ model: NetworkModel, in world: World, isLenient: Bool) {
    self.model = model
    self.world = world
    self.isLenient = isLenient
    interestingPorts = Self.interestingPorts(of: model)
  }

  private static func interestingPorts(of model: NetworkModel) -> [UInt16] {
    var ports: Set<UInt16> = [1, 1024, 32768, 65535]
    for list in model.networkACLs {
      for range in (list.inbound + list.outbound).flatMap(\.services.ranges) {
        ports.formUnion([range.lower, range.upper + 1].map(UInt16.init(truncatingIfNeeded:)))
      }
    }
    return ports.sorted()
  }

  func exists(_ guardID: GuardID) -> Bool {
    model.worlds.truth(of: guardID, in: world) == .holds
  }

  func chosen<Element>(_ alternatives: Alternatives<Element>) -> Element? {
    alternatives.cases.first { exists($0.existence) }?.value
  }

  /// Whether what AWS may do succeeds.
  mutating func any<Option>(
    of options: [Option],
    _ attempt: (Option, inout PacketSimulator) -> Bool
  ) -> Bool {
    guard options.count > 0 else { return false }
    for option in options where attempt(option, &self) == isLenient {
      return isLenient
    }
    return !isLenient
  }

  // MARK: - Leaving a subnet

  mutating func leave(
    _ packet: Packet,
    _ subnet: Int,
    _ sender: Sender,
    _ next: Next
  ) -> Bool {
    let visit = Visit(
      subnet: subnet,
      sender: sender,
      source: packet.source,
      destination: packet.destination,
      isAnswering: isAnswering
    )
    guard !visits.contains(visit) else { return false }
    visits.append(visit)
    defer { visits.removeLast() }
    if let block = model.subnets[subnet].block(packet.family),
      contains(block, packet.destination)
    {
      return next(.subnet(subnet), packet, &self)
    }
    guard crosses(packet, subnet, .outbound) else { return false }
    let vpc = model.subnets[subnet].vpc.index
    let own = chosen(model.subnets[subnet].routeTable)
    guard case .table(let table, _) = own ?? chosen(model.vpcs[vpc].mainTable) else {
      return false
    }
    let targets = targets(of: packet, by: table.index, vpc)
    return any(of: targets) { target, simulator in
      simulator.follow(packet, target, from: subnet, vpc, sender, next)
    }
  }

  func contains(_ block: IPPrefix, _ address: UInt128) -> Bool {
    block.address <= address && address <= block.lastAddress
  }

  private mutating func follow(
    _ packet: Packet,
    _ target: Route.Target,
    from subnet: Int,
    _ vpc: Int,
    _ sender: Sender,
    _ next: Next
  ) -> Bool {
    switch target {
    case .blackhole, .opaque: return false
    case .local: return deliver(packet, vpc, except: subnet, next)
    case .internetGateway: return internetGateway(packet, vpc, sender, next)
    case .egressOnlyGateway: return egressOnlyGateway(packet, vpc, sender, next)
    case .natGateway(let id): return natGateway(packet, id.index, from: subnet, next)
    case .peering(let id):
      let peering = model.peerings[id.index]
      if sender == .transitGateway { return false }
      if sender == .natGateway, !isLenient { return false }
      guard exists(peering.existence), let peer = peering.other(than: VPC.ID(vpc)) else {
        return false
      }
      guard
        model.vpcs[peer.index].blocks.contains(where: {
          $0.family == packet.family && contains($0, packet.destination)
        })
      else { return false }
      return deliver(packet, peer.index, except: nil, next)
    case .transitGateway(let id):
      if sender == .transitGateway, !isLenient { return false }
      return transitGateway(packet, id.index, from: subnet, next)
    case .gatewayEndpoint:
      guard packet.service != nil, sender != .transitGateway else { return false }
      if sender == .natGateway, !isLenient { return false }
      return next(.gatewayEndpoint, packet, &self)
    }
  }

  /// Into the subnet of a VPC that has the destination.
  mutating func deliver(
    _ packet: Packet,
    _ vpc: Int,
    except origin: Int?,
    _ next: Next
  ) -> Bool {
    for (index, subnet) in model.subnets.enumerated()
    where subnet.vpc.index == vpc && index != origin {
      guard let block = subnet.block(packet.family), contains(block, packet.destination) else {
        continue
      }
      return crosses(packet, index, .inbound) && next(.subnet(index), packet, &self)
    }
    return false
  }

  // MARK: - Routes

  /// The targets that AWS may choose.
  func targets(of packet: Packet, by table: Int, _ vpc: Int) -> [Route.Target] {
    var found: [(length: Int, rank: Int, target: Route.Target)] = []
    var services: [Route.Target] = []
    for route in model.routeTables[table].routes where exists(route.existence) {
      switch route.destination {
      case .block(let block):
        if block.family == packet.family, contains(block, packet.destination) {
          found.append((block.length, route.rank.rawValue, route.target))
        }
      case .service(let service):
        if !isAnswering, packet.service == service { services.append(route.target) }
      case .open: break
      }
    }
    for block in model.vpcs[vpc].blocks
    where block.family == packet.family && contains(block, packet.destination) {
      if !found.contains(where: { $0.length == block.length && $0.rank == 2 }) {
        found.append((block.length, 2, .local))
      }
    }
    if !services.isEmpty {
      // Nobody knows where the service's addresses are; short blocks never win over its list.
      return found.contains { $0.length > 8 } ? services + best(of: found) : services
    }
    return best(of: found)
  }

  private func best(
    of found: [(length: Int, rank: Int, target: Route.Target)]
  ) -> [Route.Target] {
    guard let longest = found.map(\.length).max() else { return [] }
    let long = found.filter { $0.length == longest }
    let rank = long.map(\.rank).max() ?? 0
    let winners = long.filter { $0.rank == rank }
    var targets = winners.map(\.target)
    if rank == 1 { targets += found.filter { $0.rank == 1 }.map(\.target) }
    return Array(Set(targets))
  }

  // MARK: - Network ACLs

  func crosses(_ packet: Packet, _ subnet: Int, _ direction: Direction) -> Bool {
    guard case .list(let id, _) = chosen(model.subnets[subnet].networkACL) else { return false }
    let peer = direction == .outbound ? packet.destination : packet.source
    let service = UInt32(packet.protocolNumber) << 16 | UInt32(packet.destinationPort)
    let rules = model.networkACLs[id.index].rules(direction).sorted { $0.number < $1.number }
    for rule in rules where exists(rule.existence) {
      guard case .block(let block) = rule.peer, block.family == packet.family,
        contains(block, peer), rule.services.contains(service)
      else { continue }
      return rule.allows
    }
    return false
  }
}
