import Infrastructure

/// Follows packets of one exchange through the network until they arrive or end.
///
/// All packets that the network treats alike are followed together; where it treats them differently
/// they are split. What is not known is passed, and noted in the flow. `docs/network-semantics.md` says
/// what each step rests on.
struct Exploration {
  /// Where packets come from when they leave a subnet.
  enum Entry: Hashable {
    /// An interface of the subnet.
    case interface
    case natGateway(NATGateway.ID)
    case transitGateway
  }

  enum Place: Hashable {
    /// Behind the border of a subnet, before the groups of the interface.
    case subnet(Subnet.ID)
    case internet
    /// A service of AWS's, through a gateway endpoint.
    case service
    /// Something that is not modelled and may lead anywhere.
    case opaque
  }

  struct Arrival {
    let flow: Flow
    let place: Place
  }

  /// A subnet that packets left, and whose address they showed.
  private struct Visit: Hashable {
    let subnet: Subnet.ID
    let entry: Entry
    let source: Role
  }

  let network: CompiledNetwork
  let family: IPPrefix.Family
  let client: Party
  let server: Party
  /// Whether these are answers to packets of the client.
  var isReply = false
  private(set) var arrivals: [Arrival] = []
  private(set) var denials: [Denial] = []
  /// Each step with the one before it.
  private(set) var trail: [(previous: Int?, hop: Hop)] = []
  /// What the ways hang on of which one outcome or another holds.
  private(set) var choices: [Choice] = []
  private var visits: [Visit] = []

  var model: NetworkModel { network.model }

  init(_ network: CompiledNetwork, _ family: IPPrefix.Family, client: Party, server: Party) {
    self.network = network
    self.family = family
    self.client = client
    self.server = server
  }

  /// What has arrived since the last call.
  mutating func takeArrivals() -> [Arrival] {
    defer { arrivals = [] }
    return arrivals
  }

  mutating func deny(_ reason: Denial.Reason, _ flow: Flow) {
    denials.append(Denial(reason: reason, trail: flow.trail))
  }

  /// The flow with one more step behind it.
  mutating func stepping(_ flow: Flow, _ hop: Hop) -> Flow {
    trail.append((flow.trail, hop))
    var flow = flow
    flow.trail = trail.count - 1
    return flow
  }

  /// The flow as it goes on in each of so many outcomes.
  ///
  /// - Parameter isExhaustive: Whether one of the outcomes holds, so that ways by all of them are certain.
  mutating func outcomes(
    of flow: Flow,
    _ count: Int,
    _ doubts: [Doubt],
    isExhaustive: Bool
  ) -> [Flow] {
    // A NAT gateway has taken a port before AWS chooses: which ones do for all outcomes, is not followed.
    guard !doubts.isEmpty, isExhaustive, flow.translations.isEmpty else {
      return Array(repeating: flow.resting(on: doubts), count: count)
    }
    choices.append(Choice(doubts: doubts, count: count))
    return (0..<count).map { number in
      var next = flow
      next.outcomes.append(Choice.Outcome(choice: choices.count - 1, number: number))
      return next
    }
  }

  /// The flow as it goes on by each route that it may take.
  mutating func branches<Candidate>(
    of flow: Flow,
    _ choice: RouteChoice<Candidate>
  ) -> Zip2Sequence<[Flow], [Candidate]> {
    let (count, isExhaustive) = (choice.candidates.count, choice.isExhaustive)
    return zip(
      outcomes(of: flow, count, choice.doubts, isExhaustive: isExhaustive),
      choice.candidates
    )
  }

  mutating func arrive(_ flow: Flow, _ place: Place) {
    arrivals.append(Arrival(flow: flow, place: place))
  }

  mutating func arrive(_ flow: Flow, opaque fact: OpenFact.ID) {
    let flow = stepping(flow.resting(on: [.fact(fact)]), .opaque(fact))
    arrive(flow, .opaque)
  }

  // MARK: - Subnets

  /// Sends packets out of a subnet, or to others of its addresses.
  mutating func leave(
    _ flow: Flow,
    _ subnet: Subnet.ID,
    from entry: Entry
  ) throws(Undecided) {
    let visit = Visit(subnet: subnet, entry: entry, source: flow.source)
    guard !visits.contains(visit) else { return deny(.loop(subnet), flow) }
    visits.append(visit)
    defer { visits.removeLast() }
    var outgoing = [flow]
    if let block = model[subnet].block(family) {
      for inside in narrowed(flow, flow.destination, to: block.span) {
        arrive(inside, .subnet(subnet))
      }
      outgoing = excluding(block.span, from: flow, flow.destination)
    }
    for flow in outgoing {
      let passing = try admitted(flow, at: subnet, .outbound)
      for flow in passing { try route(flow, from: subnet, entry) }
    }
  }

