import Findings
import Linting
import SourceText

/// One claim about a platform, as it is judged.
enum Claims {
  enum Verdict: String, Equatable, Sendable {
    case holds, fails, open, unread
  }

  struct Outcome: Sendable {
    let verdict: Verdict
    /// What would have to be known, and the steps of a refutation.
    let reasons: [String]
    let errors: [String]
  }

  private static let policies = Repository.policies.filter {
    $0.source.path.hasSuffix("/expectation-holds.yaml")
  }

  /// - Parameters:
  ///   - claim: `from: …, to: …, is: …`
  ///   - platform: A description without `expect`.
  static func judge(_ claim: String, of platform: String) -> Outcome {
    let text = "\(platform)\nexpect:\n  - {\(claim)}\n"
    var options = LintOptions()
    options.policies = policies
    let file = SourceFile(path: "platform.yaml", bytes: Array(text.utf8))
    let report = lint([file], options)
    let errors = report.diagnostics.filter { $0.level == .error }.map(\.message)
    let verdicts = Set(report.findings.map(\.verdict))
    let verdict: Verdict =
      !errors.isEmpty
      ? .unread : verdicts.contains(.violation) ? .fails : verdicts.isEmpty ? .holds : .open
    let reasons = report.findings.flatMap { finding in
      finding.needs.map(\.value) + finding.witness.map(\.message) + finding.related.map(\.message)
        + [finding.message]
    }
    return Outcome(verdict: verdict, reasons: reasons, errors: errors)
  }
}
