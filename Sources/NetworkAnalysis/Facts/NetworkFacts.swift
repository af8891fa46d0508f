package import Infrastructure
import Reachability
import Synchronization
package import Values

/// What policies ask about the network of an estate.
///
/// The network is made when somebody asks first, once for a run; threads that ask at the same time
/// have solvers of their own. A class, because all functions of a run ask the same network. Every way is
/// a list of maps with `step` and `resource`, whose origins are the tokens that decide; a way that may or
/// may not be there is an unknown that is only possible.
package final class NetworkFacts: Sendable {
  let estate: Estate
  private let made = Mutex<EstateNetwork?>(nil)
  private let desks = (0..<mostDesks).map { _ in Desk() }

  package init(of estate: Estate) {
    self.estate = estate
  }

  /// Where one thread at a time asks, with what its solver has made so far.
  private final class Desk: Sendable {
    let reach = Mutex<EstateReach?>(nil)
  }

  /// More threads than that take turns.
  private static let mostDesks = 16

  /// The network, which is made now if nobody has asked yet.
  var network: EstateNetwork {
    made.withLock { made in
      let network = made ?? EstateNetwork(of: estate)
      made = network
      return network
    }
  }

  /// Asks the network at the first desk that is free.
  func ask<Result>(_ body: (inout EstateReach) -> sending Result) -> sending Result {
    for desk in desks {
      if let result = desk.reach.withLockIfAvailable({ ask(&$0, body) }) { return result }
    }
    return desks[0].reach.withLock { ask(&$0, body) }
  }

  private func ask<Result>(
    _ reach: inout sending EstateReach?,
    _ body: (inout EstateReach) -> sending Result
  ) -> sending Result {
    var known = reach ?? EstateReach(network, worldLimit: EstateReach.worldsOfPolicies)
    // Not copied while it changes.
    reach = nil
    defer { reach = known }
    return body(&known)
  }

  /// Something that a function is asked about: a resource, a block of addresses or the internet.
  enum Place {
    case resource(ResourceID)
    case block(IPPrefix)
    case internet
  }

  /// The ends that a place stands for; nil for a resource of which nobody knows how its traffic flows.
  func ends(of place: Place, isTarget: Bool = false) -> [Question.End]? {
    switch place {
    case .resource(let id): return ask { $0.ends(of: id) }
    case .block(let block):
      let ends = ask { $0.ends(in: block, isTarget: isTarget) }
      return ends.isEmpty ? nil : ends
    case .internet: return [Question.End(.internet)]
    }
  }

  /// What packets between two places are asked about.
  enum Ends {
    case known(sources: [Question.End], targets: [Question.End])
    /// What nobody knows of them.
    case open(Value)
  }

  /// - Parameter other: Nil for a service of AWS's, which has no ends of its own.
  func ends(
    from one: Place,
    to other: Place?,
    _ context: inout EvaluationContext
  ) -> Ends {
    guard let sources = ends(of: one) else { return .open(unplaced(one, &context)) }
    var targets: [Question.End] = []
    if let other {
      guard let found = ends(of: other, isTarget: true) else {
        return .open(unplaced(other, &context))
      }
      targets = found
    }
    guard Question.concernsNetwork(sources, targets) else {
      return .open(bothOutside(&context))
    }
    return .known(sources: sources, targets: targets)
  }

  /// What nobody knows of a resource without interfaces.
  func unplaced(_ place: Place, _ context: inout EvaluationContext) -> Value {
    guard case .resource(let id) = place else {
      let subject = "where hosts that are not modelled send from"
      return context.heap.unknown(Unknown(.unmodelled, subject), origin: .none).possible
    }
    let unknown = Unknown(.unmodelled, "how traffic of '\(estate[id].name)' flows")
    return context.heap.unknown(unknown, origin: estate[id].origin).possible
  }

  /// What nobody knows of packets that do not touch the network.
  private func bothOutside(_ context: inout EvaluationContext) -> Value {
    let unknown = Unknown(.unmodelled, "how packets travel between hosts outside of the estate")
    return context.heap.unknown(unknown, origin: .none).possible
  }
}

// MARK: - The internet

