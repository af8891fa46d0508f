package import Infrastructure
import Reachability
package import Values

// What surrounds a resource: ways past something that should be on them, ways to what nobody listed,
// packets without an answer, and what is reached by way of others.

extension NetworkFacts {
  /// The way of a packet from one place to another that takes no route to a resource and does not leave
  /// a subnet that it is, as a list of at most one.
  ///
  /// - Parameters:
  ///   - one: A resource, or a text: `internet` or a block of addresses.
  ///   - other: The same.
  ///   - waypoint: What every packet should pass.
  ///   - service: `tcp/443`, `udp`, `all`.
  package func wayAround(
    _ waypoint: ResourceID,
    from one: Value,
    to other: Value,
    _ service: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard service.kind == .string, let services = ServiceSet(context.heap.text(service)),
      let source = place(one, &context), let target = place(other, &context)
    else { return context.heap.error(.invalidArgument, "net.wayAround") }
    let sources: [Question.End]
    let targets: [Question.End]
    switch ends(from: source, to: target, &context) {
    case .open(let unknown): return context.heap.list([unknown])
    case .known(let own, let others): (sources, targets) = (own, others)
    }
    var question = Question(from: sources, to: targets, services, isOneWay: true)
    question.avoiding = steps(through: waypoint)
    let world = context.world
    let answer = ask { [question] reach in reach.answer(question, in: world) }
    return context.heap.list(values(of: answer, &context))
  }

  /// The steps that lead packets to a resource: routes that are written in resources that name it, and
  /// the border of a subnet.
  private func steps(through id: ResourceID) -> Set<Hop> {
    let network = network
    let naming = Set(estate.referrers(of: id) + [id])
    var steps: Set<Hop> = []
    for (table, routes) in network.model.routeTables.enumerated() {
      for (index, route) in routes.routes.enumerated() {
        guard let written = route.provenance.resource, naming.contains(written) else { continue }
        steps.insert(.route(RouteTable.ID(table), index: index))
      }
    }
    if let subnet = network.subnets[id] { steps.insert(.subnetBorder(subnet, .outbound)) }
    return steps
  }

  /// The ways on which packets of one place get to another whose answers do not come back, as a list of
  /// at most one.
  package func unanswered(
    from one: Value,
    to other: Value,
    _ service: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let there = path(from: one, to: other, service, isOneWay: true, &context)
    guard there.kind == .list else { return there }
    let back = path(from: one, to: other, service, isOneWay: false, &context)
    let answered = context.heap.elements(of: back)
    if answered.contains(where: { $0.kind == .list }) { return context.heap.list([]) }
    let isDelivered = context.heap.elements(of: there).contains { $0.kind == .list }
    return isDelivered && !answered.isEmpty ? back : there
  }

  /// The ways of packets from a resource to the interfaces of others and to the internet, one for each
  /// that a list does not name; nothing if it reaches only what is listed.
  ///
  /// Asks as many questions as resources have interfaces.
  package func waysBeyond(
    _ listed: [Value],
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let sources = ends(of: .resource(id)) else {
      return context.heap.list([unplaced(.resource(id), &context)])
    }
    let network = network
    var resources: Set<ResourceID> = [id]
    var blocks: [IPPrefix] = []
    var isInternetListed = false
    for value in listed {
      switch place(value, &context) {
      case .resource(let other)?: resources.insert(other)
      case .block(let block)?: blocks.append(block)
      case .internet?: isInternetListed = true
      case nil:
        guard value.kind == .string, ServiceCatalogue.names.contains(context.heap.text(value))
        else { return context.heap.error(.invalidArgument, "net.waysBeyond") }
        let name = context.heap.text(value)
        resources.formUnion(network.endpoints.filter { $0.service == name }.map(\.resource))
      }
    }
    var targets: [[Question.End]] = []
    for (other, interfaces) in network.interfaces.sorted(by: { $0.key < $1.key })
    where !resources.contains(other) {
      let unlisted = interfaces.filter { !network.model.isListed($0, resources, blocks, network) }
      if !unlisted.isEmpty { targets.append(unlisted.map { Question.End(.interface($0)) }) }
    }
    if !isInternetListed { targets.append([Question.End(.internet)]) }
    let world = context.world
    let answers = ask { [targets] reach in
      targets.map { reach.answer(Question(from: sources, to: $0, isOneWay: true), in: world) }
    }
    return context.heap.list(values(of: answers, &context), origin: estate[id].origin)
  }

  /// The resources with interfaces that packets of a resource reach, directly or by way of others that
  /// they reach and that may pass on what they are sent; possible ones are unknowns.
  ///
  /// Asks for each pair of resources at most once.
  package func reachedThrough(_ id: ResourceID, _ context: inout EvaluationContext) -> Value {
    guard ends(of: .resource(id)) != nil else {
      return context.heap.list([unplaced(.resource(id), &context)])
    }
    let all = network.interfaces.filter { !$0.value.isEmpty }.keys.sorted()
    let world = context.world
    var certain: Set<ResourceID> = [id]
    var possible: [ResourceID: [Answer.Need]] = [:]
    // What is certain first, so that nothing is only possible that is reached another way for certain.
    var next = [id]
    var doubtful: [(to: ResourceID, needs: [Answer.Need])] = []
    while let relay = next.popLast() {
      for other in all where !certain.contains(other) {
        let answer = answer(from: relay, to: other, in: world)
        switch answer.verdict {
        case .unreachable: break
        case .undetermined: doubtful.append((other, answer.needs))
        case .reachable:
          certain.insert(other)
          if passesOn(other) { next.append(other) }
        }
      }
    }
    while let (relay, needs) = doubtful.popLast() {
      guard !certain.contains(relay), possible[relay] == nil else { continue }
      possible[relay] = needs
      guard passesOn(relay) else { continue }
      for other in all where !certain.contains(other) && possible[other] == nil {
        let answer = answer(from: relay, to: other, in: world)
        if answer.verdict != .unreachable { doubtful.append((other, needs)) }
      }
    }
    var values = certain.subtracting([id]).sorted().map {
      Value.resource($0.index, origin: estate[$0].origin)
    }
    for (_, needs) in possible.sorted(by: { $0.key < $1.key }) {
      values += unknowns(for: needs, &context).prefix(1)
    }
    return context.heap.list(values, origin: estate[id].origin)
  }

  private func answer(from one: ResourceID, to other: ResourceID, in world: World) -> Answer {
    let sources = ends(of: .resource(one)) ?? []
    let targets = ends(of: .resource(other)) ?? []
    return ask { $0.answer(Question(from: sources, to: targets, isOneWay: true), in: world) }
  }

  /// Endpoints and file systems send nothing on.
  private func passesOn(_ id: ResourceID) -> Bool {
    estate[id].type != "AWS::EC2::VPCEndpoint" && estate[id].type != "AWS::EFS::MountTarget"
  }
}

extension NetworkModel {
  /// Whether an interface is one of listed resources, or has its address in a listed block for certain.
  fileprivate func isListed(
    _ id: Interface.ID,
    _ resources: Set<ResourceID>,
    _ blocks: [IPPrefix],
    _ network: EstateNetwork
  ) -> Bool {
    let homes = network.subnets.filter { $0.value == self[id].subnet }.map(\.key)
    let vpcs = network.vpcs.filter { $0.value == self[self[id].subnet].vpc }.map(\.key)
    if (homes + vpcs).contains(where: resources.contains) { return true }
    let own = self[self[id].subnet].blocks
    return !own.isEmpty && own.allSatisfy { block in blocks.contains { $0.contains(block) } }
  }
}
