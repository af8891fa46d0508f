import Infrastructure
import Reachability
import Values

/// Checks what a definite answer rests on, for packets of one client to one server in one world; shares
/// the model with the engine and nothing else.
///
/// What drops the packet counts only if the answer's cut names it: a filter that is not named lets it
/// through, and an end that is not named is a fault, like its arrival. A witness holds if the packet takes
/// its steps. What is open may be either way.
struct AnswerChecker {
  typealias Packet = CheckedPacket
  /// A route that holds an address: its index where it is written, its length, -1 of those to services.
  typealias Row<Target> = (index: Int?, length: Int, target: Target, rank: Route.Rank)

  let model: NetworkModel
  let world: World
  let family: IPPrefix.Family
  let client: Packet.Party
  let server: Packet.Party
  /// The service of AWS's that the server is.
  let service: Int?
  /// The ports that answers are tried at.
  let ports: [UInt32]
  let isOneWay: Bool
  /// What the cut names; nil where a witness is checked.
  let cut: Set<Denial.Reason>?
  /// What has arrived: the steps there and back, and the port of the answer.
  var arrivals: [(hops: [Hop], back: [Hop], port: UInt32?)] = []
  /// An end that the cut does not name.
  var unnamed: Denial.Reason?
  /// The address that the client sends to.
  var asked: UInt128 = 0

  mutating func send(_ service: UInt32) {
    for address in [server.address, server.outside].compactMap(\.self) {
      asked = address
      let packet = Packet(from: (client, client.address), to: (server, address), service: service)
      guard let packet = passing(packet, client, .outbound) else { continue }
      if let subnet = client.subnet { leave(packet, subnet) }
      // Nobody sends to private addresses over the internet.
      if client.subnet == nil, family == .ipv6 || address == server.outside { cross(packet) }
    }
  }

  /// Whether a packet may end for a reason.
  func drops(_ reason: Denial.Reason) -> Bool { cut?.contains(reason) ?? true }
  mutating func end(_ reason: Denial.Reason) { if !drops(reason) { unnamed = unnamed ?? reason } }

  /// - Parameter place: Nil for the internet and services.
  mutating func arrive(_ packet: Packet, _ place: Subnet.ID?) {
    guard packet.request == nil else { return arriveBack(packet, place) }
    let isThere = place == server.subnet && packet.to.address == server.address
    guard isThere else { return end(place.map { .elsewhere($0) } ?? .noAddress) }
    guard let packet = passing(packet, server, .inbound) else { return }
    guard !isOneWay else { return arrivals.append((packet.hops, [], nil)) }
    let before = arrivals.count
    for port in ports(answering: packet.service) {
      var reply = packet
      (reply.from, reply.to, reply.service) = ((server, server.address), packet.from, port)
      (reply.request, reply.hops) = (packet.hops, [])
      switch (place, packet.hops.last) {
      case (let place?, _): leave(reply, place)
      case (_, .gatewayEndpoint(let vpc, _)?): deliver(reply, vpc)
      case (_, _): cross(reply)
      }
    }
    if arrivals.count == before { end(.noReply) }
  }

  mutating func arriveBack(_ packet: Packet, _ place: Subnet.ID?) {
    var next = packet
    let (own, behind) = next.translations.popLast() ?? (client, client)
    guard packet.from.address == asked, packet.to.address == own.address, place == own.subnet
    else { return }
    guard let id = own.gateway else {
      return arrivals.append((packet.request ?? [], packet.hops, packet.service))
    }
    let isEcho = packet.service >> 16 == 1
    guard isEcho || packet.service & 0xFFFF >= 1024 else { return }
    next.to = (behind, behind.address)
    for port in isEcho ? [packet.service] : ports(answering: packet.service) {
      next.service = port
      leave(next.stepping(.natGateway(id)), model[id].subnet)
    }
  }

