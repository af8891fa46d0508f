import CEL
import Findings
package import Infrastructure
import SourceText
package import Values

/// Judges resources by one policy.
package struct PolicyJudge: Sendable {
  private let estate: Estate
  /// By type; a policy has few, so that a search is cheaper than a hash.
  private let rules: [(type: String, rules: [BoundRule])]

  /// - Parameter seeksNarrowing: Also seek the narrower texts that rules declare.
  package init(_ policy: Policy, for estate: Estate, seeksNarrowing: Bool = false) {
    var rules: [String: [BoundRule]] = [:]
    for rule in policy.rules
    where rule.types.contains(where: { !estate.resources(ofType: $0).isEmpty }) {
      let bound = BoundRule(
        rule,
        of: policy,
        in: estate,
        seeksNarrowing: seeksNarrowing
      )
      for type in Set(rule.types) { rules[type, default: []].append(bound) }
    }
    self.estate = estate
    self.rules = rules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What the policy says of a resource: each rule that matches it, in every world.
  ///
  /// Belongs between ``EvaluationContext/beginSubject()`` and `endSubject()` of the resource.
  package func judge(_ id: ResourceID, in context: inout EvaluationContext) -> Judgement {
    var judgement = Judgement()
    context.beginPolicy()
    let resource = estate[id]
    // By index: a copy of what is found would count references.
    guard let place = rules.indices.first(where: { rules[$0].type == resource.type }) else {
      return judgement
    }
    for bound in rules[place].rules {
      let judge = RuleJudge(bound: bound, id: id)
      var search = WorldSearch()
      search.run(for: resource, in: &context) { judge.outcomes(in: &$0) }
      if search.findsNothing {
        if search.isSatisfied { judgement.isSatisfied = true }
      } else {
        FindingWriter(bound: bound, resource: resource).write(search, into: &judgement, &context)
      }
    }
    return judgement
  }
}
