package import Findings
import SourceText

/// A report whose places can be told in lines and columns.
///
/// Made once and given to every format of a run. Only files that a finding or a diagnostic mentions are
/// looked at.
package struct LocatedReport: Sendable {
  package let report: LintReport
  private let places: SourcePlaces
  private let policies: [PolicyID: LintReport.Policy]

  /// Linear in the bytes of the files that are mentioned.
  package init(_ report: LintReport) {
    self.report = report
    places = SourcePlaces(of: Self.mentions(in: report), in: report.sources)
    policies = Dictionary(report.policies.map { ($0.id, $0) }) { first, _ in first }
  }

  /// What is known of a policy; nil for a finding whose policy is not among those that ran.
  func policy(_ id: PolicyID) -> LintReport.Policy? {
    policies[id]
  }

  func location(of span: SourceSpan) -> Location { places.location(of: span) }

  func place(of span: SourceSpan) -> String { places.place(of: span) }

  func place(of span: SourceSpan, from file: SourceID?) -> String {
    places.place(of: span, from: file)
  }

  func lines(of file: SourceID) -> LineIndex { places.lines(of: file) }

  func path(of file: SourceID) -> String { places.path(of: file) }

  private static func mentions(in report: LintReport) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    for finding in report.findings {
      spans.append(finding.span)
      spans += finding.related.map(\.span)
      spans += finding.witness.map(\.span)
      spans += finding.needs.map(\.span)
      for fix in finding.fixes {
        spans += fix.edits.map(\.span)
        spans += fix.narrowing?.needed.map(\.span) ?? []
      }
    }
    for diagnostic in report.diagnostics {
      if let span = diagnostic.span { spans.append(span) }
      spans += diagnostic.related.map(\.span)
    }
    return spans
  }
}
