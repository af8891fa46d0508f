import Findings
import SourceText

extension LintReport {
  /// What was read, where nothing was judged.
  init(readingOf sources: [SourceFile], _ reading: EstateReading) {
    self.init(
      sources: sources,
      files: reading.files,
      resources: [:],
      settable: reading.settable,
      stacks: reading.stackNames,
      policies: [],
      policiesRun: 0,
      findings: [],
      diagnostics: reading.diagnostics.sorted(by: Diagnostic.isReportedBefore),
      summary: LintReport.Summary(),
      wanted: reading.wanted
    )
  }
}
