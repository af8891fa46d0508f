import Infrastructure

/// The packets that a client can send to a server, and the answers that come back.
struct Exchange {
  /// Combinations of addresses and services that do.
  struct Box {
    let client: AddressSpan
    let server: AddressSpan
    let services: ServiceSet
    /// Ports of the client's, or types and codes, that answers may go to; nil if none are asked for.
    let replies: ServiceSet?
    let doubts: [Doubt]
    let outcomes: [Choice.Outcome]
    let trail: Int?
    let replyTrail: Int?

    var isCertain: Bool { doubts.isEmpty && outcomes.isEmpty }
  }

  private let services: ServiceSet
  private let isOneWay: Bool
  /// Whether one way that is certain is as good as all.
  private let isSettledByOne: Bool
  private(set) var exploration: Exploration
  private(set) var boxes: [Box] = []
  private var model: NetworkModel { exploration.model }
  private var client: Party { exploration.client }
  private var server: Party { exploration.server }

  init(
    _ network: CompiledNetwork,
    _ family: IPPrefix.Family,
    from client: Party,
    to server: Party,
    _ services: ServiceSet,
    isOneWay: Bool,
    isExhaustive: Bool
  ) {
    isSettledByOne = !isExhaustive && client.isOneOfAny && server.isOneOfAny
    exploration = Exploration(network, family, client: client, server: server)
    self.services = services
    self.isOneWay = isOneWay
  }

  private var isSettled: Bool {
    isSettledByOne && boxes.contains(where: \.isCertain)
  }

  /// Finds all boxes, or one that settles it.
  mutating func run() throws(Undecided) {
    var destinations = [Role.server]
    if !server.publicSpans.isEmpty {
      destinations.append(.alias(Role.Alias(owner: .server, isPublic: true)))
    }
    for destination in destinations {
      for one in client.spans {
        for other in server.spans {
          let flow = Flow(
            client: one,
            server: other,
            source: .client,
            destination: destination,
            services: services,
            doubts: client.doubts + server.doubts
          )
          try send(flow)
          if isSettled { return }
        }
      }
    }
  }

  private mutating func send(_ flow: Flow) throws(Undecided) {
    switch client.place {
    case .interface(let id):
      for flow in try exploration.passing(flow, id, .outbound) {
        for flow in try confined(flow, id) {
          try exploration.leave(flow, model[id].subnet, from: .interface)
        }
      }
    case .host(let subnet):
      try exploration.leave(flow, subnet, from: .interface)
    case .internet:
      // Nobody sends packets to private addresses over the internet.
      if exploration.family == .ipv4, flow.destination == .server { return denyPrivate(flow) }
      try exploration.crossInternet(flow)
    case .managed(let id):
      let flow = exploration.stepping(flow, .managed(id))
      switch server.place {
      case .internet, .service:
        let replies = isOneWay ? nil : Self.replies(to: flow.services)
        boxes.append(box(flow, replies: replies))
        return
      case .interface, .host, .managed:
        if exploration.family == .ipv4, flow.destination == .server { return denyPrivate(flow) }
        try exploration.crossInternet(flow)
      }
    case .service:
      return
    }
    for arrival in exploration.takeArrivals() { try receive(arrival, of: flow.destination) }
  }

  private mutating func receive(
    _ arrival: Exploration.Arrival,
    of destination: Role
  ) throws(Undecided) {
    let flow = arrival.flow
    switch (server.place, arrival.place) {
    case (_, .opaque):
      boxes.append(box(flow, replies: nil))
    case (.interface(let id), .subnet(let subnet))
    where model[id].subnet == subnet && flow.destination == .server:
      for flow in try exploration.passing(flow, id, .inbound) {
        try accept(flow, destination, at: arrival.place)
      }
    case (.host(let own), .subnet(let subnet)) where own == subnet && flow.destination == .server:
      try accept(flow, destination, at: arrival.place)
    case (.internet, .internet), (.service, .internet), (.service, .service):
      try accept(flow, destination, at: arrival.place)
    case (_, .subnet(let subnet)):
      exploration.deny(.elsewhere(subnet), flow)
    case (_, .internet), (_, .service):
      exploration.deny(.noAddress, flow)
    }
  }

