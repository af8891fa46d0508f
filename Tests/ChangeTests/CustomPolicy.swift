import Linting
import SourceText

/// Policies for one test.
enum CustomPolicy {
  /// A policy with one rule, whose keys stand below `match`.
  static func stored(_ id: String, types: String, _ rule: String) -> LintOptions.StoredPolicy {
    let lines = rule.split(separator: "\n").map { "    \($0)\n" }.joined()
    let text = """
      lintel: policy/v1
      id: \(id)
      title: Things are as they should be
      severity: high
      rationale: It matters.
      remediation: Mend it.
      rules:
        - match: {types: [\(types)]}

      """
    let source = SourceFile(path: "custom/\(id).yaml", bytes: Array((text + lines).utf8))
    return LintOptions.StoredPolicy(source: source, domain: "custom")
  }
}
