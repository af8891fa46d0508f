package import Infrastructure
import Reachability
import Values

extension PacketSimulator {
  /// Somebody who sends or gets packets, at one address.
  package struct Party {
    let place: Question.Place
    let address: UInt128
    let publicAddress: UInt128?
  }

  /// Whether a packet of a service gets from one party to the other, and an answer back.
  package mutating func reaches(
    from client: Party,
    to server: Party,
    _ family: IPPrefix.Family,
    protocolNumber: UInt8,
    port: UInt16,
    isOneWay: Bool
  ) -> Bool {
    var destinations: [UInt128] = []
    switch client.place {
    case .internet where family == .ipv4: break
    case .interface, .host, .internet, .service, .managed: destinations.append(server.address)
    }
    if let address = server.publicAddress { destinations.append(address) }
    let ports = protocolNumber == 6 || protocolNumber == 17 ? interestingPorts : [0]
    for destination in destinations {
      var packet = Packet(
        family: family,
        source: client.address,
        destination: destination,
        protocolNumber: protocolNumber,
        sourcePort: ports[ports.count / 2],
        destinationPort: port
      )
      if case .service(let service) = server.place { packet.service = service }
      // No step towards the server looks at the client's port.
      guard exchange(packet, from: client, to: server, isOneWay: true) else { continue }
      if isOneWay { return true }
      for sourcePort in ports {
        packet.sourcePort = sourcePort
        if exchange(packet, from: client, to: server, isOneWay: false) { return true }
      }
    }
    return false
  }

  private mutating func exchange(
    _ packet: Packet,
    from client: Party,
    to server: Party,
    isOneWay: Bool
  ) -> Bool {
    imagine(client, packet.family)
    imagine(server, packet.family)
    defer { imagined = [] }
    translations = []
    isAnswering = false
    passedEgressOnly = []
    let arrived: Next = { arrival, seen, simulator in
      guard simulator.takes(seen, at: arrival, server) else { return false }
      if isOneWay { return true }
      return simulator.answer(seen, from: server, at: arrival, to: client, first: packet)
    }
    switch client.place {
    case .interface(let id):
      let interface = model.interfaces[id.index]
      home = model.subnets[interface.subnet.index].vpc.index
      guard admits(packet, id.index, .outbound, peer: packet.destination) else { return false }
      return leave(packet, interface.subnet.index, .host, arrived)
    case .host(let subnet):
      home = model.subnets[subnet.index].vpc.index
      return leave(packet, subnet.index, .host, arrived)
    case .internet:
      home = nil
      return internet(packet, arrived)
    case .service, .managed:
      return false
    }
  }

  private mutating func imagine(_ party: Party, _ family: IPPrefix.Family) {
    guard case .host(let subnet) = party.place else { return }
    imagined.append(
      Imagined(
        subnet: subnet.index,
        address: party.address,
        publicAddress: party.publicAddress,
        family: family
      )
    )
  }

  /// Whether the server gets a packet and its groups let it in.
  private func takes(_ packet: Packet, at arrival: Arrival, _ server: Party) -> Bool {
    switch (server.place, arrival) {
    case (.interface(let id), .subnet(let subnet)):
      return model.interfaces[id.index].subnet.index == subnet
        && packet.destination == server.address
        && admits(packet, id.index, .inbound, peer: packet.source)
    case (.host(let own), .subnet(let subnet)):
      return own.index == subnet && packet.destination == server.address
    case (.internet, .internet), (.service, .internet), (.service, .gatewayEndpoint):
      return packet.destination == server.address
    case (.interface, _), (.host, _), (.internet, _), (.service, _), (.managed, _):
      return false
    }
  }

  private mutating func answer(
    _ seen: Packet,
    from server: Party,
    at arrival: Arrival,
    to client: Party,
    first: Packet
  ) -> Bool {
    guard let answer = seen.answer, let expected = first.answer else { return false }
    let (wasAnswering, before) = (isAnswering, home)
    let remembered = translations
    isAnswering = true
    defer {
      isAnswering = wasAnswering
      home = before
      translations = remembered
    }
    let arrived: Next = { arrival, packet, simulator in
      simulator.receive(packet, at: arrival, client, expected)
    }
    switch arrival {
    case .subnet(let subnet):
      home = model.subnets[subnet].vpc.index
      return leave(answer, subnet, .host, arrived)
    case .internet:
      home = nil
      return internet(answer, arrived)
    case .gatewayEndpoint:
      guard let home = before else { return false }
      return deliver(answer, home, except: nil, arrived)
    }
  }

  /// Whether an answer comes back to the client, or to the gateway that translated last.
  private mutating func receive(
    _ packet: Packet,
    at arrival: Arrival,
    _ client: Party,
    _ expected: Packet
  ) -> Bool {
    if let last = translations.last {
      let gateway = model.natGateways[last.gateway]
      guard case .subnet(gateway.subnet.index) = arrival,
        packet.destination == address(gateway.address), let due = last.sent.answer,
        due.source == packet.source, due.sourcePort == packet.sourcePort,
        due.destinationPort == packet.destinationPort
      else { return false }
      var next = packet
      next.destination = last.original.source
      next.destinationPort = last.original.answer?.destinationPort ?? 0
      translations.removeLast()
      defer { translations.append(last) }
      return leave(next, gateway.subnet.index, .natGateway) { arrival, packet, simulator in
        simulator.receive(packet, at: arrival, client, expected)
      }
    }
    guard packet.source == expected.source, packet.destination == expected.destination,
      packet.sourcePort == expected.sourcePort,
      packet.destinationPort == expected.destinationPort
    else { return false }
    switch (client.place, arrival) {
    case (.interface(let id), .subnet(let subnet)):
      return model.interfaces[id.index].subnet.index == subnet
    case (.host(let own), .subnet(let subnet)): return own.index == subnet
    case (.internet, .internet): return true
    case (.interface, _), (.host, _), (.internet, _), (.service, _), (.managed, _): return false
    }
  }

  // MARK: - Security groups

  private func admits(
    _ packet: Packet,
    _ interface: Int,
    _ direction: Direction,
    peer: UInt128
  ) -> Bool {
    let service = UInt32(packet.protocolNumber) << 16 | UInt32(packet.destinationPort)
    let home = model.subnets[model.interfaces[interface].subnet.index].vpc
    for group in groups(of: interface) {
      for rule in model.securityGroups[group].rules(direction)
      where exists(rule.existence) && rule.services.contains(service) {
        switch rule.peer {
        case .block(let block):
          if block.family == packet.family, contains(block, peer) { return true }
        case .service(let service):
          if packet.service == service { return true }
          if isLenient, packet.service == nil, InternetAddresses.contains(peer, packet.family) {
            return true
          }
        case .group(let other):
          for (index, member) in model.interfaces.enumerated()
          where exists(member.existence) && groups(of: index).contains(other.index) {
            guard address(member.address(packet.family)) == peer else { continue }
            let vpc = model.subnets[member.subnet.index].vpc
            let isNear =
              vpc == home
              || model.peerings.contains {
                $0.other(than: home) == vpc && exists($0.existence)
              }
            if isNear { return true }
          }
        case .open: break
        }
      }
    }
    return false
  }

  private func groups(of interface: Int) -> [Int] {
    model.interfaces[interface].groups.compactMap { group in
      guard exists(group.existence), case .group(let id) = group.value else { return nil }
      return id.index
    }
  }
}
