import Infrastructure

// The ways out of a VPC: the internet, and transit gateways.

extension Exploration {
  /// The VPC that somebody's own address is in.
  private func vpc(of owner: Role.Owner) -> VPC.ID? {
    subnet(of: owner).map { model[$0].vpc }
  }

  func subnet(of owner: Role.Owner) -> Subnet.ID? {
    switch owner {
    case .client: subnet(of: client)
    case .server: subnet(of: server)
    case .natGateway(let id): model[id].subnet
    }
  }

  private func subnet(of party: Party) -> Subnet.ID? {
    switch party.place {
    case .interface(let id): model[id].subnet
    case .host(let subnet): subnet
    case .internet, .service, .managed: nil
    }
  }

  // MARK: - The internet

  /// Sends packets to the internet, or through it to an address that stands for somebody.
  mutating func passInternetGateway(
    _ flow: Flow,
    of vpc: VPC.ID,
    _ entry: Entry
  ) throws(Undecided) {
    let attached = try open(flow, model[vpc].internetGateways)
    guard let attached else { return deny(.noInternetGateway(vpc), flow) }
    let flow = stepping(attached, .internetGateway(vpc, .outbound))
    if family == .ipv6 {
      guard entry != .transitGateway else {
        let doubt = Doubt.undocumented(.transitOnward(vpc))
        return try crossInternet(flow.resting(on: [doubt]))
      }
      return try crossInternet(flow)
    }
    guard let translated = translated(flow, at: vpc) else { return }
    try crossInternet(translated)
  }

  /// The flow with the public address of its source; nil where the gateway drops it.
  private mutating func translated(_ flow: Flow, at vpc: VPC.ID) -> Flow? {
    let owner = flow.source.owner
    guard !flow.source.isPublicAlias, self.vpc(of: owner) == vpc, let subnet = subnet(of: owner)
    else {
      deny(.privateDestination(vpc), flow)
      return nil
    }
    var flow = flow
    switch owner {
    case .natGateway(let id):
      switch model[id].publicAddress {
      case .none:
        deny(.privateNATGateway(id), flow)
        return nil
      case .open(let fact): flow = flow.resting(on: [.fact(fact)])
      case .known, .some: break
      }
    case .client, .server:
      let party = owner == .client ? client : server
      guard !party.publicSpans.isEmpty else {
        deny(withoutPublicAddress(party, subnet), flow)
        return nil
      }
      if let doubt = party.publicDoubt { flow = flow.resting(on: [.fact(doubt)]) }
    }
    flow.source = .alias(Role.Alias(owner: owner, isPublic: true))
    return flow
  }

  func withoutPublicAddress(_ party: Party, _ subnet: Subnet.ID) -> Denial.Reason {
    if case .interface(let id) = party.place { return .interfaceWithoutPublicAddress(id) }
    return .noPublicAddress(subnet)
  }

  /// Takes packets over the internet: to somebody's public address, or to a host there.
  mutating func crossInternet(_ flow: Flow) throws(Undecided) {
    if flow.destination.isPublicAlias {
      return try comeIn(flow, to: flow.destination.owner)
    }
    guard family == .ipv6 else {
      for flow in onInternet(flow) { arriveOnInternet(flow) }
      return
    }
    var rest = onInternet(flow)
    for (index, vpc) in model.vpcs.enumerated() {
      for block in vpc.blocks where block.family == .ipv6 {
        for inside in rest.flatMap({ narrowed($0, $0.destination, to: block.span) }) {
          try comeIn(inside, toIPv6Of: VPC.ID(index))
        }
        rest = rest.flatMap { excluding(block.span, from: $0, $0.destination) }
      }
    }
    for flow in rest { arriveOnInternet(flow) }
  }

  private mutating func arriveOnInternet(_ flow: Flow) {
    arrive(stepping(flow, .internet), .internet)
  }

  /// What of a flow is bound for addresses of the internet.
  private mutating func onInternet(_ flow: Flow) -> [Flow] {
    let inside = InternetAddresses.spans(family).flatMap {
      narrowed(flow, flow.destination, to: $0)
    }
    if inside.isEmpty { deny(.noAddress, flow) }
    return inside
  }