  /// The packets that the network ACL of a subnet lets cross its border.
  mutating func admitted(
    _ flow: Flow,
    at subnet: Subnet.ID,
    _ direction: Direction
  ) throws(Undecided) -> [Flow] {
    guard let choice = try network.value(of: model[subnet].networkACL) else {
      deny(.networkACL(subnet, direction), flow)
      return []
    }
    let hop = Hop.subnetBorder(subnet, direction)
    switch choice {
    case .open(let fact):
      return flow.passing(.open(.fact(fact))).map { stepping($0, hop) }
    case .list(let list, _):
      let map = try network.admissions(of: list, direction, family)
      let role = direction == .outbound ? flow.destination : flow.source
      var passing: [Flow] = []
      for (flow, admission) in split(flow, role, by: map) {
        let rest = flow.passing(admission)
        if flow.isLost(in: rest) { deny(.networkACL(subnet, direction), flow) }
        passing += rest.map { stepping($0, hop) }
      }
      return passing
    }
  }

  private mutating func route(
    _ flow: Flow,
    from subnet: Subnet.ID,
    _ entry: Entry
  ) throws(Undecided) {
    guard let choice = try network.table(of: subnet) else {
      return deny(.noTable(subnet), flow)
    }
    switch choice {
    case .open(let fact):
      arrive(flow, opaque: fact)
    case .table(let table, _):
      if case .service(let service) = server.place, flow.destination == .server {
        try route(flow, toService: service, by: table, from: subnet, entry)
      } else {
        try route(flow, by: table, from: subnet, entry)
      }
    }
  }

  private mutating func route(
    _ flow: Flow,
    by table: RouteTable.ID,
    from subnet: Subnet.ID,
    _ entry: Entry
  ) throws(Undecided) {
    let map = try network.routes(of: table, in: model[subnet].vpc, family)
    for (flow, choice) in split(flow, flow.destination, by: map) {
      if choice.candidates.isEmpty { deny(.noRoute(table), flow) }
      for (flow, candidate) in branches(of: flow, choice) {
        let next = stepping(flow, .route(table, index: candidate.index))
        try follow(next, candidate, of: table, from: subnet, entry)
      }
    }
  }

  /// Routes packets to a service, whose addresses nobody knows: the route to its prefix list is more
  /// specific than any that covers much of the internet.
  private mutating func route(
    _ flow: Flow,
    toService service: Int,
    by table: RouteTable.ID,
    from subnet: Subnet.ID,
    _ entry: Entry
  ) throws(Undecided) {
    var routes: [RouteCandidate] = []
    for (index, route) in model[table].routes.enumerated() {
      guard case .service(service) = route.destination, try network.holds(route.existence),
        !routes.contains(where: { $0.target == route.target })
      else { continue }
      routes.append(RouteCandidate(index: index, target: route.target))
    }
    guard !routes.isEmpty else { return try self.route(flow, by: table, from: subnet, entry) }
    let specific = try specificRoutes(to: flow, by: table)
    for (flow, hasOther) in split(flow, .server, by: specific) {
      let count = routes.count + (hasOther ? 1 : 0)
      let doubts: [Doubt] = count > 1 ? [.serviceAddresses(service)] : []
      let flows = outcomes(of: flow, count, doubts, isExhaustive: true)
      for (flow, candidate) in zip(flows, routes) {
        let next = stepping(flow, .route(table, index: candidate.index))
        try follow(next, candidate, of: table, from: subnet, entry)
      }
      if hasOther { try self.route(flows[routes.count], by: table, from: subnet, entry) }
    }
  }

  /// To which of the flow's addresses a table may have a route that is more specific than those of AWS's
  /// prefix lists, the largest of which are of length 11.
  private func specificRoutes(
    to flow: Flow,
    by table: RouteTable.ID
  ) throws(Undecided) -> AddressMap<Bool> {
    // What is propagated to it may be as specific.
    if model[table].doubt != nil { return AddressMap(true, family) }
    var spans: [AddressSpan] = []
    for route in model[table].routes {
      switch route.destination {
      case .block(let block):
        let isSpecific =
          block.family == family && block.length > 8 && block.span.overlaps(flow.server)
        if isSpecific, try network.holds(route.existence) { spans.append(block.span) }
      case .service: break
      case .open:
        if try network.holds(route.existence) { return AddressMap(true, family) }
      }
    }
    return AddressMap(of: spans, family) { !$0.isEmpty }
  }

  // MARK: - Targets

