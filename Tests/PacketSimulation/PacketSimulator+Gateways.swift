import Infrastructure
import Reachability

extension PacketSimulator {
  func address(_ address: Interface.Address) -> UInt128? {
    if case .known(let known) = address { known } else { nil }
  }

  // MARK: - The internet

  mutating func internetGateway(
    _ packet: Packet,
    _ vpc: Int,
    _ sender: Sender,
    _ next: Next
  ) -> Bool {
    guard model.vpcs[vpc].internetGateways.contains(where: { exists($0.existence) }) else {
      return false
    }
    if packet.family == .ipv6 {
      if sender == .transitGateway, !isLenient { return false }
      return internet(packet, next)
    }
    guard home == vpc, let translated = publicAddress(of: packet.source, in: vpc) else {
      return false
    }
    var packet = packet
    packet.source = translated
    return internet(packet, next)
  }

  private func publicAddress(of source: UInt128, in vpc: Int) -> UInt128? {
    for host in imagined
    where model.subnets[host.subnet].vpc.index == vpc && host.address == source
      && host.family == .ipv4
    {
      return host.publicAddress
    }
    for interface in model.interfaces
    where model.subnets[interface.subnet.index].vpc.index == vpc && exists(interface.existence) {
      if address(interface.ipv4) == source { return address(interface.publicIPv4) }
    }
    for gateway in model.natGateways
    where model.subnets[gateway.subnet.index].vpc.index == vpc && exists(gateway.existence) {
      if address(gateway.address) == source { return address(gateway.publicAddress) }
    }
    return nil
  }

  /// Over the internet: to a host there, or to somebody of the network.
  mutating func internet(_ packet: Packet, _ next: Next) -> Bool {
    guard InternetAddresses.contains(packet.destination, packet.family) else { return false }
    if packet.family == .ipv6 {
      for (index, vpc) in model.vpcs.enumerated() {
        for block in vpc.blocks
        where block.family == .ipv6 && contains(block, packet.destination) {
          return comeIn(packet, index, next)
        }
      }
      return next(.internet, packet, &self)
    }
    for interface in model.interfaces
    where address(interface.publicIPv4) == packet.destination && exists(interface.existence) {
      guard let own = address(interface.ipv4) else { return false }
      var packet = packet
      packet.destination = own
      return comeIn(packet, model.subnets[interface.subnet.index].vpc.index, next)
    }
    for gateway in model.natGateways
    where address(gateway.publicAddress) == packet.destination && exists(gateway.existence) {
      guard let own = address(gateway.address) else { return false }
      var packet = packet
      packet.destination = own
      return comeIn(packet, model.subnets[gateway.subnet.index].vpc.index, next)
    }
    for host in imagined
    where host.family == .ipv4 && host.publicAddress == packet.destination {
      var packet = packet
      packet.destination = host.address
      return comeIn(packet, model.subnets[host.subnet].vpc.index, next)
    }
    return next(.internet, packet, &self)
  }

  private mutating func comeIn(_ packet: Packet, _ vpc: Int, _ next: Next) -> Bool {
    let isAttached = model.vpcs[vpc].internetGateways.contains { exists($0.existence) }
    guard isAttached || isAnswering && passedEgressOnly.contains(vpc) else { return false }
    if case .table(let table, _)? = chosen(model.vpcs[vpc].edgeTable) {
      let routes = model.routeTables[table.index].routes.filter { route in
        guard case .block(let block) = route.destination, exists(route.existence) else {
          return false
        }
        return block.family == packet.family && contains(block, packet.destination)
          && model.vpcs[vpc].blocks.allSatisfy { local in
            !contains(local, packet.destination) || local.family != block.family
              || local.length <= block.length
          }
      }
      if routes.contains(where: { $0.target != .local }) { return false }
    }
    return deliver(packet, vpc, except: nil) { arrival, packet, simulator in
      if case .subnet(let subnet) = arrival, !simulator.isAnswering, !simulator.isLenient,
        !simulator.routesBack(packet, subnet)
      {
        return false
      }
      return next(arrival, packet, &simulator)
    }
  }

  /// Whether a subnet sends what it answers to the internet gateway.
  private func routesBack(_ packet: Packet, _ subnet: Int) -> Bool {
    var answer = packet
    answer.destination = packet.source
    answer.service = nil
    let vpc = model.subnets[subnet].vpc.index
    guard
      case .table(let table, _) = chosen(model.subnets[subnet].routeTable)
        ?? chosen(model.vpcs[vpc].mainTable)
    else { return false }
    return targets(of: answer, by: table.index, vpc) == [.internetGateway]
  }