  private mutating func denyPrivate(_ flow: Flow) {
    guard server.publicSpans.isEmpty, let subnet = exploration.subnet(of: .server) else { return }
    exploration.deny(exploration.withoutPublicAddress(server, subnet), flow)
  }

  /// What the host of an interface sends through it.
  private mutating func confined(_ flow: Flow, _ id: Interface.ID) throws(Undecided) -> [Flow] {
    let vpc = model[model[id].subnet].vpc
    guard try exploration.network.holds(model[id].confinement) else {
      return [flow.resting(on: model[id].confinementDoubt.map { [.fact($0)] } ?? [])]
    }
    let inside = model[vpc].blocks.filter { $0.family == exploration.family }.flatMap {
      exploration.narrowed(flow, flow.destination, to: $0.span)
    }
    if inside.isEmpty { exploration.deny(.confined(id), flow) }
    return inside
  }

  /// What needs no answer, or gets one somewhere that is not followed.
  private func box(_ flow: Flow, replies: ServiceSet?) -> Box {
    Box(
      client: flow.client,
      server: flow.server,
      services: flow.services,
      replies: replies,
      doubts: flow.doubts,
      outcomes: flow.outcomes,
      trail: flow.trail,
      replyTrail: nil
    )
  }

  // MARK: - Answers

  private mutating func accept(
    _ request: Flow,
    _ destination: Role,
    at place: Exploration.Place
  ) throws(Undecided) {
    guard !isOneWay else {
      boxes.append(box(request, replies: nil))
      return
    }
    var reply = request
    reply.source = .server
    reply.destination = request.source
    reply.services = Self.replies(to: request.services)
    reply.trail = nil
    exploration.isReply = true
    defer { exploration.isReply = false }
    switch place {
    case .subnet(let subnet): try exploration.leave(reply, subnet, from: .interface)
    case .internet: try exploration.crossInternet(reply)
    case .service:
      if let vpc = vpc(of: request.source.owner) { try exploration.deliver(reply, into: vpc) }
    case .opaque: return
    }
    var hasCome = false
    for arrival in exploration.takeArrivals() {
      try receiveReply(arrival, to: request, destination, &hasCome)
    }
    if !hasCome { exploration.deny(.noReply, request) }
  }

  private func vpc(of owner: Role.Owner) -> VPC.ID? {
    exploration.subnet(of: owner).map { model[$0].vpc }
  }

  private mutating func receiveReply(
    _ arrival: Exploration.Arrival,
    to request: Flow,
    _ destination: Role,
    _ hasCome: inout Bool
  ) throws(Undecided) {
    var reply = arrival.flow
    guard arrival.place != .opaque else {
      finish(reply, to: request, &hasCome)
      return
    }
    // Who asked one address does not take the answer of another.
    guard reply.source == destination else { return }
    if let last = reply.translations.last {
      guard arrival.place == .subnet(model[last.gateway].subnet),
        reply.destination == .alias(Role.Alias(owner: .natGateway(last.gateway), isPublic: false))
      else { return }
      reply.services = Self.retranslated(reply.services)
      guard !reply.services.isEmpty else { return }
      reply.translations.removeLast()
      reply.destination = last.source
      reply = exploration.stepping(reply, .natGateway(last.gateway))
      try exploration.leave(reply, model[last.gateway].subnet, from: .natGateway(last.gateway))
      for arrival in exploration.takeArrivals() {
        try receiveReply(arrival, to: request, destination, &hasCome)
      }
      return
    }
    switch (client.place, arrival.place) {
    case (.interface(let id), .subnet(let subnet))
    where model[id].subnet == subnet && reply.destination == .client:
      finish(reply, to: request, &hasCome)
    case (.host(let own), .subnet(let subnet)) where own == subnet && reply.destination == .client:
      finish(reply, to: request, &hasCome)
    case (.internet, .internet), (.managed, .internet):
      finish(reply, to: request, &hasCome)
    case (.interface, _), (.host, _), (.internet, _), (.service, _), (.managed, _):
      return
    }
  }

