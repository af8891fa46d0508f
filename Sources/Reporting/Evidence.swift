import Findings

/// A report's policies and findings, arranged by the controls that they speak to.
struct Evidence {
  /// What the policies of a control say together.
  enum Standing: String {
    case contradicted, undetermined, supported
    case notAssessed = "not assessed"

    init(_ summary: LintReport.Summary) {
      if summary.violations > 0 {
        self = .contradicted
      } else if summary.undetermined > 0 {
        self = .undetermined
      } else {
        self = summary.satisfied > 0 ? .supported : .notAssessed
      }
    }
  }

  let located: LocatedReport
  private let findings: [PolicyID: [Finding]]

  init(_ located: LocatedReport) {
    self.located = located
    findings = Dictionary(grouping: located.report.findings, by: \.policy)
  }

  /// The controls of a framework in natural order, each with its policies in the report's order.
  func controls(of framework: String) -> [(id: String, policies: [LintReport.Policy])] {
    var policies: [String: [LintReport.Policy]] = [:]
    for policy in located.report.policies {
      for id in Set(policy.controls.filter { $0.framework == framework }.map(\.id)) {
        policies[id, default: []].append(policy)
      }
    }
    return
      policies
      .sorted { ControlGroup.naturally($0.key, $1.key) }
      .map { (id: $0.key, policies: $0.value) }
  }

  func findings(of policy: LintReport.Policy) -> [Finding] {
    findings[policy.id] ?? []
  }

  static func sum(_ policies: [LintReport.Policy]) -> LintReport.Summary {
    policies.reduce(into: LintReport.Summary()) { sum, policy in
      sum.violations += policy.summary.violations
      sum.undetermined += policy.summary.undetermined
      sum.waived += policy.summary.waived
      sum.satisfied += policy.summary.satisfied
      sum.notApplicable += policy.summary.notApplicable
    }
  }
}
