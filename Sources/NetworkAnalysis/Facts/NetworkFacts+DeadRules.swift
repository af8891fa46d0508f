import Infrastructure
import Reachability
package import Values

extension NetworkFacts {
  /// The rules of the estate that decide about no packet: maps with `kind`, `step` and `resource`, and
  /// in `others` the resources whose rules leave nothing to them.
  package func deadRules(_ context: inout EvaluationContext) -> Value {
    let dead = network.model.deadRules()
    var elements: [Value] = []
    for rule in dead {
      guard let id = rule.provenance.resource, context.truth(of: estate[id].existence) != false
      else { continue }
      let origin = rule.provenance.origin
      let others = rule.others.compactMap { other in
        other.resource.map { Value.resource($0.index, origin: other.origin) }
      }
      let run = [
        context.heap.string("kind"), context.heap.string(rule.kind.rawValue, origin: origin),
        context.heap.string("step"), context.heap.string(Self.words(rule.kind), origin: origin),
        context.heap.string("resource"), .resource(id.index, origin: origin),
        context.heap.string("others"), context.heap.list(others),
      ]
      elements.append(context.heap.map(alternating: run, origin: origin))
    }
    return context.heap.list(elements)
  }

  private static func words(_ kind: DeadRule.Kind) -> String {
    switch kind {
    case .networkACLEntry: "earlier entries decide about all that this one is about"
    case .securityGroupRule: "another rule of the group lets all of it through"
    case .route: "the route leads nowhere"
    }
  }
}