  /// An echo is answered by a reply to it, and other ICMP by nothing.
  func ports(answering service: UInt32) -> [UInt32] {
    if service >> 16 == 1 { return service == 0x10800 ? [0x10000] : [] }
    if service >> 16 == 58 { return service == 0x3A8000 ? [0x3A8100] : [] }
    return ports.map { service & 0xFF0000 | $0 }
  }

  mutating func leave(_ packet: Packet, _ id: Subnet.ID, isTransit: Bool = false) {
    // A loop goes on until it comes to a subnet that the cut names.
    let count = packet.hops.count { $0 == .subnetBorder(id, .outbound) }
    guard count < (drops(.loop(id)) ? 4 : 8) else { return end(.loop(id)) }
    if isBound(packet, for: model[id].blocks) { return arrive(packet, id) }
    guard let packet = passing(packet, id, .outbound) else { return }
    let vpc = model[id].vpc
    guard case .table(let table, _)? = value(model[id].routeTable) ?? value(model[vpc].mainTable)
    else { return end(.noTable(id)) }
    for (index, _, target, _) in rows(table, vpc, packet) {
      let (number, next) = (index ?? 0, packet.stepping(.route(table, index: index)))
      switch target {
      case .local: deliver(next, vpc, except: id)
      case .blackhole, .opaque: end(.blackhole(table, index: number))
      case .internetGateway where !isOpen(model[vpc].internetGateways): end(.noInternetGateway(vpc))
      case .internetGateway: cross(next.stepping(.internetGateway(vpc, .outbound)), from: vpc)
      case .egressOnlyGateway where family == .ipv6 && isOpen(model[vpc].egressOnlyGateways):
        cross(next.stepping(.egressOnlyGateway(vpc)))
      case .egressOnlyGateway: end(.noEgressOnlyGateway(vpc))
      case .natGateway(let gateway): translate(next, gateway, from: id)
      case .transitGateway(let gateway): transit(next, gateway, from: id)
      case .peering where isTransit, .gatewayEndpoint where isTransit:
        end(.notTransitive(table, index: number))
      case .peering(let id):
        let other = holds(model[id].existence) ? model[id].other(than: vpc) : nil
        let peer = other.flatMap { isBound(packet, for: model[$0].blocks) ? $0 : nil }
        if let peer { deliver(next.stepping(.peering(id)), peer) } else { end(.outsideOfPeer(id)) }
      case .gatewayEndpoint:
        let hop = service.map { Hop.gatewayEndpoint(vpc, service: $0) }
        if let hop { arrive(next.stepping(hop), nil) } else { end(.noRoute(table)) }
      }
    }
  }

  mutating func deliver(_ packet: Packet, _ vpc: VPC.ID, except origin: Subnet.ID? = nil) {
    let home = model.subnets.indices.map(Subnet.ID.init).filter {
      model[$0].vpc == vpc && $0 != origin && isBound(packet, for: model[$0].blocks)
    }
    for id in home { if let passed = passing(packet, id, .inbound) { arrive(passed, id) } }
    if home.isEmpty { end(.outsideOfEverySubnet(vpc)) }
  }

  mutating func translate(_ packet: Packet, _ id: NATGateway.ID, from subnet: Subnet.ID) {
    let (gateway, inside) = (model[id], packet.stepping(.natGateway(id)))
    guard family == .ipv4 else {
      // What becomes of packets to IPv4 is open.
      let isOpen = InternetAddresses.nat64.contains(packet.to.address)
      return isOpen ? arrivals.append((packet.hops, [], nil)) : end(.ipv6NATGateway(id))
    }
    guard [1, 6, 17].contains(packet.service >> 16) else { return end(.natProtocol(id)) }
    let passed = gateway.subnet == subnet ? inside : passing(inside, gateway.subnet, .inbound)
    guard holds(gateway.existence), case .known(let address) = gateway.address, var next = passed
    else { return }
    var own = Packet.Party(address: address, subnet: gateway.subnet, gateway: id)
    if case .known(let outside) = gateway.publicAddress { own.outside = outside }
    next.translations.append((own, packet.from.party))
    next.from = (own, address)
    leave(next, gateway.subnet)
  }

