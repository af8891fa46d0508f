import Findings

/// How often each verdict was reached, as reports write it.
struct EncodedSummary: Encodable {
  let violations: Int
  let undetermined: Int
  let waived: Int
  let satisfied: Int
  let notApplicable: Int

  init(_ summary: LintReport.Summary) {
    violations = summary.violations
    undetermined = summary.undetermined
    waived = summary.waived
    satisfied = summary.satisfied
    notApplicable = summary.notApplicable
  }
}
