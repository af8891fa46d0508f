import Findings

/// What was judged with a gap, as reports write it that have no room for places.
struct EncodedCoverage: Encodable {
  /// Conditions that the run does not decide.
  let openConditions: [String]
  let policiesRun: Int
  let policiesUnmatched: [String]
  /// Types of which nothing but AWS's schema is known.
  let genericTypes: [String]
  /// Types that a transform makes others of, which was not applied to them.
  let unexpandedTypes: [String]

  init(_ report: LintReport) {
    openConditions = Set(report.gaps.conditions.map(\.name)).sorted()
    policiesRun = report.policiesRun
    policiesUnmatched = report.gaps.unmatchedPolicies
    genericTypes = report.unmodelled.genericTypes.keys.sorted()
    unexpandedTypes = report.unmodelled.unexpandedTypes.keys.sorted()
  }
}
