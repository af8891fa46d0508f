import Findings
import Linting
import SourceText

/// One policy on some files.
struct Judged {
  let report: LintReport

  init(_ policy: String, on template: String, parameters: [String: String] = [:]) {
    self.init([policy], on: [("template.yaml", template)], parameters: parameters)
  }

  init(
    _ policies: [String],
    on files: [(path: String, text: String)],
    parameters: [String: String] = [:]
  ) {
    var options = LintOptions()
    options.parameters = parameters
    options.readsEveryPolicy = true
    options.policies = policies.enumerated().map { index, text in
      let path = index == 0 ? "custom/policy.yaml" : "custom/policy-\(index + 1).yaml"
      let source = SourceFile(path: path, bytes: Array(text.utf8))
      return LintOptions.StoredPolicy(source: source, domain: "custom")
    }
    let sources = files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) }
    report = lint(sources, options)
  }

  var findings: [Finding] { report.findings }
  var violations: [Finding] { findings.filter { $0.verdict == .violation } }
  var undetermined: [Finding] { findings.filter { $0.verdict == .undetermined } }

  /// The text of a span, in whichever source it is.
  func text(_ span: SourceSpan) -> String {
    let bytes = report.sources[span.file.index].bytes
    return String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// `line:column` of a span's beginning.
  func position(_ span: SourceSpan) -> String {
    let position = LineIndex(report.sources[span.file.index].bytes).position(at: span.start)
    return "\(position.line):\(position.column)"
  }

  /// Each finding as `verdict at 'text': message`.
  var outline: [String] {
    findings.map { "\($0.verdict) at '\(text($0.span))': \($0.message)" }
  }

  /// Each diagnostic as `code at 'text': message; help`.
  var diagnostics: [String] {
    report.diagnostics.map { diagnostic in
      let place = diagnostic.span.map { " at '\(text($0))'" } ?? ""
      return "\(diagnostic.code)\(place): \(diagnostic.message)"
        + (diagnostic.help.map { "; \($0)" } ?? "")
    }
  }
}

/// A policy with one rule; `rule` stands below `match`, indented by four.
func policy(
  id: String = "custom-policy",
  types: String = "AWS::S3::Bucket",
  _ rule: String
) -> String {
  """
  lintel: policy/v1
  id: \(id)
  title: Buckets are as they should be
  severity: high
  rationale: It matters.
  remediation: Mend it.
  rules:
    - match: {types: [\(types)]}
  \(rule.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n"))
  """
}
