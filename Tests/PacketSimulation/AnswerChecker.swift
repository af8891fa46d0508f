import Infrastructure
import Reachability
import Values

/// Checks what a definite answer rests on, for a packet of one client to one server in one world; shares
/// the model with the engine and nothing else.
///
/// What drops the packet counts only if the answer's cut names it: a filter that is not named lets it
/// through, and an end that is not named is a fault, like its arrival. A witness holds if the packet can
/// take its steps. What is open may be either way.
struct AnswerChecker {
  enum Place: Equatable { case subnet(Subnet.ID), internet, service }

  /// Somebody with an address, and those that stand for it on the internet.
  struct Party {
    var place: Question.Place?
    var gateway: NATGateway.ID?
    var address: UInt128
    var subnet: Subnet.ID?
    var outside: [UInt128] = []
  }

  struct Packet {
    var sender: Party
    var source: UInt128
    var destination: UInt128
    /// Whom a destination on the internet stands for.
    var receiver: Party?
    var service: UInt32
    var isReply = false
    var translations: [(gateway: Party, client: Party)] = []
    var leftByEgressOnly: [VPC.ID] = []
    var hops: [Hop] = []
  }

  let model: NetworkModel
  let world: World
  let family: IPPrefix.Family
  let client: Party
  let server: Party
  /// The ports that answers are tried at.
  let ports: [UInt32]
  let isOneWay: Bool
  /// What the cut names; nil where a witness is checked.
  let cut: Set<Denial.Reason>?
  /// What has arrived: the steps there and back, and the port of the answer.
  var arrivals: [(hops: [Hop], back: [Hop], port: UInt32?)] = []
  /// An end that the cut does not name.
  var unnamed: Denial.Reason?
  var asked: UInt128 = 0
  var request: [Hop] = []

  mutating func send(_ service: UInt32) {
    for destination in [server.address] + server.outside {
      asked = destination
      var packet = Packet(client, to: destination, service)
      if family == .ipv6 || destination != server.address { packet.receiver = server }
      if let subnet = client.subnet {
        if passes(&packet, client, .outbound) { leave(packet, subnet) }
      } else if family == .ipv6 || destination != server.address {
        // Nobody sends to private addresses over the internet.
        cross(packet)
      }
    }
  }

  private mutating func arrive(_ arrived: Packet, _ place: Place) {
    guard !arrived.isReply else { return arriveBack(arrived, place) }
    var packet = arrived
    switch (server.place, place) {
    case (.interface, .subnet(let id)), (.host, .subnet(let id)):
      guard id == server.subnet, packet.destination == server.address else {
        return end(.elsewhere(id))
      }
      guard passes(&packet, server, .inbound) else { return }
    case (.internet, .internet), (.service, .internet), (.service, .service): break
    case (_, .subnet(let id)): return end(.elsewhere(id))
    case (_, .internet), (_, .service): return end(.noAddress)
    }
    request = packet.hops
    guard !isOneWay else { return arrivals.append((request, [], nil)) }
    let before = arrivals.count
    for port in ports(answering: packet.service) {
      var reply = Packet(server, to: packet.source, port)
      if family == .ipv6 || packet.source != packet.sender.address {
        reply.receiver = packet.sender
      }
      reply.isReply = true
      (reply.translations, reply.leftByEgressOnly) = (packet.translations, packet.leftByEgressOnly)
      switch place {
      case .subnet(let id): leave(reply, id)
      case .internet: cross(reply)
      case .service: if let home = packet.sender.subnet { deliver(reply, model[home].vpc) }
      }
    }
    if arrivals.count == before { end(.noReply) }
  }

  /// An echo is answered by a reply to it, and other ICMP by nothing.
  private func ports(answering service: UInt32) -> [UInt32] {
    if service >> 16 == 1 { return service == 0x10800 ? [0x10000] : [] }
    if service >> 16 == 58 { return service == 0x3A8000 ? [0x3A8100] : [] }
    return ports.map { service & 0xFF0000 | $0 }
  }

