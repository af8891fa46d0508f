package import Findings
package import SourceText

/// Diagnostics without a report around them: what is wrong where nothing was analysed.
package enum DiagnosticList {
  /// As text for a person, in the order that is given, with an excerpt for each.
  package static func render(
    _ diagnostics: [Diagnostic],
    in sources: [SourceFile],
    style: TextStyle = TextStyle()
  ) -> String {
    let report = LintReport(
      sources: sources,
      files: [],
      resources: [:],
      policies: [],
      policiesRun: 0,
      findings: [],
      diagnostics: diagnostics,
      summary: LintReport.Summary()
    )
    var page = TextPage(style: style)
    page.write(diagnostics: diagnostics, in: LocatedReport(report))
    var text = page.text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