  /// Over the internet, by the gateway of a VPC.
  mutating func cross(_ packet: Packet, from out: VPC.ID? = nil) {
    var next = packet
    if let out, family == .ipv4 {
      let own = packet.from.party
      guard let id = own.subnet, model[id].vpc == out else { return end(.privateDestination(out)) }
      guard let outside = own.outside else {
        let reason = own.interface.map(Denial.Reason.interfaceWithoutPublicAddress)
        return end(own.gateway.map { .privateNATGateway($0) } ?? reason ?? .noPublicAddress(id))
      }
      next.from.address = outside
    }
    let (host, address) = packet.to
    guard let id = host.subnet, family == .ipv6 || address == host.outside else {
      let isOutside = InternetAddresses.contains(address, family)
      return isOutside ? arrive(next.stepping(.internet), nil) : end(.noAddress)
    }
    let vpc = model[id].vpc
    let isBack = packet.request?.contains(.egressOnlyGateway(vpc)) ?? false
    guard isBack || isOpen(model[vpc].internetGateways) else { return end(.noInternetGateway(vpc)) }
    next = next.stepping(.internetGateway(vpc, .inbound))
    next.to.address = host.address
    let edge = value(model[vpc].edgeTable)
    guard case .table(let table, _)? = edge else { return deliver(next, vpc) }
    for (index, _, target, _) in rows(table, vpc, next) {
      let step = next.stepping(.route(table, index: index))
      if target == .local { deliver(step, vpc) } else { end(.blackhole(table, index: index ?? 0)) }
    }
  }

  mutating func transit(_ packet: Packet, _ gateway: TransitGateway.ID, from id: Subnet.ID) {
    let here = model.attachments.indices.map(TransitGateway.Attachment.ID.init).last {
      model[$0].gateway == gateway && model[$0].vpc == model[id].vpc && holds(model[$0].existence)
    }
    guard let here else { return end(.noAttachment(id, gateway)) }
    guard family == .ipv4 || model[here].carriesIPv6 else { return end(.noIPv6(here)) }
    let near = model[here].subnets.first { $0 == id } ?? door(of: here, near: id)
    guard let near else { return end(.zoneWithoutAttachment(id, here)) }
    guard let packet = passing(packet, near, .inbound) else { return }
    let choice = value(model[here].table)
    guard case .table(let table, _)? = choice else { return end(.noTransitTable(here)) }
    var rows: [Row<TransitGateway.Table.Route.Target>] = []
    for (index, route) in model[table].routes.enumerated() where holds(route.existence) {
      if case .block(let block) = route.destination, isBound(packet, for: [block]) {
        rows.append((index, block.length, route.target, route.rank))
      }
    }
    for (index, _, target, _) in taken(rows, or: .noTransitRoute(table)) {
      switch target {
      case .blackhole, .opaque: end(.transitBlackhole(table, index: index ?? 0))
      case .attachment(let there) where !holds(model[there].existence): break
      case .attachment(let there) where family == .ipv6 && !model[there].carriesIPv6:
        end(.noIPv6(there))
      case .attachment(let there):
        let next = packet.stepping(.transitGateway(here), .transitRoute(table, index: index ?? 0))
        let doors = door(of: there, near: near).map { [$0] } ?? model[there].subnets
        for id in doors { leave(next.stepping(.transitArrival(there)), id, isTransit: true) }
      }
    }
  }

  func door(of id: TransitGateway.Attachment.ID, near subnet: Subnet.ID) -> Subnet.ID? {
    model[id].subnets.first { model[$0].zone == model[subnet].zone }
  }