  private mutating func follow(
    _ flow: Flow,
    _ candidate: RouteCandidate,
    of table: RouteTable.ID,
    from subnet: Subnet.ID,
    _ entry: Entry
  ) throws(Undecided) {
    let vpc = model[subnet].vpc
    let index = candidate.index ?? 0
    switch candidate.target {
    case .local: try deliver(flow, into: vpc, except: subnet)
    case .blackhole: deny(.blackhole(table, index: index), flow)
    case .opaque(let fact): arrive(flow, opaque: fact)
    case .internetGateway: try passInternetGateway(flow, of: vpc, entry)
    case .egressOnlyGateway: try passEgressOnlyGateway(flow, of: vpc, entry)
    case .natGateway(let gateway): try passNATGateway(flow, gateway, from: subnet)
    case .peering(let peering):
      switch entry {
      case .interface: try pass(flow, peering, from: vpc)
      case .natGateway(let gateway):
        let doubt = Doubt.undocumented(.natGatewayOnward(gateway))
        try pass(flow.resting(on: [doubt]), peering, from: vpc)
      case .transitGateway: deny(.notTransitive(table, index: index), flow)
      }
    case .transitGateway(let gateway):
      var flow = flow
      if entry == .transitGateway { flow = flow.resting(on: [.undocumented(.transitOnward(vpc))]) }
      try pass(flow, gateway, from: subnet)
    case .gatewayEndpoint:
      guard case .service(let service) = server.place else {
        return deny(.noRoute(table), flow)
      }
      let hop = Hop.gatewayEndpoint(vpc, service: service)
      switch entry {
      case .interface: arrive(stepping(flow, hop), .service)
      case .natGateway(let gateway):
        let doubt = Doubt.undocumented(.natGatewayOnward(gateway))
        arrive(stepping(flow.resting(on: [doubt]), hop), .service)
      case .transitGateway: deny(.notTransitive(table, index: index), flow)
      }
    }
  }

  /// Delivers packets to the subnets of a VPC whose addresses they have.
  ///
  /// - Parameter origin: The subnet that they come from, whose own addresses are not among them.
  mutating func deliver(
    _ flow: Flow,
    into vpc: VPC.ID,
    except origin: Subnet.ID? = nil
  ) throws(Undecided) {
    var isAnywhere = false
    let own = spans(of: flow.destination, in: flow).spans
    for (subnet, span) in network.index.subnetSpans(of: vpc, family) where subnet != origin {
      guard own.contains(where: span.overlaps) else { continue }
      for inside in narrowed(flow, flow.destination, to: span) {
        isAnywhere = true
        for flow in try admitted(inside, at: subnet, .inbound) { arrive(flow, .subnet(subnet)) }
      }
    }
    if !isAnywhere { deny(.outsideOfEverySubnet(vpc), flow) }
  }

  // MARK: - NAT gateways

  private mutating func passNATGateway(
    _ flow: Flow,
    _ id: NATGateway.ID,
    from subnet: Subnet.ID
  ) throws(Undecided) {
    let gateway = model[id]
    guard try network.holds(gateway.existence) else { return }
    if family == .ipv6 {
      let translated = narrowed(flow, flow.destination, to: InternetAddresses.nat64)
      let rest = excluding(InternetAddresses.nat64, from: flow, flow.destination)
      if !rest.isEmpty { deny(.ipv6NATGateway(id), flow) }
      for flow in translated { arrive(flow.resting(on: [.undocumented(.nat64(id))]), .opaque) }
      return
    }
    let translated = flow.limited(to: Self.translatedServices)
    if translated?.services != flow.services { deny(.natProtocol(id), flow) }
    guard let translated else { return }
    let flow = stepping(translated, .natGateway(id))
    let flows =
      gateway.subnet == subnet ? [flow] : try admitted(flow, at: gateway.subnet, .inbound)
    for var flow in flows {
      flow.translations.append(Flow.Translation(gateway: id, source: flow.source))
      flow.source = .alias(Role.Alias(owner: .natGateway(id), isPublic: false))
      try leave(flow, gateway.subnet, from: .natGateway(id))
    }
  }

  /// Source: VPC User Guide, "NAT gateway basics": TCP, UDP and ICMP.
  static let translatedServices = ServiceSet(protocol: ServiceSet.IPProtocol.tcp)
    .union(ServiceSet(protocol: ServiceSet.IPProtocol.udp))
    .union(ServiceSet(protocol: ServiceSet.IPProtocol.icmp))

  // MARK: - Peering

  private mutating func pass(
    _ flow: Flow,
    _ id: Peering.ID,
    from vpc: VPC.ID
  ) throws(Undecided) {
    guard try network.holds(model[id].existence), let peer = model[id].other(than: vpc) else {
      return deny(.outsideOfPeer(id), flow)
    }
    var rest = [flow]
    for block in model[peer].blocks where block.family == family {
      for inside in narrowed(flow, flow.destination, to: block.span) {
        try deliver(stepping(inside, .peering(id)), into: peer)
      }
      rest = rest.flatMap { excluding(block.span, from: $0, flow.destination) }
    }
    if !rest.isEmpty { deny(.outsideOfPeer(id), flow) }
  }
}

