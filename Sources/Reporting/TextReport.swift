import Findings

/// The report for a person at a terminal: what could not be read, violations with their source lines,
/// what is undetermined by its cause, warnings about the inputs, and one line that sums up.
package enum TextReport {
  package struct Options: Sendable {
    package let style: TextStyle
    /// Whether undetermined verdicts are told as fully as violations, or only listed by cause.
    package let showsUndeterminedInFull: Bool

    package init(style: TextStyle = TextStyle(), showsUndeterminedInFull: Bool = false) {
      self.style = style
      self.showsUndeterminedInFull = showsUndeterminedInFull
    }
  }

  /// Errors stand first, because what was not read may be what is wrong below; then findings in the order
  /// of the report.
  package static func render(_ located: LocatedReport, options: Options = Options()) -> String {
    let report = located.report
    var page = TextPage(style: options.style)
    let errors = report.diagnostics.filter { $0.level == .error }
    page.write(diagnostics: errors, in: located)
    var told: Set<PolicyID> = []
    for finding in report.findings
    where finding.verdict == .violation || options.showsUndeterminedInFull {
      let isFirst = told.insert(finding.policy).inserted
      let policy = isFirst ? located.policy(finding.policy) : nil
      page.write(finding, of: policy, in: located)
    }
    if !options.showsUndeterminedInFull {
      page.write(undetermined: report.findings.filter { $0.verdict == .undetermined }, in: located)
    }
    let warnings = report.diagnostics.filter { $0.level == .warning }
    page.write(diagnostics: warnings, in: located)
    page.writeSummary(of: report)
    return page.text
  }
}
