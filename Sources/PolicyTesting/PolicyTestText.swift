import Findings

/// The result of tests for a person: what failed with its place, what is missing, and one line that
/// sums up.
package enum PolicyTestText {
  package struct Options: Sendable {
    /// Whether tests that passed are listed as well.
    package let listsPassedTests: Bool
    /// Survivors that need not be shown.
    package let known: [KnownSurvivor]

    package init(listsPassedTests: Bool = false, known: [KnownSurvivor] = []) {
      self.listsPassedTests = listsPassedTests
      self.known = known
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
    text += summary(of: report) + "\n" + coverage(of: report)
    return visible(text + mutants(of: report, options))
  }

  /// What is wrong with policies and their tests, and one line that sums up.
  package static func mistakes(_ report: PolicyTestReport) -> String {
    let defective = report.policies.filter { !$0.problems.isEmpty }
    let lines = defective.flatMap(\.problems).flatMap { problem($0, indent: "") }
    let text = lines.map { $0 + "\n" }.joined() + (lines.isEmpty ? "" : "\n")
    let policies = count(report.policies.count, "policy", "policies")
    let result = defective.isEmpty ? "no mistakes" : "\(defective.count) with mistakes"
    return visible(text + "\(policies): \(result)\n")
  }

  private static func lines(for policy: PolicyTestReport.Policy, _ options: Options) -> [String] {
    var lines = policy.problems.flatMap { problem($0, indent: "  ") }
    for test in policy.tests {
      if !test.passed {
        lines.append("  failed: \(test.name)")
        lines += test.problems.flatMap { problem($0, indent: "    ") }
      } else if options.listsPassedTests {
        lines.append("  passed: \(test.name)")
      }
      lines += test.gaps.map(gap)
    }
    if policy.problems.isEmpty, let note = note(on: policy) { lines.append("  note: \(note)") }
    if policy.passed { lines += coverage(of: policy, options) + survivors(of: policy, options) }
    return lines
  }

  private static func problem(
    _ problem: PolicyTestReport.Problem,
    indent: String
  ) -> [String] {
    let column = problem.column.map { ":\($0)" } ?? ""
    let line = "\(indent)\(problem.path):\(problem.line)\(column): \(problem.message)"
    return [line] + (problem.help.map { ["\(indent)  help: \($0)"] } ?? [])
  }

  private static func coverage(
    of policy: PolicyTestReport.Policy,
    _ options: Options
  ) -> [String] {
    (policy.coverage?.gaps ?? []).flatMap { gap -> [String] in
      let known = options.known.first { $0.isAbout(gap, of: policy.id) }
      guard let known else { return ["  note: \(gap.place): \(gap.fact) in the tests"] }
      return options.listsPassedTests
        ? ["  known: \(gap.place): \(gap.fact) (\(known.proof.rawValue): \(known.reason))"] : []
    }
  }

  private static func survivors(
    of policy: PolicyTestReport.Policy,
    _ options: Options
  ) -> [String] {
    (policy.mutants ?? []).filter { !$0.isKilled }.flatMap { mutant -> [String] in
      let change = "\(mutant.place): no test notices \(mutant.change)"
      if let known = options.known.first(where: { $0.isAbout(mutant) }) {
        return options.listsPassedTests
          ? ["  known: \(change) (\(known.proof.rawValue): \(known.reason))"] : []
      }
      return [
        "  survivor: \(change)", "    help: add \(mutant.hint)",
      ]
    }
  }

  private static func gap(_ gap: PolicyTestReport.Gap) -> String {
    let state =
      switch gap.found {
      case .violation: "has a finding by now: write '# expect: \(gap.policy.rawValue)'"
      case .undetermined: "is undetermined by now: write '# undetermined: \(gap.policy.rawValue)'"
      case nil: "is a known gap"
      }
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

  private static func coverage(of report: PolicyTestReport) -> String {
    let coverages = report.policies.compactMap(\.coverage)
    let atoms = coverages.reduce(0) { $0 + $1.atoms }
    guard atoms > 0 else { return "" }
    let covered = coverages.reduce(0) { $0 + $1.covered }
    return "\(covered) of \(count(atoms, "question", "questions")) seen true and false\n"
  }

  private static func mutants(of report: PolicyTestReport, _ options: Options) -> String {
    guard report.policies.contains(where: { $0.mutants != nil }) else { return "" }
    let mutants = report.policies.flatMap { $0.mutants ?? [] }
    let survivors = mutants.filter { !$0.isKilled }
    let known = survivors.filter { mutant in options.known.contains { $0.isAbout(mutant) } }
    var text = "\(mutants.count - survivors.count) of \(count(mutants.count, "mutant", "mutants"))"
    text += " noticed"
    if !known.isEmpty { text += ", \(known.count) known to survive" }
    if survivors.count > known.count { text += ", \(survivors.count - known.count) survived" }
    return text + "\n"
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
