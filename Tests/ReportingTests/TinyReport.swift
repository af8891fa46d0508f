import Findings
import Reporting
import SourceText

/// A report of one finding, or one for each span, in one small file.
enum TinyReport {
  static let policy = PolicyID("some-policy")

  static func report(
    _ content: [UInt8],
    marking ranges: [Range<Int>],
    path: String = "a.yaml",
    message: String = "something is wrong",
    help: String? = nil,
    related: [Note] = [],
    policies: [LintReport.Policy] = [],
    diagnostics: [Diagnostic] = []
  ) -> LocatedReport {
    let findings = ranges.map { range in
      Finding(
        policy: policy,
        verdict: .violation,
        severity: .high,
        message: message,
        subject: nil,
        span: span(range),
        related: related,
        help: help,
        fingerprint: "0123456789abcdef"
      )
    }
    var summary = LintReport.Summary()
    summary.violations = findings.count
    return LocatedReport(
      LintReport(
        sources: [SourceFile(path: path, bytes: content)],
        files: [.init(path: path, status: .read, format: "cloudformation", reason: nil)],
        resources: ["AWS::S3::Bucket": 1],
        policies: policies,
        policiesRun: policies.count,
        findings: findings,
        diagnostics: diagnostics,
        summary: summary
      )
    )
  }

  /// Marks the first `text` in the content.
  static func report(_ content: String, marking text: String) -> LocatedReport {
    let bytes = Array(content.utf8)
    let needle = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: needle) } ?? 0
    return report(bytes, marking: [start..<start + needle.count])
  }

  static func empty(files: [LintReport.File] = []) -> LocatedReport {
    LocatedReport(
      LintReport(
        sources: [],
        files: files,
        resources: [:],
        policies: [],
        policiesRun: 0,
        findings: [],
        diagnostics: [],
        summary: LintReport.Summary()
      )
    )
  }

  static func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(
      file: SourceID(0),
      start: UInt32(range.lowerBound),
      end: UInt32(range.upperBound)
    )
  }
}
