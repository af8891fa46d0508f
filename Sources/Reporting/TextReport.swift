package import Findings

/// The report for a person at a terminal: violations with their source lines, what is undetermined by
/// its cause, what went wrong with the inputs, and one line that sums up.
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

  /// Findings in the order of the report; errors stand last, next to the summary.
  package static func render(_ located: LocatedReport, options: Options = Options()) -> String {
    let report = located.report
    var page = TextPage(style: options.style)
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
    for level in [Diagnostic.Level.warning, .error] {
      page.write(diagnostics: report.diagnostics.filter { $0.level == level }, in: located)
    }
    page.writeSummary(of: report)
    return page.text
  }
}
