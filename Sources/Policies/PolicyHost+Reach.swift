import CEL
import Infrastructure
import NetworkAnalysis
import Values

extension PolicyHost {
  /// The functions that ask the engine where packets get.
  static func reach(_ facts: NetworkFacts, in estate: Estate) -> [Function] {
    [
      ofResource("net.pathsToInternet", .pathsToInternet, in: estate, result: "list(dyn)") {
        id,
        context in
        facts.pathsToInternet(from: id, &context)
      },
      ofResource("net.pathsFromInternet", .pathsFromInternet, in: estate, result: "list(dyn)") {
        id,
        context in
        facts.pathsFromInternet(to: id, &context)
      },
      Function(name: "net.path", arity: 3...3, types: ["(dyn, dyn, string) -> list(dyn)"]) {
        arguments,
        context in
        facts.path(from: arguments[0], to: arguments[1], arguments[2], isOneWay: false, &context)
      },
      Function(name: "net.delivery", arity: 3...3, types: ["(dyn, dyn, string) -> list(dyn)"]) {
        arguments,
        context in
        facts.path(from: arguments[0], to: arguments[1], arguments[2], isOneWay: true, &context)
      },
      Function(name: "net.serviceClass", arity: 2...2, types: ["(dyn, string) -> string"]) {
        arguments,
        context in
        guard let id = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "net.serviceClass")
        }
        return facts.serviceClass(of: id, for: arguments[1], &context)
      },
      Function(name: "net.interconnected", arity: 2...2, types: ["(dyn, dyn) -> bool"]) {
        arguments,
        context in
        guard let one = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "net.interconnected")
        }
        guard let other = estate.target(of: arguments[1], &context) else {
          return context.elsewhere(arguments[1], "net.interconnected")
        }
        return facts.areInterconnected(one, other, &context)
      },
      ofResource("net.reachedThrough", .reachedThrough, in: estate, result: "list(dyn)") {
        id,
        context in
        facts.reachedThrough(id, &context)
      },
      Function(name: "net.unanswered", arity: 3...3, types: ["(dyn, dyn, string) -> list(dyn)"]) {
        arguments,
        context in
        facts.unanswered(from: arguments[0], to: arguments[1], arguments[2], &context)
      },
      Function(
        name: "net.wayAround",
        arity: 4...4,
        types: ["(dyn, dyn, dyn, string) -> list(dyn)"]
      ) { arguments, context in
        guard let waypoint = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "net.wayAround")
        }
        return facts.wayAround(
          waypoint,
          from: arguments[1],
          to: arguments[2],
          arguments[3],
          &context
        )
      },
      Function(name: "net.waysBeyond", arity: 2...2, types: ["(dyn, list(dyn)) -> list(dyn)"]) {
        arguments,
        context in
        guard arguments[1].kind == .list else {
          return context.heap.error(.noSuchOverload, "net.waysBeyond")
        }
        guard let id = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "net.waysBeyond")
        }
        let listed = context.heap.elements(of: arguments[1])
        return facts.waysBeyond(listed, from: id, &context)
      },
      Function(name: "net.deadRules", arity: 0...0, types: ["() -> list(dyn)"]) { _, context in
        facts.deadRules(&context)
      },
    ]
  }
}
