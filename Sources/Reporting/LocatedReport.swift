package import Findings
package import SourceText

/// A report whose places can be told in lines and columns.
///
/// Made once and given to every format of a run, since finding the lines of a file is the dearest part
/// of a report. Only files that a finding or a diagnostic mentions are looked at.
package struct LocatedReport: Sendable {
  package let report: LintReport
  /// By `SourceID`; nil for files that nothing mentions.
  private let positions: [SourcePositions?]
  private let policies: [PolicyID: LintReport.Policy]

  /// Linear in the bytes of the files that are mentioned.
  ///
  /// - Parameter others: Places that are not in the report, and have to be told, too.
  package init(_ report: LintReport, alsoMentioning others: [SourceSpan] = []) {
    self.report = report
    var positions = [SourcePositions?](repeating: nil, count: report.sources.count)
    for (file, offsets) in Self.mentionedOffsets(in: report, others)
    where positions.indices.contains(file.index) {
      positions[file.index] = SourcePositions(of: offsets, in: report.sources[file.index].bytes)
    }
    self.positions = positions
    policies = Dictionary(report.policies.map { ($0.id, $0) }) { first, _ in first }
  }

  /// What is known of a policy; nil for a finding whose policy is not among those that ran.
  func policy(_ id: PolicyID) -> LintReport.Policy? {
    policies[id]
  }

  /// Where a span stands.
  func location(of span: SourceSpan) -> Location {
    let positions = positions(in: span.file)
    let start = positions[span.start]
    let end = positions[span.end]
    return Location(
      path: path(of: span.file),
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column
    )
  }

  /// `path:line:col` of a span, not made safe for any sink.
  func place(of span: SourceSpan) -> String {
    let start = positions(in: span.file)[span.start]
    return "\(path(of: span.file)):\(start.line):\(start.column)"
  }

  /// `line 7` of a span in a file that the reader is looking at, else `path:line:col`.
  func place(of span: SourceSpan, from file: SourceID?) -> String {
    guard span.file == file else { return place(of: span) }
    return "line \(positions(in: span.file)[span.start].line)"
  }

  func lines(of file: SourceID) -> LineIndex {
    positions(in: file).lines
  }

  private func positions(in file: SourceID) -> SourcePositions {
    let known = positions.indices.contains(file.index) ? positions[file.index] : nil
    return known ?? SourcePositions(of: [], in: [])
  }

  func path(of file: SourceID) -> String {
    report.sources.indices.contains(file.index) ? report.sources[file.index].path : ""
  }

  private static func mentionedOffsets(
    in report: LintReport,
    _ others: [SourceSpan]
  ) -> [SourceID: Set<UInt32>] {
    var offsets: [SourceID: Set<UInt32>] = [:]
    func add(_ span: SourceSpan) {
      offsets[span.file, default: []].insert(span.start)
      offsets[span.file, default: []].insert(span.end)
    }
    for finding in report.findings {
      add(finding.span)
      finding.related.forEach { add($0.span) }
      finding.witness.forEach { add($0.span) }
      finding.needs.forEach { add($0.span) }
      for fix in finding.fixes { fix.edits.forEach { add($0.span) } }
    }
    others.forEach(add)
    for diagnostic in report.diagnostics {
      diagnostic.span.map(add)
      diagnostic.related.forEach { add($0.span) }
    }
    return offsets
  }
}
