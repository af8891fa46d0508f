import CEL
import Findings
package import Infrastructure
import SourceText
package import Values

/// Judges resources by one policy.
package struct PolicyJudge {
  private let estate: Estate
  private let rules: [String: [BoundRule]]

  package init(_ policy: Policy, for estate: Estate) {
    var rules: [String: [BoundRule]] = [:]
    for rule in policy.rules
    where rule.types.contains(where: { !estate.resources(ofType: $0).isEmpty }) {
      let bound = BoundRule(rule, of: policy, in: estate)
      for type in Set(rule.types) { rules[type, default: []].append(bound) }
    }
    self.estate = estate
    self.rules = rules
  }

  /// What the policy says of a resource: each rule that matches it, in every world.
  ///
  /// Belongs between ``EvaluationContext/beginSubject()`` and `endSubject()` of the resource.
  package func judge(_ id: ResourceID, in context: inout EvaluationContext) -> Judgement {
    var judgement = Judgement()
    context.beginPolicy()
    let resource = estate[id]
    for bound in rules[resource.type] ?? [] {
      let judge = RuleJudge(bound: bound, id: id)
      var search = WorldSearch()
      search.run(for: resource, in: &context) { judge.outcomes(in: &$0) }
      FindingWriter(bound: bound, resource: resource).write(search, into: &judgement, &context)
    }
    return judgement
  }
}
