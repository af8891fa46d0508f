import Infrastructure

/// Where packets of the hosts of one subnet get, whomever they are for.
///
/// One exploration finds all targets, because what becomes of a packet hangs on its addresses and its
/// service, and not on what is asked. Answers go the same ways, but for those through gateways that
/// remember what they passed on.
struct Sweep {
  /// What gets to the hosts of one subnet, as numbers of sets of services.
  struct Delivery {
    /// From the first free addresses of the source to the first of the target, unchanged and whatever is
    /// open.
    var certain = ServiceNumbers.none
    /// From any address to any, for certain or perhaps.
    var possible = ServiceNumbers.none
    /// Whether a gateway on the way remembers some of it, so that answers are not ways of their own.
    var isRemembered = false
  }

  /// What gets to each of the targets.
  private(set) var deliveries: [Delivery]
  /// Whether packets for public addresses leave to the internet, or may.
  private(set) var leavesToInternet = false
  /// Whether those do that show a public address of their host, as answers from it have to.
  private(set) var answersFromInternet = false
  /// Whether packets may get to what is not modelled.
  private(set) var leavesModel = false
  /// Whether packets pass an egress-only internet gateway.
  private(set) var passesEgressOnly = false

  /// - Parameters:
  ///   - targets: Free addresses, and the place in ``deliveries``, of those subnets that are of interest.
  ///   - network: Its index has addresses of these only.
  init(
    of subnet: Subnet.ID,
    _ services: ServiceSet,
    _ family: IPPrefix.Family,
    to targets: Targets,
    in network: CompiledNetwork,
    _ numbers: inout ServiceNumbers
  ) throws(Undecided) {
    deliveries = Array(repeating: Delivery(), count: targets.count)
    guard let source = try Party(Question.End(.host(subnet)), family, in: network) else { return }
    var exploration = Exploration(
      network,
      family,
      client: source,
      server: Party(anybodyOf: family)
    )
    for span in source.spans {
      var flow = Flow(
        client: span,
        server: family.span,
        source: .client,
        destination: .server,
        services: services
      )
      try exploration.leave(flow, subnet, from: .interface)
      for arrival in exploration.takeArrivals() {
        note(arrival, from: source.spans[0], to: targets, &numbers)
      }
      guard family == .ipv4 else { continue }
      flow.destination = .alias(Role.Alias(owner: .server, isPublic: true))
      try exploration.leave(flow, subnet, from: .interface)
      for arrival in exploration.takeArrivals() { noteOutside(arrival) }
    }
    passesEgressOnly = exploration.trail.contains {
      if case .egressOnlyGateway = $0.hop { true } else { false }
    }
  }

  private mutating func note(
    _ arrival: Exploration.Arrival,
    from first: AddressSpan,
    to targets: Targets,
    _ numbers: inout ServiceNumbers
  ) {
    let flow = arrival.flow
    switch arrival.place {
    case .internet, .service: return
    case .opaque: leavesModel = true
    case .subnet(let subnet):
      guard let place = targets.place(of: subnet) else { return }
      let isRemembered = !flow.translations.isEmpty || !flow.passedEgressOnly.isEmpty
      var delivery = deliveries[place]
      delivery.possible = numbers.union(delivery.possible, flow.services)
      if isRemembered { delivery.isRemembered = true }
      if !isRemembered, flow.isCertain, flow.source == .client, flow.client.contains(first),
        let target = targets.first(at: place), flow.server.contains(target)
      {
        delivery.certain = numbers.union(delivery.certain, flow.services)
      }
      deliveries[place] = delivery
    }
  }

  /// Notes what was bound for a public address, which the packets of all targets have in common.
  private mutating func noteOutside(_ arrival: Exploration.Arrival) {
    switch arrival.place {
    case .subnet, .service: return
    case .opaque: leavesModel = true
    case .internet:
      leavesToInternet = true
      if arrival.flow.translations.isEmpty { answersFromInternet = true }
    }
  }
}

extension Sweep {
  /// The subnets of interest: of each class its first, at the place that the class has, and behind all
  /// of these its second, if it has one.
  struct Targets {
    private var places: [Int?]
    /// The first addresses that hosts can have.
    private var firsts: [AddressSpan?]

    init(
      _ classes: SubnetClasses,
      _ model: NetworkModel,
      _ index: NetworkIndex,
      _ family: IPPrefix.Family
    ) {
      let count = classes.members.count
      places = Array(repeating: nil, count: model.subnets.count)
      firsts = Array(repeating: nil, count: 2 * count)
      for (number, members) in classes.members.enumerated() {
        for (order, subnet) in members.prefix(2).enumerated() {
          let place = order * count + number
          places[subnet.index] = place
          firsts[place] = index.freeAddresses(of: subnet, model[subnet], family).first
        }
      }
    }

    var count: Int { firsts.count }
    func place(of subnet: Subnet.ID) -> Int? { places[subnet.index] }
    func first(at place: Int) -> AddressSpan? { firsts[place] }
  }
}

extension Party {
  /// Whoever has an address, private or public.
  fileprivate init(anybodyOf family: IPPrefix.Family) {
    place = .internet
    spans = [family.span]
    isUniversal = false
    publicSpans = family == .ipv4 ? InternetAddresses.spans(.ipv4) : []
    publicDoubt = nil
    doubts = []
  }
}
