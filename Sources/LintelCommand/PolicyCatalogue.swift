import Findings
import Linting
import PolicyTesting
import Reporting

/// The policies as their pages and lists show them.
enum PolicyCatalogue {
  /// Reads policies without judging anything; defective ones are reported on standard error.
  static func read(ids: [String] = [], folders: [String]) throws -> [LintReport.Policy] {
    let stored = try PolicySelection.stored(
      ids: ids,
      folders: PolicySelection.configuredFolders(besides: folders)
    )
    return report(on: stored).policies
  }

  /// Reads policies with examples from their tests; defective ones are reported on standard error.
  static func describe(ids: [String] = [], folders: [String]) throws
    -> (descriptions: [PolicyDescription], isComplete: Bool)
  {
    let stored = try PolicySelection.stored(
      ids: ids,
      folders: PolicySelection.configuredFolders(besides: folders),
      extent: .everything
    )
    let isComplete = report(on: stored).isComplete
    return (describePolicies(stored), isComplete)
  }

  private static func report(on policies: [LintOptions.StoredPolicy]) -> LintReport {
    var options = LintOptions()
    options.policies = policies
    options.readsEveryPolicy = true
    let report = Linting.lint([], options)
    if !report.diagnostics.isEmpty {
      Terminal.warn(TextReport.render(LocatedReport(report)))
    }
    return report
  }
}