// MARK: - Roles

extension Exploration {
  /// The addresses that a role stands for in a flow; all of them at once unless it is splittable.
  private func spans(of role: Role, in flow: Flow) -> (spans: [AddressSpan], isSplittable: Bool) {
    switch role {
    case .client: return ([flow.client], true)
    case .server: return ([flow.server], true)
    case .alias(let alias):
      switch alias.owner {
      case .client: return (client.publicSpans, false)
      case .server: return (server.publicSpans, false)
      case .natGateway(let id):
        let address = alias.isPublic ? model[id].publicAddress : model[id].address
        if case .known(let known) = address { return ([AddressSpan(known)], false) }
        if alias.isPublic { return (InternetAddresses.spans(.ipv4), false) }
        let block = model[model[id].subnet].block(.ipv4)
        return (block.map { [$0.span] } ?? [], false)
      }
    }
  }

  /// What is not known of the address of an alias.
  private func doubt(about role: Role) -> Doubt {
    switch role.owner {
    case .natGateway(let id): return .natGatewayAddress(id)
    case .client, .server:
      let party = role.owner == .client ? client : server
      if case .interface(let id) = party.place { return .publicAddress(id) }
      return .publicAddress(nil)
    }
  }

  private func assigning(_ span: AddressSpan, to role: Role, of flow: Flow) -> Flow {
    var flow = flow
    if role == .client { flow.client = span }
    if role == .server { flow.server = span }
    return flow
  }

  /// The packets of a flow whose role is in a span: none or one flow.
  func narrowed(_ flow: Flow, _ role: Role, to span: AddressSpan) -> [Flow] {
    let (own, isSplittable) = spans(of: role, in: flow)
    if isSplittable {
      return own.compactMap { $0.intersection(span) }.map { assigning($0, to: role, of: flow) }
    }
    if own.allSatisfy(span.contains) { return [flow] }
    return own.contains(where: span.overlaps) ? [flow.resting(on: [doubt(about: role)])] : []
  }

  /// The packets of a flow whose role is not in a span.
  func excluding(_ span: AddressSpan, from flow: Flow, _ role: Role) -> [Flow] {
    let (own, isSplittable) = spans(of: role, in: flow)
    if isSplittable {
      return own.flatMap { $0.subtracting(span) }.map { assigning($0, to: role, of: flow) }
    }
    if own.allSatisfy(span.contains) { return [] }
    return own.contains(where: span.overlaps) ? [flow.resting(on: [doubt(about: role)])] : [flow]
  }

  /// The parts of a flow that a filter treats alike.
  func split(
    _ flow: Flow,
    _ role: Role,
    by map: AddressMap<Admission>
  ) -> [(Flow, Admission)] {
    let (own, isSplittable) = spans(of: role, in: flow)
    var parts: [(Flow, Admission)] = []
    if isSplittable {
      for span in own {
        map.forEachPiece(over: span) { piece, admission in
          parts.append((assigning(piece, to: role, of: flow), admission))
        }
      }
      return parts
    }
    var combined: Admission?
    var count = 0
    for span in own {
      map.forEachPiece(over: span) { _, admission in
        count += 1
        guard var all = combined else {
          combined = admission
          return
        }
        all.certain = all.certain.intersection(admission.certain)
        all.possible = all.possible.union(admission.possible)
        for doubt in admission.doubts where !all.doubts.contains(doubt) {
          all.doubts.append(doubt)
        }
        combined = all
      }
    }
    guard var admission = combined else { return [] }
    if count > 1, admission.certain != admission.possible {
      admission.doubts.append(doubt(about: role))
    }
    return [(flow, admission)]
  }

  /// The parts of a flow that a table routes alike.
  func split<Choice: Equatable>(
    _ flow: Flow,
    _ role: Role,
    by map: AddressMap<Choice>
  ) -> [(Flow, Choice)] {
    let (own, isSplittable) = spans(of: role, in: flow)
    var parts: [(Flow, Choice)] = []
    if isSplittable {
      for span in own {
        map.forEachPiece(over: span) { piece, choice in
          parts.append((assigning(piece, to: role, of: flow), choice))
        }
      }
      return parts
    }
    var choices: [Choice] = []
    for span in own {
      map.forEachPiece(over: span) { _, choice in
        if !choices.contains(choice) { choices.append(choice) }
      }
    }
    guard choices.count > 1 else { return choices.map { (flow, $0) } }
    let doubtful = flow.resting(on: [doubt(about: role)])
    return choices.map { (doubtful, $0) }
  }
}