  mutating func rows(_ id: RouteTable.ID, _ vpc: VPC.ID, _ packet: Packet) -> [Row<Route.Target>] {
    var rows: [Row<Route.Target>] = []
    for (index, route) in model[id].routes.enumerated() where holds(route.existence) {
      switch route.destination {
      case .block(let block) where isBound(packet, for: [block]):
        rows.append((index, block.length, route.target, route.rank))
      case .service(let name) where packet.request == nil && name == service:
        rows.append((index, -1, route.target, route.rank))
      case .block, .service, .open: break
      }
    }
    // A route of the table's own takes the place of the local one to the same block.
    let own = model[vpc].blocks.filter { isBound(packet, for: [$0]) }
    return taken(rows + own.map { (nil, $0.length, .local, .static) }, or: .noRoute(id))
  }

  /// The longest row, of those the best, and what AWS may prefer to it.
  mutating func taken<T: Equatable>(_ rows: [Row<T>], or reason: Denial.Reason) -> [Row<T>] {
    let best = rows.max { ($0.length, $0.rank) < ($1.length, $1.rank) }
    let lists = rows.filter { $0.length < 0 }
    if rows.isEmpty { end(reason) }
    guard let best, lists.isEmpty || best.length > 8 else { return lists }
    let rivals = rows.filter {
      let isEqual = $0.length == best.length && $0.rank == best.rank && $0.index != nil
      return isEqual || $0.rank == .prefixList && best.rank == .prefixList
    }
    return lists + [best] + rivals.filter { $0.target != best.target }
  }

  func passing(_ packet: Packet, _ id: Subnet.ID, _ direction: Direction) -> Packet? {
    var rules: [NetworkACL.Rule] = []
    if case .list(let id, _)? = value(model[id].networkACL) { rules = model[id].rules(direction) }
    let first = rules.sorted { $0.number < $1.number }.first { rule in
      guard case .block(let block) = rule.peer, holds(rule.existence) else { return false }
      return rule.services.contains(packet.service) && has(block, packet.peer(direction))
    }
    let isPassed = first?.allows ?? false || !drops(.networkACL(id, direction))
    return isPassed ? packet.stepping(.subnetBorder(id, direction)) : nil
  }

  func passing(_ packet: Packet, _ party: Packet.Party, _ direction: Direction) -> Packet? {
    guard let id = party.interface else { return packet }
    let peer = packet.peer(direction)
    let own = model.securityGroups.enumerated().filter { has(.init($0.offset), model[id]) }
    let admits = own.flatMap { $0.element.rules(direction) }.contains { rule in
      guard holds(rule.existence), rule.services.contains(packet.service) else { return false }
      switch rule.peer {
      case .block(let block): return has(block, peer)
      case .service(let own): return own == service || InternetAddresses.contains(peer, family)
      case .group(let group):
        return model.interfaces.contains {
          isNear($0, id) && $0.address(family) == .known(peer) && has(group, $0)
        }
      case .open: return true
      }
    }
    let isPassed = admits || !drops(.securityGroups(id, direction))
    return isPassed ? packet.stepping(.interface(id, direction)) : nil
  }

  func has(_ group: SecurityGroup.ID, _ interface: Interface) -> Bool {
    interface.groups.contains { $0.value == .group(group) && holds($0.existence) }
  }

  /// Whether an interface is of the same VPC as another, or of a peer.
  func isNear(_ interface: Interface, _ id: Interface.ID) -> Bool {
    let (one, other) = (model[interface.subnet].vpc, model[model[id].subnet].vpc)
    let isPeer = model.peerings.contains { $0.other(than: one) == other && holds($0.existence) }
    return holds(interface.existence) && (one == other || isPeer)
  }

  func holds(_ id: GuardID) -> Bool { model.worlds.truth(of: id, in: world) == .holds }
  func value<C>(_ all: Alternatives<C>) -> C? { all.cases.first { holds($0.existence) }?.value }
  func isOpen(_ gateways: [VPC.Gateway]) -> Bool { gateways.contains { holds($0.existence) } }
  func has(_ block: IPPrefix, _ address: UInt128) -> Bool {
    block.family == family && block.span.contains(address)
  }
  func isBound(_ packet: Packet, for blocks: [IPPrefix]) -> Bool {
    blocks.contains { has($0, packet.to.address) }
  }
}
