package import Infrastructure
import Reachability
package import Values

extension NetworkFacts {
  private static let https = ServiceSet(protocol: ServiceSet.IPProtocol.tcp, ports: 443...443)

  /// The ways to a service under its name, one from each end of a place.
  func ways(
    from place: Place,
    toService service: String,
    _ services: ServiceSet,
    isOneWay: Bool,
    _ context: inout EvaluationContext
  ) -> Value {
    let inside: [Question.End]
    switch ends(from: place, to: nil, &context) {
    case .open(let unknown): return context.heap.list([unknown])
    case .known(let sources, _): inside = sources.filter { !$0.isOutside }
    }
    let world = context.world
    let found = ask { reach in
      inside.map {
        reach.reach(from: $0, toService: service, services, isOneWay: isOneWay, in: world)
      }
    }
    var ways: [Value] = []
    for reach in found {
      switch reach.answer.verdict {
      case .unreachable: break
      case .undetermined: ways += unknowns(for: reach.answer.needs, &context)
      case .reachable:
        let answer = reach.named?.verdict == .reachable ? reach.named : reach.outside
        if let answer { ways += values(of: answer, &context) }
      }
    }
    return context.heap.list(ways)
  }

  /// How HTTPS of a workload gets to a service: `gateway-endpoint`, `interface-endpoint`, `internet` or
  /// `none`; the public one of those that its interfaces have, else `none` if one gets nowhere.
  package func serviceClass(
    of id: ResourceID,
    for service: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard service.kind == .string, ServiceCatalogue.names.contains(context.heap.text(service))
    else {
      return context.heap.error(.invalidArgument, "net.serviceClass")
    }
    let name = context.heap.text(service)
    guard let sources = ends(of: .resource(id)) else {
      return unplaced(.resource(id), &context).certain
    }
    let world = context.world
    let classes = ask { reach in
      sources.filter { !reach.isAbsent($0, in: world) }.map { source in
        reach.classification(of: source, name, Self.https, in: world)
      }
    }
    let origin = estate[id].origin
    func text(_ word: ServiceReach.Class) -> Value {
      context.heap.string(word.rawValue, origin: origin)
    }
    if classes.contains(where: { $0.class == .internet }) { return text(.internet) }
    if let open = classes.first(where: { $0.class == nil }) {
      return unknowns(for: open.needs, &context)[0].certain
    }
    if classes.isEmpty || classes.contains(where: { $0.class == ServiceReach.Class.none }) {
      return text(.none)
    }
    return text(classes[0].class ?? .none)
  }
}

extension EstateReach {
  /// Whether an end is not there in a world; an end that may be is.
  func isAbsent(_ end: Question.End, in world: World) -> Bool {
    switch end.place {
    case .interface(let id):
      network.model.worlds.truth(of: network.model[id].existence, in: world) == .fails
    case .managed(let id):
      network.model.worlds.truth(of: network.model[id].existence, in: world) == .fails
    case .host, .internet, .service: false
    }
  }

  /// How a service is reached under its name: not at all where names are not resolved.
  fileprivate mutating func classification(
    of source: Question.End,
    _ service: String,
    _ services: ServiceSet,
    in world: World
  ) -> (class: ServiceReach.Class?, needs: [Answer.Need]) {
    let found = reach(from: source, toService: service, services, isOneWay: false, in: world)
    let classification = found.classification
    switch vpc(of: source).flatMap({ network.unresolving[$0] }) {
    case nil: return classification
    case .off?: return (ServiceReach.Class.none, [])
    case .open(let fact)?:
      guard classification.class != ServiceReach.Class.none else { return classification }
      return (nil, [.doubt(.fact(fact))])
    }
  }
}
