import Findings
import Infrastructure
import Policies
import SourceText
import Syntax
import Values

/// From an estate to verdicts.
struct EstateJudging {
  private(set) var policies: [LintReport.Policy] = []
  private(set) var findings: [Finding] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var summary = LintReport.Summary()

  /// - Parameter firstSource: The id of the first policy's source.
  init(of estate: Estate, _ options: LintOptions, firstSource: Int) {
    let occurring = Set(estate.types)
    let host = PolicyHost(for: estate)
    var context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    for (index, stored) in options.policies.enumerated() {
      let isConcerned = stored.types.map { !occurring.isDisjoint(with: $0) } ?? true
      guard isConcerned || options.readsEveryPolicy else { continue }
      let id = SourceID(firstSource + index)
      guard let policy = read(stored, id, host) else { continue }
      judge(policy, estate, occurring, &context)
    }
    findings.sort(by: Self.isReportedBefore)
    policies.sort { $0.id < $1.id }
  }

  private mutating func read(
    _ stored: LintOptions.StoredPolicy,
    _ id: SourceID,
    _ host: PolicyHost
  ) -> Policy? {
    let parsed = parseSource(stored.source, id: id, vocabulary: host.vocabulary)
    diagnostics += parsed.diagnostics
    guard let tree = parsed.tree else { return nil }
    let result = PolicyReader.read(tree, domain: stored.domain, host: host)
    diagnostics += result.diagnostics
    return result.policy
  }

  private mutating func judge(
    _ policy: Policy,
    _ estate: Estate,
    _ occurring: Set<String>,
    _ context: inout EvaluationContext
  ) {
    var counts = LintReport.Summary()
    let judge = PolicyJudge(policy, for: estate)
    let concerned = policy.types.intersection(occurring).flatMap(estate.resources(ofType:)).sorted()
    for id in concerned {
      let judgement = judge.judge(id, in: &context)
      diagnostics += judgement.defects
      for finding in judgement.findings {
        switch finding.verdict {
        case .violation: counts.violations += 1
        case .undetermined: counts.undetermined += 1
        }
      }
      findings += judgement.findings
      guard judgement.findings.isEmpty, judgement.defects.isEmpty else { continue }
      if judgement.isSatisfied { counts.satisfied += 1 } else { counts.notApplicable += 1 }
    }
    add(policy, counts)
  }

  private mutating func add(_ policy: Policy, _ counts: LintReport.Summary) {
    summary.violations += counts.violations
    summary.undetermined += counts.undetermined
    summary.satisfied += counts.satisfied
    summary.notApplicable += counts.notApplicable
    policies.append(
      LintReport.Policy(
        id: policy.id,
        title: policy.title,
        domain: policy.domain,
        severity: policy.severity,
        rationale: policy.rationale,
        remediation: policy.remediation,
        tags: policy.tags,
        references: policy.references,
        controls: policy.controls,
        summary: counts
      )
    )
  }

  /// By place, then policy, then text.
  private static func isReportedBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.span != right.span { return left.span < right.span }
    if left.policy != right.policy { return left.policy < right.policy }
    return left.message < right.message
  }
}