  private mutating func finish(_ reply: Flow, to request: Flow, _ hasCome: inout Bool) {
    let answered = request.services.intersection(Self.answered(by: reply.services))
    guard !answered.isEmpty else { return }
    hasCome = true
    boxes.append(
      Box(
        client: reply.client,
        server: reply.server,
        services: answered,
        replies: reply.services,
        doubts: reply.doubts,
        outcomes: reply.outcomes,
        trail: request.trail,
        replyTrail: reply.trail
      )
    )
  }
}

// MARK: - Ports of answers

extension Exchange {
  private static let tcp = ServiceSet.IPProtocol.tcp
  private static let udp = ServiceSet.IPProtocol.udp
  private static let echoes = [
    // Source: RFC 792 and RFC 4443: an echo is answered by an echo reply.
    (ServiceSet.IPProtocol.icmp, request: UInt16(8) << 8, reply: UInt16(0)),
    (ServiceSet.IPProtocol.icmpv6, request: UInt16(128) << 8, reply: UInt16(129) << 8),
  ]

  /// What answers to some services may be addressed to: any port of the same protocol.
  static func replies(to services: ServiceSet) -> ServiceSet {
    var ranges: [ServiceSet.Range] = []
    for range in services.ranges {
      var number = range.lower >> 16
      while number <= range.upper >> 16 {
        let all = ServiceSet.Range(number << 16, number << 16 | 0xFFFF)
        if number != UInt32(ServiceSet.IPProtocol.icmp),
          number != UInt32(ServiceSet.IPProtocol.icmpv6)
        {
          ranges.append(all)
        }
        number += 1
      }
    }
    for (number, request, reply) in echoes
    where services.contains(UInt32(number) << 16 | UInt32(request)) {
      let service = UInt32(number) << 16 | UInt32(reply)
      ranges.append(ServiceSet.Range(service, service))
    }
    return ServiceSet(ranges)
  }

  /// The services that answers to some ports may be of.
  static func answered(by replies: ServiceSet) -> ServiceSet {
    var ranges: [ServiceSet.Range] = []
    for range in replies.ranges {
      var number = range.lower >> 16
      while number <= range.upper >> 16 {
        if number != UInt32(ServiceSet.IPProtocol.icmp),
          number != UInt32(ServiceSet.IPProtocol.icmpv6)
        {
          ranges.append(ServiceSet.Range(number << 16, number << 16 | 0xFFFF))
        }
        number += 1
      }
    }
    for (number, request, reply) in echoes
    where replies.contains(UInt32(number) << 16 | UInt32(reply)) {
      let service = UInt32(number) << 16 | UInt32(request)
      ranges.append(ServiceSet.Range(service, service))
    }
    return ServiceSet(ranges)
  }

  /// What a NAT gateway sends on to its client: it takes answers at the ports that it sends from.
  ///
  /// Source: VPC User Guide, "NAT gateway basics": ports 1024 to 65535.
  static func retranslated(_ services: ServiceSet) -> ServiceSet {
    var ranges: [ServiceSet.Range] = []
    for number in [tcp, udp]
    where !services.intersection(ServiceSet(protocol: number, ports: 1024...65535)).isEmpty {
      ranges += ServiceSet(protocol: number).ranges
    }
    return ServiceSet(
      ranges + services.intersection(ServiceSet(protocol: ServiceSet.IPProtocol.icmp)).ranges
    )
  }
}