  private mutating func arriveBack(_ packet: Packet, _ place: Place) {
    guard packet.source == asked else { return }
    guard let (gateway, behind) = packet.translations.last else {
      if place == client.subnet.map(Place.subnet) ?? .internet, packet.destination == client.address
      {
        arrivals.append((request, packet.hops, packet.service))
      }
      return
    }
    guard let id = gateway.gateway, place == gateway.subnet.map(Place.subnet),
      packet.destination == gateway.address
    else { return }
    let isEcho = packet.service >> 16 == 1
    guard isEcho || packet.service & 0xFFFF >= 1024 else { return }
    for port in isEcho ? [packet.service] : ports(answering: packet.service) {
      var next = packet
      next.hops.append(.natGateway(id))
      next.translations.removeLast()
      (next.destination, next.service) = (behind.address, port)
      leave(next, model[id].subnet)
    }
  }

  // MARK: - Steps

  private mutating func leave(
    _ leaving: Packet,
    _ id: Subnet.ID,
    isTransit: Bool = false
  ) {
    var packet = leaving
    let left = packet.hops.compactMap { hop -> Subnet.ID? in
      if case .subnetBorder(let id, .outbound) = hop { id } else { nil }
    }
    guard left.count(where: { $0 == id }) < 4 else {
      return end(.loop(left.first { cut?.contains(.loop($0)) ?? false } ?? id))
    }
    if contains(id, packet.destination) { return arrive(packet, .subnet(id)) }
    guard passes(&packet, id, .outbound) else { return }
    let vpc = model[id].vpc
    guard let choice = value(model[id].routeTable) ?? value(model[vpc].mainTable),
      case .table(let table, _) = choice
    else { return end(.noTable(id)) }
    let routes = routes(table, vpc, packet)
    if routes.isEmpty { end(.noRoute(table)) }
    for (index, target) in routes {
      let next = packet.stepping(.route(table, index: index))
      switch target {
      case .local: deliver(next, vpc, except: id)
      case .blackhole, .opaque: end(.blackhole(table, index: index ?? 0))
      case .internetGateway: leaveNetwork(next, vpc)
      case .egressOnlyGateway:
        guard family == .ipv6, isOpen(model[vpc].egressOnlyGateways) else {
          return end(.noEgressOnlyGateway(vpc))
        }
        var out = next.stepping(.egressOnlyGateway(vpc))
        out.leftByEgressOnly.append(vpc)
        cross(out)
      case .natGateway(let gateway): translate(next, gateway, from: id)
      case .peering(let peering):
        guard !isTransit else { return end(.notTransitive(table, index: index ?? 0)) }
        guard holds(model[peering].existence), let peer = model[peering].other(than: vpc),
          model[peer].blocks.contains(where: { $0.holds(packet.destination, family) })
        else { return end(.outsideOfPeer(peering)) }
        deliver(next.stepping(.peering(peering)), peer)
      case .transitGateway(let gateway): transit(next, gateway, from: id)
      case .gatewayEndpoint:
        guard case .service(let service)? = server.place else { return end(.noRoute(table)) }
        guard !isTransit else { return end(.notTransitive(table, index: index ?? 0)) }
        arrive(next.stepping(.gatewayEndpoint(vpc, service: service)), .service)
      }
    }
  }

  private mutating func deliver(_ packet: Packet, _ vpc: VPC.ID, except origin: Subnet.ID? = nil) {
    var isAnywhere = false
    for id in model.subnets.indices.map(Subnet.ID.init)
    where model[id].vpc == vpc && id != origin && contains(id, packet.destination) {
      isAnywhere = true
      enter(packet, id)
    }
    if !isAnywhere { end(.outsideOfEverySubnet(vpc)) }
  }

  private mutating func enter(_ entering: Packet, _ id: Subnet.ID) {
    var packet = entering
    if passes(&packet, id, .inbound) { arrive(packet, .subnet(id)) }
  }

  private mutating func translate(_ left: Packet, _ id: NATGateway.ID, from subnet: Subnet.ID) {
    let gateway = model[id]
    guard family == .ipv4 else {
      guard InternetAddresses.nat64.contains(left.destination) else {
        return end(.ipv6NATGateway(id))
      }
      // What becomes of it is open.
      return arrivals.append((left.hops, [], nil))
    }
    guard [1, 6, 17].contains(left.service >> 16) else { return end(.natProtocol(id)) }
    guard holds(gateway.existence), case .known(let address) = gateway.address else { return }
    var packet = left.stepping(.natGateway(id))
    guard gateway.subnet == subnet || passes(&packet, gateway.subnet, .inbound) else { return }
    var own = Party(gateway: id, address: address, subnet: gateway.subnet)
    if case .known(let outside) = gateway.publicAddress { own.outside = [outside] }
    packet.translations.append((own, packet.sender))
    (packet.sender, packet.source) = (own, address)
    leave(packet, gateway.subnet)
  }