  mutating func egressOnlyGateway(
    _ packet: Packet,
    _ vpc: Int,
    _ sender: Sender,
    _ next: Next
  ) -> Bool {
    guard packet.family == .ipv6,
      model.vpcs[vpc].egressOnlyGateways.contains(where: { exists($0.existence) })
    else { return false }
    if sender == .transitGateway || isAnswering, !isLenient { return false }
    let before = passedEgressOnly
    passedEgressOnly.append(vpc)
    defer { passedEgressOnly = before }
    return internet(packet, next)
  }

  // MARK: - NAT gateways

  mutating func natGateway(
    _ packet: Packet,
    _ id: Int,
    from subnet: Int,
    _ next: Next
  ) -> Bool {
    let gateway = model.natGateways[id]
    if packet.family == .ipv6, exists(gateway.existence),
      packet.destination >> 32 == 0x64_FF9B << 64
    {
      // NAT64, which is not followed.
      return isLenient
    }
    guard exists(gateway.existence), packet.family == .ipv4,
      [1, 6, 17].contains(packet.protocolNumber), let own = address(gateway.address)
    else { return false }
    let place = gateway.subnet.index
    guard place == subnet || crosses(packet, place, .inbound) else { return false }
    let before = home
    home = model.subnets[place].vpc.index
    defer { home = before }
    // The gateway takes any port of its range; some packet gets through if one of them does.
    let ports: [UInt16] =
      packet.protocolNumber == 1 ? [0] : interestingPorts.filter { $0 >= 1024 }
    for port in ports {
      var sent = packet
      sent.source = own
      sent.sourcePort = port
      translations.append(Translation(gateway: id, port: port, original: packet, sent: sent))
      let arrives = leave(sent, place, .natGateway, next)
      translations.removeLast()
      if arrives { return true }
    }
    return false
  }

  // MARK: - Transit gateways

  mutating func transitGateway(
    _ packet: Packet,
    _ id: Int,
    from subnet: Int,
    _ next: Next
  ) -> Bool {
    let vpc = model.subnets[subnet].vpc
    let found = model.attachments.indices.first {
      model.attachments[$0].gateway.index == id && model.attachments[$0].vpc == vpc
        && exists(model.attachments[$0].existence)
    }
    guard let found else { return false }
    let attachment = model.attachments[found]
    guard packet.family == .ipv4 || attachment.carriesIPv6 else { return false }
    let zone = model.subnets[subnet].zone
    guard let door = attachment.subnets.first(where: { model.subnets[$0.index].zone == zone })
    else { return false }
    // The list of the attachment's subnet is asked about the source even if it is the sender's own.
    guard crosses(packet, door.index, .inbound) else { return false }
    guard case .table(let table, _) = chosen(attachment.table) else { return false }
    var covering: [(length: Int, rank: Int, target: TransitGateway.Table.Route.Target)] = []
    for route in model.transitTables[table.index].routes where exists(route.existence) {
      guard case .block(let block) = route.destination, block.family == packet.family,
        contains(block, packet.destination)
      else { continue }
      covering.append((block.length, route.rank.rawValue, route.target))
    }
    let best = covering.max { ($0.length, $0.rank) < ($1.length, $1.rank) }
    let targets = Set(
      covering.filter { $0.length == best?.length && $0.rank == best?.rank }.map(\.target)
    )
    return any(of: Array(targets)) { target, simulator in
      guard case .attachment(let other) = target else { return false }
      if other.index == found, !simulator.isLenient { return false }
      return simulator.arrive(packet, at: other.index, zone: zone, next)
    }
  }

  private mutating func arrive(
    _ packet: Packet,
    at id: Int,
    zone: String?,
    _ next: Next
  ) -> Bool {
    let attachment = model.attachments[id]
    guard exists(attachment.existence), packet.family == .ipv4 || attachment.carriesIPv6 else {
      return false
    }
    let same = attachment.subnets.filter { model.subnets[$0.index].zone == zone }
    let doors = same.isEmpty ? attachment.subnets : [same[0]]
    return any(of: doors) { door, simulator in
      simulator.leave(packet, door.index, .transitGateway, next)
    }
  }
}
