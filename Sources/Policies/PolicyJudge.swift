import CEL
import Findings
package import Infrastructure
import SourceText
package import Values

/// Judges resources by one policy.
package struct PolicyJudge {
  let policy: Policy
  let estate: Estate

  package init(_ policy: Policy, for estate: Estate) {
    self.policy = policy
    self.estate = estate
  }

  /// What the policy says of a resource: each rule that matches it, in every world.
  ///
  /// Belongs between ``EvaluationContext/beginSubject()`` and `endSubject()` of the resource.
  package func judge(_ id: ResourceID, in context: inout EvaluationContext) -> Judgement {
    var judgement = Judgement()
    let resource = estate[id]
    for rule in policy.rules where rule.types.contains(resource.type) {
      let judge = RuleJudge(rule: rule, policy: policy, estate: estate, id: id)
      var search = WorldSearch()
      search.run(for: resource, in: &context) { judge.outcomes(in: &$0) }
      FindingWriter(rule: rule, policy: policy, estate: estate, resource: resource)
        .write(search, into: &judgement)
    }
    return judgement
  }
}
