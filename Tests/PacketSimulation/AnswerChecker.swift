import Infrastructure
import Reachability
import Values

/// Checks what a definite answer rests on, for packets of one client to one server in one world; shares
/// the model with the engine and nothing else.
///
/// What drops the packet counts only if the answer's cut names it: a filter that is not named lets it
/// through, and an end that is not named is a fault, like its arrival. A witness holds if the packet can
/// take its steps. What is open may be either way.
struct AnswerChecker {
  /// Somebody with an address, and the one that stands for it on the internet.
  struct Party {
    var address: UInt128
    var outside: UInt128?
    var subnet: Subnet.ID?
    var interface: Interface.ID?
    var gateway: NATGateway.ID?
  }

  struct Packet {
    var source: (party: Party, address: UInt128)
    var destination: (party: Party, address: UInt128)
    var service: UInt32
    var isReply = false
    /// The NAT gateways on the way with those behind them.
    var translations: [(gateway: Party, client: Party)] = []
    var hops: [Hop] = []

    func stepping(_ hop: Hop) -> Packet {
      var next = self
      next.hops.append(hop)
      return next
    }
  }

  /// A route that holds an address; without an index where nothing writes it.
  typealias Entry<Target> = (index: Int?, length: Int, target: Target, rank: Route.Rank)

  let model: NetworkModel
  let world: World
  let family: IPPrefix.Family
  let client: Party
  let server: Party
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
  /// The address that the client sends to, and the steps of what has arrived there.
  var asked: UInt128 = 0
  var request: [Hop] = []

  mutating func send(_ service: UInt32) {
    for address in [server.address, server.outside].compactMap(\.self) {
      asked = address
      let (source, destination) = ((client, client.address), (server, address))
      let packet = Packet(source: source, destination: destination, service: service)
      if let subnet = client.subnet {
        if let passed = passing(packet, client, .outbound) { leave(passed, subnet) }
      } else if family == .ipv6 || address == server.outside {
        // Nobody sends to private addresses over the internet.
        cross(packet)
      }
    }
  }

  // MARK: - Ends

  /// - Parameter place: Nil for the internet and services.
  mutating func arrive(_ packet: Packet, _ place: Subnet.ID?) {
    guard !packet.isReply else { return arriveBack(packet, place) }
    guard place == server.subnet, place == nil || packet.destination.address == server.address
    else { return end(place.map { .elsewhere($0) } ?? .noAddress) }
    guard let packet = passing(packet, server, .inbound) else { return }
    guard !isOneWay else { return arrivals.append((packet.hops, [], nil)) }
    request = packet.hops
    let before = arrivals.count
    for port in ports(answering: packet.service) {
      var reply = packet
      (reply.source, reply.destination) = ((server, server.address), packet.source)
      (reply.service, reply.isReply, reply.hops) = (port, true, [])
      if let place {
        leave(reply, place)
      } else if case .gatewayEndpoint(let vpc, _)? = request.last {
        deliver(reply, vpc)
      } else {
        cross(reply)
      }
    }
    if arrivals.count == before { end(.noReply) }
  }

