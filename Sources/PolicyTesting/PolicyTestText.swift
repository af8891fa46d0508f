import Findings

/// The result of tests for a person: what failed with its place, what is missing, and one line that
/// sums up.
package enum PolicyTestText {
  package struct Options: Sendable {
    /// Whether tests that passed are listed as well.
    package let listsPassedTests: Bool

    package init(listsPassedTests: Bool = false) {
      self.listsPassedTests = listsPassedTests
    }
  }

  /// Policies in the order of the report.
  package static func render(_ report: PolicyTestReport, options: Options = Options()) -> String {
    var text = ""
    for policy in report.policies {
      let lines = lines(for: policy, options)
      guard !lines.isEmpty else { continue }
      text += "\(policy.passed ? "passed" : "failed")  \(policy.path)\n"
      for line in lines { text += line + "\n" }
      text += "\n"
    }
    return visible(text + summary(of: report) + "\n")
  }

  private static func lines(for policy: PolicyTestReport.Policy, _ options: Options) -> [String] {
    var lines = policy.problems.map { problem($0, indent: "  ") }
    for test in policy.tests {
      if !test.passed {
        lines.append("  failed: \(test.name)")
        lines += test.problems.map { problem($0, indent: "    ") }
      } else if options.listsPassedTests {
        lines.append("  passed: \(test.name)")
      }
      lines += test.gaps.map(gap)
    }
    if policy.problems.isEmpty, let note = note(on: policy) { lines.append("  note: \(note)") }
    return lines
  }

  private static func problem(_ problem: PolicyTestReport.Problem, indent: String) -> String {
    "\(indent)\(problem.path):\(problem.line): \(problem.message)"
  }

  private static func gap(_ gap: PolicyTestReport.Gap) -> String {
    let state =
      gap.isClosed
      ? "has a finding by now: write '# expect: \(gap.policy.rawValue)'" : "is a known gap"
    return "  note: \(gap.path):\(gap.line): '\(gap.policy.rawValue)' \(state)"
  }

  private static func note(on policy: PolicyTestReport.Policy) -> String? {
    guard !policy.tests.isEmpty else { return "'\(policy.id.rawValue)' has no tests" }
    guard policy.passed, !policy.missingExamples.isEmpty else { return nil }
    let kinds = policy.missingExamples.map(\.rawValue).joined(separator: " and no ")
    return "'\(policy.id.rawValue)' has no \(kinds) example"
  }

  private static func summary(of report: PolicyTestReport) -> String {
    let policies = count(report.policies.count, "policy", "policies")
    let tests = count(report.tests, "test", "tests")
    let failed = report.tests - report.passedTests
    let broken = report.policies.count { !$0.problems.isEmpty }
    let isWhole = failed == 0 && broken == 0
    var text = "\(policies), \(tests): \(isWhole ? "all passed" : "\(failed) failed")"
    if broken > 0 { text += ", \(count(broken, "policy", "policies")) could not be tested in full" }
    return text
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  /// Control characters of policies and templates written out, so that they cannot steer a terminal.
  private static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