extension NetworkFacts {
  /// The ways of packets from a workload, or a host of a subnet, to addresses of the internet: one from
  /// each of its interfaces, and those that AWS keeps for it. Answers need not come back.
  package func pathsToInternet(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    ways(between: .resource(id), and: .internet, isOneWay: true, isEach: true, &context)
  }

  /// The ways of packets from the internet to a resource, on any port: one to each of its interfaces.
  package func pathsFromInternet(
    to id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    let list = ways(between: .internet, and: .resource(id), isOneWay: true, isEach: true, &context)
    return list.from(estate[id].origin)
  }

  /// - Parameter isEach: Whether each end of the resources is asked about apart.
  func ways(
    between one: Place,
    and other: Place,
    _ services: ServiceSet = .all,
    isOneWay: Bool,
    isEach: Bool = false,
    _ context: inout EvaluationContext
  ) -> Value {
    let sources: [Question.End]
    let targets: [Question.End]
    switch ends(from: one, to: other, &context) {
    case .open(let unknown): return context.heap.list([unknown])
    case .known(let own, let others): (sources, targets) = (own, others)
    }
    var questions: [Question] = []
    if isEach {
      for source in sources {
        for target in targets {
          questions.append(Question(from: [source], to: [target], services, isOneWay: isOneWay))
        }
      }
    } else {
      questions = [Question(from: sources, to: targets, services, isOneWay: isOneWay)]
    }
    let world = context.world
    let answers = ask { [questions] reach in questions.map { reach.answer($0, in: world) } }
    let ways = values(of: answers, &context)
    if case .resource(let id) = one { return context.heap.list(ways, origin: estate[id].origin) }
    return context.heap.list(ways)
  }
}

// MARK: - Two places

extension NetworkFacts {
  /// The way of a packet from one place to another, as a list of at most one.
  ///
  /// - Parameters:
  ///   - one: A resource, or a text: `internet` or a block of addresses.
  ///   - other: The same, or the name of a service of AWS's.
  ///   - service: `tcp/443`, `udp`, `all`.
  ///   - isOneWay: Whether it is enough that a packet arrives; else an answer has to come back.
  /// - Returns: An error value for texts that stand for nothing.
  package func path(
    from one: Value,
    to other: Value,
    _ service: Value,
    isOneWay: Bool,
    _ context: inout EvaluationContext
  ) -> Value {
    guard service.kind == .string, let services = ServiceSet(context.heap.text(service)),
      let source = place(one, &context)
    else { return context.heap.error(.invalidArgument, "net.path") }
    if other.kind == .string, ServiceCatalogue.names.contains(context.heap.text(other)) {
      let name = context.heap.text(other)
      return ways(from: source, toService: name, services, isOneWay: isOneWay, &context)
    }
    guard let target = place(other, &context) else {
      return context.heap.error(.invalidArgument, "net.path")
    }
    return ways(between: source, and: target, services, isOneWay: isOneWay, &context)
  }

  func place(_ value: Value, _ context: inout EvaluationContext) -> Place? {
    if let id = estate.target(of: value, &context) { return .resource(id) }
    guard value.kind == .string else { return nil }
    let text = context.heap.text(value)
    if text == "internet" { return .internet }
    return IPPrefix(text).map { .block($0) }
  }

  /// Whether packets get from some host of a resource to one of another, or back, without passing the
  /// internet: a boolean, or unknown.
  package func areInterconnected(
    _ one: ResourceID,
    _ other: ResourceID,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let first = ends(of: .resource(one)), let second = ends(of: .resource(other)) else {
      let unplaced = ends(of: .resource(one)) == nil ? one : other
      return self.unplaced(.resource(unplaced), &context).certain
    }
    let world = context.world
    let answers = ask { reach in
      [(first, second), (second, first)].map { ends in
        var question = Question(from: ends.0, to: ends.1, isOneWay: true)
        let homes = ends.1.compactMap { reach.vpc(of: $0) }
        question.avoiding = Set(homes.map { .internetGateway($0, .inbound) })
        return reach.answer(question, in: world)
      }
    }
    let ways = values(of: answers, &context)
    if let way = ways.first(where: { $0.kind == .list }) { return .bool(true, origin: way.origin) }
    return ways.first?.certain ?? .bool(false, origin: estate[one].origin)
  }
}