  mutating func arriveBack(_ packet: Packet, _ place: Subnet.ID?) {
    var next = packet
    let (gateway, behind) = next.translations.popLast() ?? (client, client)
    guard packet.source.address == asked, place == gateway.subnet,
      packet.destination.address == gateway.address
    else { return }
    guard let id = gateway.gateway else {
      return arrivals.append((request, packet.hops, packet.service))
    }
    let isEcho = packet.service >> 16 == 1
    guard isEcho || packet.service & 0xFFFF >= 1024 else { return }
    next.destination = (behind, behind.address)
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

  /// Whether a packet may end for a reason.
  func drops(_ reason: Denial.Reason) -> Bool { cut?.contains(reason) ?? true }

  mutating func end(_ reason: Denial.Reason) {
    if !drops(reason), unnamed == nil { unnamed = reason }
  }

  // MARK: - Ways

  mutating func leave(_ packet: Packet, _ id: Subnet.ID, isTransit: Bool = false) {
    // A loop goes on until it comes to a subnet that the cut names.
    let count = packet.hops.count { $0 == .subnetBorder(id, .outbound) }
    guard count < (drops(.loop(id)) ? 4 : 8) else { return end(.loop(id)) }
    if contains(id, packet) { return arrive(packet, id) }
    guard let packet = passing(packet, id, .outbound) else { return }
    let vpc = model[id].vpc
    guard case .table(let table, _)? = value(model[id].routeTable) ?? value(model[vpc].mainTable)
    else { return end(.noTable(id)) }
    for route in routes(table, vpc, packet) {
      let next = packet.stepping(.route(table, index: route.index))
      switch route.target {
      case .local: deliver(next, vpc, except: id)
      case .blackhole, .opaque: end(.blackhole(table, index: route.index ?? 0))
      case .internetGateway: leaveNetwork(next, vpc)
      case .egressOnlyGateway where family == .ipv6 && isOpen(model[vpc].egressOnlyGateways):
        cross(next.stepping(.egressOnlyGateway(vpc)))
      case .egressOnlyGateway: end(.noEgressOnlyGateway(vpc))
      case .natGateway(let gateway): translate(next, gateway, from: id)
      case .transitGateway(let gateway): transit(next, gateway, from: id)
      case .peering where isTransit, .gatewayEndpoint where isTransit:
        end(.notTransitive(table, index: route.index ?? 0))
      case .peering(let peering):
        guard holds(model[peering].existence), let peer = model[peering].other(than: vpc),
          model[peer].blocks.contains(where: { isBound(packet, for: $0) })
        else { return end(.outsideOfPeer(peering)) }
        deliver(next.stepping(.peering(peering)), peer)
      case .gatewayEndpoint:
        guard let service else { return end(.noRoute(table)) }
        arrive(next.stepping(.gatewayEndpoint(vpc, service: service)), nil)
      }
    }
  }

  mutating func deliver(_ packet: Packet, _ vpc: VPC.ID, except origin: Subnet.ID? = nil) {
    let home = model.subnets.indices.map(Subnet.ID.init).filter {
      model[$0].vpc == vpc && $0 != origin && contains($0, packet)
    }
    for id in home { enter(packet, id) }
    if home.isEmpty { end(.outsideOfEverySubnet(vpc)) }
  }

  mutating func enter(_ packet: Packet, _ id: Subnet.ID) {
    if let passed = passing(packet, id, .inbound) { arrive(passed, id) }
  }

  mutating func translate(_ packet: Packet, _ id: NATGateway.ID, from subnet: Subnet.ID) {
    let gateway = model[id]
    guard family == .ipv4 else {
      let isTranslated = InternetAddresses.nat64.contains(packet.destination.address)
      // What becomes of packets to IPv4 is open.
      return isTranslated ? arrivals.append((packet.hops, [], nil)) : end(.ipv6NATGateway(id))
    }
    guard [1, 6, 17].contains(packet.service >> 16) else { return end(.natProtocol(id)) }
    guard holds(gateway.existence), case .known(let address) = gateway.address else { return }
    var own = Party(address: address, subnet: gateway.subnet, gateway: id)
    if case .known(let outside) = gateway.publicAddress { own.outside = outside }
    let inside = packet.stepping(.natGateway(id))
    let isHome = gateway.subnet == subnet
    guard var next = isHome ? inside : passing(inside, gateway.subnet, .inbound) else { return }
    next.translations.append((own, packet.source.party))
    next.source = (own, address)
    leave(next, gateway.subnet)
  }

  mutating func leaveNetwork(_ packet: Packet, _ vpc: VPC.ID) {
    guard isOpen(model[vpc].internetGateways) else { return end(.noInternetGateway(vpc)) }
    var next = packet.stepping(.internetGateway(vpc, .outbound))
    guard family == .ipv4 else { return cross(next) }
    let sender = packet.source.party
    guard let home = sender.subnet, model[home].vpc == vpc else {
      return end(.privateDestination(vpc))
    }
    guard let outside = sender.outside else {
      let own = sender.interface.map(Denial.Reason.interfaceWithoutPublicAddress)
      return end(sender.gateway.map { .privateNATGateway($0) } ?? own ?? .noPublicAddress(home))
    }
    next.source.address = outside
    cross(next)
  }

  /// Over the internet.
  mutating func cross(_ packet: Packet) {
    let (receiver, address) = packet.destination
    guard let id = receiver.subnet, family == .ipv6 || address == receiver.outside else {
      let isOutside = InternetAddresses.contains(address, family)
      return isOutside ? arrive(packet.stepping(.internet), nil) : end(.noAddress)
    }
    let vpc = model[id].vpc
    let isAnswer = packet.isReply && request.contains(.egressOnlyGateway(vpc))
    guard isAnswer || isOpen(model[vpc].internetGateways) else {
      return end(.noInternetGateway(vpc))
    }
    var next = packet.stepping(.internetGateway(vpc, .inbound))
    next.destination.address = receiver.address
    guard case .table(let table, _)? = value(model[vpc].edgeTable) else { return enter(next, id) }
    for route in routes(table, vpc, next) {
      guard route.target == .local else {
        return end(.blackhole(table, index: route.index ?? 0))
      }
      enter(next.stepping(.route(table, index: route.index)), id)
    }
  }

  mutating func transit(_ packet: Packet, _ gateway: TransitGateway.ID, from id: Subnet.ID) {
    let here = model.attachments.indices.map(TransitGateway.Attachment.ID.init).last {
      model[$0].gateway == gateway && model[$0].vpc == model[id].vpc && holds(model[$0].existence)
    }
    guard let here else { return end(.noAttachment(id, gateway)) }
    guard family == .ipv4 || model[here].carriesIPv6 else { return end(.noIPv6(here)) }
    let doors = model[here].subnets
    let near = doors.contains(id) ? id : doors.first { model[$0].zone == model[id].zone }
    guard let door = near else { return end(.zoneWithoutAttachment(id, here)) }
    guard let packet = passing(packet, door, .inbound) else { return }
    guard case .table(let table, _)? = value(model[here].table) else {
      return end(.noTransitTable(here))
    }
    for route in routes(table, packet) {
      let index = route.index ?? 0
      guard case .attachment(let there) = route.target else {
        end(.transitBlackhole(table, index: index)); continue
      }
      guard holds(model[there].existence) else { continue }
      guard family == .ipv4 || model[there].carriesIPv6 else { end(.noIPv6(there)); continue }
      let next = packet.stepping(.transitGateway(here))
        .stepping(.transitRoute(table, index: index)).stepping(.transitArrival(there))
      let all = model[there].subnets
      let near = all.first { model[$0].zone == model[door].zone }
      for subnet in near.map({ [$0] }) ?? all { leave(next, subnet, isTransit: true) }
    }
  }

  // MARK: - Routes

  mutating func routes(_ table: RouteTable.ID, _ vpc: VPC.ID, _ packet: Packet)
    -> [Entry<Route.Target>]
  {
    var (found, listed) = ([Entry<Route.Target>](), [Entry<Route.Target>]())
    for (index, route) in model[table].routes.enumerated() where holds(route.existence) {
      switch route.destination {
      case .block(let block) where isBound(packet, for: block):
        found.append((index, block.length, route.target, route.rank))
      case .service(let name) where !packet.isReply && name == service:
        listed.append((index, 8, route.target, route.rank))
      case .block, .service, .open: break
      }
    }
    // A route of the table's own takes the place of the local one to the same block.
    for block in model[vpc].blocks where isBound(packet, for: block) {
      found.append((nil, block.length, .local, .static))
    }
    if found.isEmpty, listed.isEmpty { end(.noRoute(table)) }
    let isOpen = listed.isEmpty || found.contains { $0.length > 8 }
    return isOpen ? listed + deciding(found) : listed
  }

  mutating func routes(_ table: TransitGateway.Table.ID, _ packet: Packet)
    -> [Entry<TransitGateway.Table.Route.Target>]
  {
    var found: [Entry<TransitGateway.Table.Route.Target>] = []
    for (index, route) in model[table].routes.enumerated() where holds(route.existence) {
      guard case .block(let block) = route.destination, isBound(packet, for: block) else {
        continue
      }
      found.append((index, block.length, route.target, route.rank))
    }
    if found.isEmpty { end(.noTransitRoute(table)) }
    return deciding(found)
  }

  /// The longest route, of those the best, and what AWS may prefer to it.
  func deciding<Target: Equatable>(_ found: [Entry<Target>]) -> [Entry<Target>] {
    let best = found.max { ($0.length, $0.rank) < ($1.length, $1.rank) }
    guard let best else { return [] }
    return [best]
      + found.filter {
        let isEqual = $0.length == best.length && $0.rank == best.rank && $0.index != nil
        let isChoice = isEqual || $0.rank == .prefixList && best.rank == .prefixList
        return isChoice && $0.target != best.target
      }
  }

  // MARK: - Filters

  func passing(_ packet: Packet, _ id: Subnet.ID, _ direction: Direction) -> Packet? {
    let peer = direction == .outbound ? packet.destination.address : packet.source.address
    var rules: [NetworkACL.Rule] = []
    if case .list(let list, _)? = value(model[id].networkACL) {
      rules = model[list].rules(direction)
    }
    let first = rules.filter { rule in
      guard case .block(let block) = rule.peer, holds(rule.existence) else { return false }
      return rule.services.contains(packet.service) && block.span.contains(peer)
        && block.family == family
    }.min { $0.number < $1.number }
    let isPassed = first?.allows ?? false || !drops(.networkACL(id, direction))
    return isPassed ? packet.stepping(.subnetBorder(id, direction)) : nil
  }

  func passing(_ packet: Packet, _ party: Party, _ direction: Direction) -> Packet? {
    guard let id = party.interface else { return packet }
    let peer = direction == .outbound ? packet.destination.address : packet.source.address
    let admits = groups(of: model[id]).flatMap { model[$0].rules(direction) }.contains { rule in
      guard holds(rule.existence), rule.services.contains(packet.service) else { return false }
      switch rule.peer {
      case .block(let block): return block.family == family && block.span.contains(peer)
      case .service(let own): return own == service || InternetAddresses.contains(peer, family)
      case .group(let group):
        return model.interfaces.contains {
          isNear($0, id) && $0.address(family) == .known(peer) && groups(of: $0).contains(group)
        }
      case .open: return true
      }
    }
    let isPassed = admits || !drops(.securityGroups(id, direction))
    return isPassed ? packet.stepping(.interface(id, direction)) : nil
  }

  func groups(of interface: Interface) -> [SecurityGroup.ID] {
    interface.groups.compactMap { group in
      if case .group(let id) = group.value, holds(group.existence) { id } else { nil }
    }
  }

  /// Whether an interface is of the same VPC as another, or of a peer.
  func isNear(_ interface: Interface, _ id: Interface.ID) -> Bool {
    let (one, other) = (model[interface.subnet].vpc, model[model[id].subnet].vpc)
    let isPeer = model.peerings.contains { $0.other(than: one) == other && holds($0.existence) }
    return holds(interface.existence) && (one == other || isPeer)
  }

  // MARK: - The world

  func holds(_ existence: GuardID) -> Bool {
    model.worlds.truth(of: existence, in: world) == .holds
  }

  func value<Element>(_ alternatives: Alternatives<Element>) -> Element? {
    alternatives.cases.first { holds($0.existence) }?.value
  }

  func isOpen(_ gateways: [VPC.Gateway]) -> Bool { gateways.contains { holds($0.existence) } }

  func isBound(_ packet: Packet, for block: IPPrefix) -> Bool {
    block.family == family && block.span.contains(packet.destination.address)
  }

  func contains(_ id: Subnet.ID, _ packet: Packet) -> Bool {
    model[id].blocks.contains { isBound(packet, for: $0) }
  }
}
