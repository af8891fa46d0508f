package import Infrastructure
package import Reachability
package import Values

/// Asks the engine about the network of an estate, in terms of its resources.
package struct EstateReach {
  package let network: EstateNetwork
  private var solver: NetworkSolver
  private let endpoints: [VPC.ID: [EstateNetwork.ServiceEndpoint]]

  /// How many worlds a question of a policy may take: as many as the policy is judged in for a resource.
  static let worldsOfPolicies = 64

  /// - Parameter worldLimit: How many worlds one question may take.
  package init(_ network: EstateNetwork, worldLimit: Int = NetworkSolver.mostWorlds) {
    self.network = network
    solver = NetworkSolver(network.model, worldLimit: worldLimit)
    endpoints = Dictionary(grouping: network.endpoints, by: \.vpc)
  }

  package mutating func answer(_ question: Question, in world: World = World()) -> Answer {
    solver.answer(question, in: world)
  }

  // MARK: - Ends

  /// What a resource stands for as an end: the hosts that somebody may put into a subnet or VPC, else
  /// its interfaces and the ways that AWS keeps for it. Nil for what has neither.
  package func ends(of id: ResourceID) -> [Question.End]? {
    if let subnet = network.subnets[id] { return [Question.End(.host(subnet))] }
    if let vpc = network.vpcs[id] {
      return network.model.subnets.indices.map(Subnet.ID.init)
        .filter { network.model[$0].vpc == vpc }.map { Question.End(.host($0)) }
    }
    let ends =
      network.interfaces[id, default: []].map { Question.End(.interface($0)) }
      + network.managed[id, default: []].map { Question.End(.managed($0)) }
    return ends.isEmpty ? nil : ends
  }

  /// Interfaces and imagined hosts with addresses of a block, hosts of the internet, and as a target others
  /// that are not modelled. Nothing for a source of which only such hosts have addresses: nobody knows
  /// where their packets come in.
  package func ends(in block: IPPrefix, isTarget: Bool) -> [Question.End] {
    let model = network.model
    var ends: [Question.End] = []
    for (index, interface) in model.interfaces.enumerated() {
      let own = model[interface.subnet].block(block.family)
      guard let own, own.overlaps(block) else { continue }
      ends.append(Question.End(.interface(Interface.ID(index)), within: block))
    }
    for (index, subnet) in model.subnets.enumerated() {
      guard let own = subnet.block(block.family), own.overlaps(block) else { continue }
      ends.append(Question.End(.host(Subnet.ID(index)), within: block))
    }
    if isTarget || InternetAddresses.spans(block.family).contains(where: block.span.overlaps) {
      ends.append(Question.End(.internet, within: block))
    }
    return ends
  }

  /// The VPC that an end stands in; nil for what is outside of all.
  package func vpc(of end: Question.End) -> VPC.ID? {
    switch end.place {
    case .interface(let id): network.model[network.model[id].subnet].vpc
    case .host(let subnet): network.model[subnet].vpc
    case .internet, .service, .managed: nil
    }
  }

  // MARK: - Services

  /// What the name of a service leads to from an end, and what gets there.
  ///
  /// The name stands for an interface endpoint of the end's VPC that has its private name, else for the
  /// public addresses of the service; where that is open, both are asked.
  package mutating func reach(
    from source: Question.End,
    toService service: String,
    _ services: ServiceSet,
    isOneWay: Bool,
    in world: World = World()
  ) -> ServiceReach {
    var endpoints: [Question.End] = []
    var isCertain = false
    var doubts: [Answer.Need] = []
    for endpoint in named(service, seenFrom: source) {
      var own: [Answer.Need] = []
      switch network.model.worlds.truth(of: endpoint.existence, in: world) {
      case .holds: break
      case .fails: continue
      case .open(let variable): own.append(.variable(variable))
      }
      if case .open(let fact) = endpoint.name { own.append(.doubt(.fact(fact))) }
      if own.isEmpty { isCertain = true }
      doubts += own
      endpoints += endpoint.interfaces.map { Question.End(.interface($0)) }
    }
    var reach = ServiceReach()
    if !endpoints.isEmpty || isCertain {
      let question = Question(from: [source], to: endpoints, services, isOneWay: isOneWay)
      reach.named = answer(question, in: world)
    }
    guard !isCertain else { return reach }
    reach.doubts = doubts
    let number = network.model.services.firstIndex(of: service) ?? network.model.services.count
    let target = Question.End(.service(number))
    let question = Question(from: [source], to: [target], services, isOneWay: isOneWay)
    reach.outside = answer(question, in: world)
    return reach
  }

  /// The endpoints that the name of a service may stand for where one asks.
  private func named(
    _ service: String,
    seenFrom source: Question.End
  ) -> [EstateNetwork.ServiceEndpoint] {
    guard let vpc = vpc(of: source) else { return [] }
    return endpoints[vpc, default: []].filter { endpoint in
      guard (endpoint.service ?? service) == service else { return false }
      if case .none = endpoint.name { return false }
      return true
    }
  }
}
