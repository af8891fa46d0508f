package import Findings

/// The report for a person at a terminal: what could not be read, violations with their source lines,
/// what is undetermined by its cause, warnings about the inputs, and one line that sums up.
package enum TextReport {
  package struct Options: Sendable {
    package let style: TextStyle
    /// The severities whose undetermined verdicts are told as fully as violations; others are only
    /// listed by cause.
    package let undeterminedInFull: Set<Severity>

    package init(style: TextStyle = TextStyle(), undeterminedInFull: Set<Severity> = []) {
      self.style = style
      self.undeterminedInFull = undeterminedInFull
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
    where finding.verdict == .violation || options.undeterminedInFull.contains(finding.severity) {
      let isFirst = told.insert(finding.policy).inserted
      let policy = isFirst ? located.policy(finding.policy) : nil
      page.write(finding, of: policy, in: located)
    }
    let listed = report.findings.filter { finding in
      finding.verdict == .undetermined && !options.undeterminedInFull.contains(finding.severity)
    }
    page.write(undetermined: listed, in: located)
    let warnings = report.diagnostics.filter { $0.level == .warning }
    page.write(diagnostics: warnings, in: located)
    page.writeSummary(of: report)
    return page.text
  }
}