  /// Takes packets from the internet to whom a public IPv4 address stands for.
  private mutating func comeIn(_ flow: Flow, to owner: Role.Owner) throws(Undecided) {
    guard let vpc = vpc(of: owner), let subnet = subnet(of: owner) else {
      return arriveOnInternet(flow)
    }
    let attached = try open(flow, model[vpc].internetGateways)
    guard let attached else { return deny(.noInternetGateway(vpc), flow) }
    var flow = stepping(attached, .internetGateway(vpc, .inbound))
    switch owner {
    case .client: flow.destination = .client
    case .server: flow.destination = .server
    case .natGateway: flow.destination = .alias(Role.Alias(owner: owner, isPublic: false))
    }
    if let doubt = publicDoubt(of: owner) {
      flow = flow.resting(on: [doubt])
    }
    try passEdge(flow, of: vpc, to: subnet)
  }

  private func publicDoubt(of owner: Role.Owner) -> Doubt? {
    switch owner {
    case .client: client.publicDoubt.map(Doubt.fact)
    case .server: server.publicDoubt.map(Doubt.fact)
    case .natGateway(let id):
      if case .open(let fact) = model[id].publicAddress { .fact(fact) } else { nil }
    }
  }

  /// Takes IPv6 packets from the internet into a VPC; what left it through its egress-only gateway comes
  /// back that way.
  private mutating func comeIn(_ flow: Flow, toIPv6Of vpc: VPC.ID) throws(Undecided) {
    let attached: Flow?
    if isReply, flow.passedEgressOnly.contains(vpc) {
      attached = flow
    } else {
      attached = try open(flow, model[vpc].internetGateways)
    }
    guard let attached else { return deny(.noInternetGateway(vpc), flow) }
    let flow = stepping(attached, .internetGateway(vpc, .inbound))
    for (subnet, span) in network.index.subnetSpans(of: vpc, .ipv6) {
      for inside in narrowed(flow, flow.destination, to: span) {
        try passEdge(inside, of: vpc, to: subnet)
      }
    }
  }

  /// Routes what comes in by the edge table of the gateway.
  private mutating func passEdge(
    _ flow: Flow,
    of vpc: VPC.ID,
    to subnet: Subnet.ID
  ) throws(Undecided) {
    guard let choice = try network.value(of: model[vpc].edgeTable) else {
      return try enter(flow, subnet)
    }
    guard case .table(let table, _) = choice else {
      if case .open(let fact) = choice { try enter(flow.resting(on: [.fact(fact)]), subnet) }
      return
    }
    let map = try network.routes(of: table, in: vpc, family)
    for (flow, choice) in split(flow, flow.destination, by: map) {
      if choice.candidates.isEmpty { deny(.noRoute(table), flow) }
      for (flow, candidate) in branches(of: flow, choice) {
        var next = stepping(flow, .route(table, index: candidate.index))
        switch candidate.target {
        case .local: break
        // What inspects traffic passes it on, or does not.
        case .opaque(let fact): next = next.resting(on: [.fact(fact)])
        case .blackhole, .internetGateway, .egressOnlyGateway, .natGateway, .peering,
          .transitGateway, .gatewayEndpoint:
          deny(.blackhole(table, index: candidate.index ?? 0), next)
          continue
        }
        try enter(next, subnet)
      }
    }
  }

  private mutating func enter(_ flow: Flow, _ subnet: Subnet.ID) throws(Undecided) {
    for flow in try admitted(flow, at: subnet, .inbound) {
      for flow in try doubtingWayBack(flow, subnet) { arrive(flow, .subnet(subnet)) }
    }
  }

  /// Whether the gateway delivers to subnets that do not route back to it, AWS does not say. Answers to
  /// what they sent themselves are not in question.
  private mutating func doubtingWayBack(
    _ flow: Flow,
    _ subnet: Subnet.ID
  ) throws(Undecided) -> [Flow] {
    guard !isReply else { return [flow] }
    let doubted = flow.resting(on: [.undocumented(.inboundWithoutRoute(subnet))])
    guard case .table(let table, _)? = try network.table(of: subnet) else { return [doubted] }
    let map = try network.routes(of: table, in: model[subnet].vpc, family)
    return split(flow, flow.source, by: map).map { flow, choice in
      let isCertain =
        choice.doubts.isEmpty && choice.candidates.first?.target == .internetGateway
      return isCertain
        ? flow : flow.resting(on: [.undocumented(.inboundWithoutRoute(subnet))])
    }
  }

  /// The flow if one of the gateways is attached.
  private func open(_ flow: Flow, _ gateways: [VPC.Gateway]) throws(Undecided) -> Flow? {
    var doubted: Flow?
    for gateway in gateways where try network.holds(gateway.existence) {
      guard let doubt = gateway.doubt else { return flow }
      doubted = flow.resting(on: [.fact(doubt)])
    }
    return doubted
  }

