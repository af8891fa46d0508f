import Findings
import SourceText

/// What a report says, in a form that two reports of the same estate can be held against each other
/// in: without places, which move when a text is edited.
struct Ledger {
  private struct Statement: Hashable {
    let policy: PolicyID
    let verdict: Finding.Verdict
    let fingerprint: String
    let when: [String]
  }

  private struct Remark: Hashable {
    let level: Diagnostic.Level
    let code: String
    let message: String
    let path: String?
  }

  private let report: LintReport
  private var counts: [String: Int] = [:]
  private var statements: [Statement: Int] = [:]
  private var remarks: [Remark: Int] = [:]

  init(_ report: LintReport) {
    self.report = report
    for finding in report.findings {
      counts[Self.key(finding), default: 0] += 1
      statements[Self.statement(finding), default: 0] += 1
    }
    for diagnostic in report.diagnostics {
      remarks[Self.remark(diagnostic, in: report), default: 0] += 1
    }
  }

  /// Whether a finding of an earlier report is not in this one.
  func lacks(_ finding: Finding, of earlier: Ledger) -> Bool {
    counts[Self.key(finding), default: 0] < earlier.counts[Self.key(finding), default: 0]
  }

  /// What this report says that an earlier one does not; nil if there is nothing.
  func news(since earlier: Ledger) -> String? {
    for finding in report.findings {
      let statement = Self.statement(finding)
      if statements[statement, default: 0] > earlier.statements[statement, default: 0] {
        return "it leads to '\(finding.policy.rawValue)': \(finding.message)"
      }
    }
    for diagnostic in report.diagnostics {
      let remark = Self.remark(diagnostic, in: report)
      if remarks[remark, default: 0] > earlier.remarks[remark, default: 0] {
        return "it leads to '\(diagnostic.code)': \(diagnostic.message)"
      }
    }
    let isReadAlike = zip(report.files, earlier.report.files).allSatisfy {
      $0.path == $1.path && $0.status == $1.status && $0.format == $1.format
    }
    guard isReadAlike, report.files.count == earlier.report.files.count,
      report.resources == earlier.report.resources, report.wanted == earlier.report.wanted
    else { return "it changes which files and resources there are" }
    let known = earlier.report.unmodelled.properties
    guard let new = report.unmodelled.properties.first(where: { !known.contains($0) }) else {
      return nil
    }
    return "it writes a property that does not exist: '\(new)'"
  }

  private static func key(_ finding: Finding) -> String {
    "\(finding.policy.rawValue) \(finding.verdict.rawValue) \(finding.fingerprint)"
  }

  private static func statement(_ finding: Finding) -> Statement {
    Statement(
      policy: finding.policy,
      verdict: finding.verdict,
      fingerprint: finding.fingerprint,
      when: finding.when
    )
  }

  private static func remark(_ diagnostic: Diagnostic, in report: LintReport) -> Remark {
    Remark(
      level: diagnostic.level,
      code: diagnostic.code,
      message: diagnostic.message,
      path: diagnostic.span.map { report.sources[$0.file.index].path }
    )
  }
}