  private mutating func leaveNetwork(_ packet: Packet, _ vpc: VPC.ID) {
    guard isOpen(model[vpc].internetGateways) else { return end(.noInternetGateway(vpc)) }
    let next = packet.stepping(.internetGateway(vpc, .outbound))
    guard family == .ipv4 else { return cross(next) }
    let sender = packet.sender
    guard let home = sender.subnet, model[home].vpc == vpc else {
      return end(.privateDestination(vpc))
    }
    if sender.outside.isEmpty {
      if let gateway = sender.gateway { return end(.privateNATGateway(gateway)) }
      guard case .interface(let id)? = sender.place else { return end(.noPublicAddress(home)) }
      return end(.interfaceWithoutPublicAddress(id))
    }
    for address in sender.outside {
      var out = next
      out.source = address
      cross(out)
    }
  }

  private mutating func cross(_ packet: Packet) {
    guard let receiver = packet.receiver, let id = receiver.subnet else {
      let isOutside = InternetAddresses.contains(packet.destination, family)
      return isOutside ? arrive(packet.stepping(.internet), .internet) : end(.noAddress)
    }
    let vpc = model[id].vpc
    let isAnswer = packet.isReply && packet.leftByEgressOnly.contains(vpc)
    guard isAnswer || isOpen(model[vpc].internetGateways) else {
      return end(.noInternetGateway(vpc))
    }
    var next = packet.stepping(.internetGateway(vpc, .inbound))
    next.destination = receiver.address
    guard case .table(let table, _)? = value(model[vpc].edgeTable) else { return enter(next, id) }
    let routes = routes(table, vpc, next)
    if routes.isEmpty { end(.noRoute(table)) }
    for (index, target) in routes {
      guard target == .local else { return end(.blackhole(table, index: index ?? 0)) }
      enter(next.stepping(.route(table, index: index)), id)
    }
  }

  private mutating func transit(_ packet: Packet, _ gateway: TransitGateway.ID, from id: Subnet.ID)
  {
    let all = model.attachments.indices.map(TransitGateway.Attachment.ID.init)
    guard
      let here = all.last(where: {
        model[$0].gateway == gateway && model[$0].vpc == model[id].vpc && holds(model[$0].existence)
      })
    else { return end(.noAttachment(id, gateway)) }
    guard family == .ipv4 || model[here].carriesIPv6 else { return end(.noIPv6(here)) }
    let doors = model[here].subnets
    guard
      let door = doors.first(where: { $0 == id })
        ?? doors.first(where: { model[$0].zone == model[id].zone })
    else { return end(.zoneWithoutAttachment(id, here)) }
    var next = packet
    guard passes(&next, door, .inbound) else { return }
    next.hops.append(.transitGateway(here))
    guard case .table(let table, _)? = value(model[here].table) else {
      return end(.noTransitTable(here))
    }
    let routes = model[table].routes.enumerated().filter { _, route in
      guard case .block(let block) = route.destination else { return false }
      return holds(route.existence) && block.holds(packet.destination, family)
    }
    guard let best = routes.map({ rank($0.element.destination, $0.element.rank) }).max() else {
      return end(.noTransitRoute(table))
    }
    for (index, route) in routes where rank(route.destination, route.rank) == best {
      guard case .attachment(let there) = route.target else {
        end(.transitBlackhole(table, index: index)); continue
      }
      guard holds(model[there].existence) else { continue }
      guard family == .ipv4 || model[there].carriesIPv6 else { end(.noIPv6(there)); continue }
      let zone = model[door].zone
      let same = model[there].subnets.filter { model[$0].zone == zone }
      for out in same.isEmpty ? model[there].subnets : Array(same.prefix(1)) {
        leave(
          next.stepping(.transitRoute(table, index: index)).stepping(.transitArrival(there)),
          out,
          isTransit: true
        )
      }
    }
  }

  private mutating func end(_ reason: Denial.Reason) {
    if let cut, !cut.contains(reason), unnamed == nil { unnamed = reason }
  }
}

extension AnswerChecker.Packet {
  fileprivate init(_ sender: AnswerChecker.Party, to destination: UInt128, _ service: UInt32) {
    (self.sender, source, self.destination, self.service) = (
      sender, sender.address, destination, service
    )
  }

  fileprivate func stepping(_ hop: Hop) -> Self {
    var next = self
    next.hops.append(hop)
    return next
  }
}
