import Findings
package import Linting
import SourceText
import Syntax

/// Runs the tests that policies bring with them: each example through the real ``lint(_:_:)``, with
/// its policy alone.
///
/// Pure, as `lint` is. Strict both ways: what is found without a comment fails a test as much as a
/// comment without a finding; so does any diagnostic of level `error`.
///
/// - Parameter policies: Whole documents, their tests included.
package func testPolicies(_ policies: [LintOptions.StoredPolicy]) -> PolicyTestReport {
  PolicyTestReport(policies: policies.map { PolicyTester($0).run() })
}

/// Runs the tests of one policy.
private struct PolicyTester {
  private let stored: LintOptions.StoredPolicy

  init(_ stored: LintOptions.StoredPolicy) {
    self.stored = stored
  }

  private var path: String { stored.source.path }

  func run() -> PolicyTestReport.Policy {
    let parsed = parseSource(stored.source, id: SourceID(0), vocabulary: Vocabulary([]))
    let problems = problemsOfThePolicy()
    guard let tree = parsed.tree, problems.isEmpty else {
      return report(parsed.tree, problems: problems, tests: [], examples: [])
    }
    let reader = PolicyExampleReader(tree, path: path)
    var tests: [PolicyTestReport.Test] = []
    var examples: Set<PolicyTestReport.Example> = []
    for example in reader.examples {
      let run = ExampleRun(example, of: stored)
      tests.append(run.test)
      if run.test.passed { examples.formUnion(run.examples) }
    }
    return report(tree, problems: reader.problems, tests: tests, examples: examples)
  }

  /// What is wrong with the policy before anything is judged: said once, not in every test.
  private func problemsOfThePolicy() -> [PolicyTestReport.Problem] {
    var options = LintOptions()
    options.policies = [stored]
    options.readsEveryPolicy = true
    let lines = LineIndex(stored.source.bytes)
    return lint([], options).diagnostics.filter { $0.level == .error }.map { diagnostic in
      PolicyTestReport.Problem(
        kind: .diagnostic(code: diagnostic.code),
        message: diagnostic.message,
        path: path,
        line: diagnostic.span.map { lines.position(at: $0.start).line } ?? 1
      )
    }
  }

  private func report(
    _ tree: SyntaxTree?,
    problems: [PolicyTestReport.Problem],
    tests: [PolicyTestReport.Test],
    examples: Set<PolicyTestReport.Example>
  ) -> PolicyTestReport.Policy {
    let id = tree?.root.flatMap { tree?.value(of: "id", in: $0) }.flatMap { tree?.text(of: $0) }
    return PolicyTestReport.Policy(
      id: PolicyID(id ?? path),
      path: path,
      problems: problems,
      tests: tests,
      examples: examples
    )
  }
}
