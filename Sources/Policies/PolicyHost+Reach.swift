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
          return context.heap.error(.noSuchOverload, "net.serviceClass")
        }
        return facts.serviceClass(of: id, for: arguments[1], &context)
      },
      Function(name: "net.interconnected", arity: 2...2, types: ["(dyn, dyn) -> bool"]) {
        arguments,
        context in
        guard let one = estate.target(of: arguments[0], &context),
          let other = estate.target(of: arguments[1], &context)
        else { return context.heap.error(.noSuchOverload, "net.interconnected") }
        return facts.areInterconnected(one, other, &context)
      },
      Function(name: "net.deadRules", arity: 0...0, types: ["() -> list(dyn)"]) { _, context in
        facts.deadRules(&context)
      },
    ]
  }
}