  mutating func passEgressOnlyGateway(
    _ flow: Flow,
    of vpc: VPC.ID,
    _ entry: Entry
  ) throws(Undecided) {
    let attached = try open(flow, model[vpc].egressOnlyGateways)
    guard family == .ipv6, let attached else { return deny(.noEgressOnlyGateway(vpc), flow) }
    var flow = stepping(attached, .egressOnlyGateway(vpc))
    if entry == .transitGateway {
      flow = flow.resting(on: [.undocumented(.transitOnward(vpc))])
    }
    // What answers somebody who came in another way.
    if isReply { flow = flow.resting(on: [.undocumented(.egressOnlyReply(vpc))]) }
    flow.passedEgressOnly.append(vpc)
    try crossInternet(flow)
  }

  // MARK: - Transit gateways

  mutating func pass(
    _ flow: Flow,
    _ gateway: TransitGateway.ID,
    from subnet: Subnet.ID
  ) throws(Undecided) {
    let vpc = model[subnet].vpc
    var attachment: TransitGateway.Attachment.ID?
    for other in network.index.attachments[vpc.index] where model[other].gateway == gateway {
      if try network.holds(model[other].existence) { attachment = other }
    }
    guard let attachment else { return deny(.noAttachment(subnet, gateway), flow) }
    guard family == .ipv4 || model[attachment].carriesIPv6 else {
      return deny(.noIPv6(attachment), flow)
    }
    let doors = doors(of: attachment, for: subnet)
    if doors.isEmpty { deny(.zoneWithoutAttachment(subnet, attachment), flow) }
    for (door, doubt) in doors {
      let next = flow.resting(on: doubt.map { [$0] } ?? [])
      for flow in try admitted(next, at: door, .inbound) {
        try transit(stepping(flow, .transitGateway(attachment)), attachment, zoneOf: door)
      }
    }
  }

  /// The subnets through which a gateway takes packets of a subnet: the one of its zone.
  private func doors(
    of attachment: TransitGateway.Attachment.ID,
    for subnet: Subnet.ID
  ) -> [(Subnet.ID, Doubt?)] {
    let all = model[attachment].subnets
    if all.contains(subnet) { return [(subnet, nil)] }
    guard let zone = model[subnet].zone else { return all.map { ($0, .zone(subnet)) } }
    let same = all.filter { model[$0].zone == zone }
    if !same.isEmpty { return same.prefix(1).map { ($0, nil) } }
    return all.filter { model[$0].zone == nil }.map { ($0, .zone($0)) }
  }

  private mutating func transit(
    _ flow: Flow,
    _ attachment: TransitGateway.Attachment.ID,
    zoneOf door: Subnet.ID
  ) throws(Undecided) {
    guard let choice = try network.value(of: model[attachment].table) else {
      return deny(.noTransitTable(attachment), flow)
    }
    guard case .table(let table, _) = choice else {
      if case .open(let fact) = choice { arrive(flow, opaque: fact) }
      return
    }
    let map = try network.routes(of: table, family)
    for (flow, choice) in split(flow, flow.destination, by: map) {
      if choice.candidates.isEmpty { deny(.noTransitRoute(table), flow) }
      for (flow, candidate) in branches(of: flow, choice) {
        let next = stepping(flow, .transitRoute(table, index: candidate.index))
        switch candidate.target {
        case .blackhole: deny(.transitBlackhole(table, index: candidate.index), next)
        case .opaque(let fact): arrive(next, opaque: fact)
        case .attachment(let other):
          let doubts: [Doubt] =
            other == attachment ? [.undocumented(.transitReturn(attachment))] : []
          try arrive(next.resting(on: doubts), at: other, zoneOf: door)
        }
      }
    }
  }

  private mutating func arrive(
    _ flow: Flow,
    at attachment: TransitGateway.Attachment.ID,
    zoneOf door: Subnet.ID
  ) throws(Undecided) {
    guard try network.holds(model[attachment].existence) else { return }
    guard family == .ipv4 || model[attachment].carriesIPv6 else {
      return deny(.noIPv6(attachment), flow)
    }
    let all = model[attachment].subnets
    let zone = model[door].zone
    var doors = zone == nil ? [] : all.filter { model[$0].zone == zone }.prefix(1)
    var doubts: [Doubt] = []
    if doors.isEmpty {
      doors = all[...]
      if doors.count > 1 { doubts = [.arrival(attachment)] }
    }
    let flows = outcomes(of: flow, doors.count, doubts, isExhaustive: true)
    for (flow, door) in zip(flows, doors) {
      try leave(stepping(flow, .transitArrival(attachment)), door, from: .transitGateway)
    }
  }
}
