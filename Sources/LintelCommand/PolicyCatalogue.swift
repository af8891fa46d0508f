import Findings
import Linting
import Reporting

/// The policies as their pages and lists show them.
enum PolicyCatalogue {
  /// Reads policies without judging anything; defective ones are reported on standard error.
  static func read(ids: [String] = [], folders: [String]) throws -> [LintReport.Policy] {
    var options = LintOptions()
    options.policies = try PolicySelection.stored(
      ids: ids,
      folders: PolicySelection.configuredFolders(besides: folders)
    )
    options.readsEveryPolicy = true
    let report = Linting.lint([], options)
    if !report.diagnostics.isEmpty {
      Terminal.warn(TextReport.render(LocatedReport(report)))
    }
    return report.policies
  }
}
