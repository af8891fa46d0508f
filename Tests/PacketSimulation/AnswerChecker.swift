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
    var leftByEgressOnly: [VPC.ID] = []
    var hops: [Hop] = []

    func stepping(_ hop: Hop) -> Packet {
      var next = self
      next.hops.append(hop)
      return next
    }
  }

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
      let packet = Packet(
        source: (client, client.address),
        destination: (server, address),
        service: service
      )
      if let subnet = client.subnet {
        if let passed = passing(packet, client, .outbound) { leave(passed, subnet) }
      } else if family == .ipv6 || address == server.outside {
        // Nobody sends to private addresses over the internet.
        cross(packet)
      }
    }
  }

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

  /// An echo is answered by a reply to it, and other ICMP by nothing.
  func ports(answering service: UInt32) -> [UInt32] {
    if service >> 16 == 1 { return service == 0x10800 ? [0x10000] : [] }
    if service >> 16 == 58 { return service == 0x3A8000 ? [0x3A8100] : [] }
    return ports.map { service & 0xFF0000 | $0 }
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

  mutating func leave(_ packet: Packet, _ id: Subnet.ID, isTransit: Bool = false) {
    let left = packet.hops.compactMap { hop -> Subnet.ID? in
      if case .subnetBorder(let id, .outbound) = hop { id } else { nil }
    }
    guard left.count(where: { $0 == id }) < 4 else {
      return end(.loop(left.first { cut?.contains(.loop($0)) ?? false } ?? id))
    }
    if contains(id, packet) { return arrive(packet, id) }
    guard let packet = passing(packet, id, .outbound) else { return }
    let vpc = model[id].vpc
    guard case .table(let table, _)? = value(model[id].routeTable) ?? value(model[vpc].mainTable)
    else { return end(.noTable(id)) }
    for (index, target) in routes(table, vpc, packet) {
      let next = packet.stepping(.route(table, index: index))
      switch target {
      case .local: deliver(next, vpc, except: id)
      case .blackhole, .opaque: end(.blackhole(table, index: index ?? 0))
      case .internetGateway: leaveNetwork(next, vpc)
      case .egressOnlyGateway where family == .ipv6 && isOpen(model[vpc].egressOnlyGateways):
        var out = next.stepping(.egressOnlyGateway(vpc))
        out.leftByEgressOnly.append(vpc)
        cross(out)
      case .egressOnlyGateway: end(.noEgressOnlyGateway(vpc))
      case .natGateway(let gateway): translate(next, gateway, from: id)
      case .transitGateway(let gateway): transit(next, gateway, from: id)
      case .peering where isTransit, .gatewayEndpoint where isTransit:
        end(.notTransitive(table, index: index ?? 0))
      case .peering(let peering):
        guard holds(model[peering].existence), let peer = model[peering].other(than: vpc),
          model[peer].blocks.contains(where: { $0.holds(packet.destination.address, family) })
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
    var next = packet.stepping(.natGateway(id))
    if gateway.subnet != subnet {
      guard let passed = passing(next, gateway.subnet, .inbound) else { return }
      next = passed
    }
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

  mutating func cross(_ packet: Packet) {
    let (receiver, address) = packet.destination
    guard let id = receiver.subnet, family == .ipv6 || address == receiver.outside else {
      let isOutside = InternetAddresses.contains(address, family)
      return isOutside ? arrive(packet.stepping(.internet), nil) : end(.noAddress)
    }
    let vpc = model[id].vpc
    let isAnswer = packet.isReply && packet.leftByEgressOnly.contains(vpc)
    guard isAnswer || isOpen(model[vpc].internetGateways) else {
      return end(.noInternetGateway(vpc))
    }
    var next = packet.stepping(.internetGateway(vpc, .inbound))
    next.destination.address = receiver.address
    guard case .table(let table, _)? = value(model[vpc].edgeTable) else { return enter(next, id) }
    for (index, target) in routes(table, vpc, next) {
      guard target == .local else { return end(.blackhole(table, index: index ?? 0)) }
      enter(next.stepping(.route(table, index: index)), id)
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
    guard let next = passing(packet, door, .inbound)?.stepping(.transitGateway(here)) else {
      return
    }
    guard case .table(let table, _)? = value(model[here].table) else {
      return end(.noTransitTable(here))
    }
    for (index, target) in routes(table, next) {
      guard case .attachment(let there) = target else {
        end(.transitBlackhole(table, index: index)); continue
      }
      guard holds(model[there].existence) else { continue }
      guard family == .ipv4 || model[there].carriesIPv6 else { end(.noIPv6(there)); continue }
      let out = next.stepping(.transitRoute(table, index: index)).stepping(.transitArrival(there))
      let all = model[there].subnets
      let near = all.first { model[$0].zone == model[door].zone }
      for subnet in near.map({ [$0] }) ?? all { leave(out, subnet, isTransit: true) }
    }
  }
}
