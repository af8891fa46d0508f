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
/// - Parameters:
///   - policies: Whole documents, their tests included.
///   - triesMutants: Also change each policy whose tests pass in one place after the other, and see
///     whether its tests notice; a run of the tests for each change.
package func testPolicies(
  _ policies: [LintOptions.StoredPolicy],
  triesMutants: Bool = false
) -> PolicyTestReport {
  let reports = parallelMap(policies) { PolicyTester($0, triesMutants: triesMutants).run() }
  return PolicyTestReport(policies: reports)
}

/// Runs the tests of one policy.
private struct PolicyTester {
  private let stored: LintOptions.StoredPolicy
  private let triesMutants: Bool

  init(_ stored: LintOptions.StoredPolicy, triesMutants: Bool) {
    self.stored = stored
    self.triesMutants = triesMutants
  }

  private var path: String { stored.source.path }

  func run() -> PolicyTestReport.Policy {
    let parsed = parseSource(stored.source, id: SourceID(0), vocabulary: Vocabulary([]))
    let id = id(in: parsed.tree)
    let problems = problemsOfThePolicy()
    guard let tree = parsed.tree, problems.isEmpty else {
      return PolicyTestReport.Policy(id: id, path: path, problems: problems)
    }
    let reader = PolicyExampleReader(tree, path: path)
    let runs = reader.examples.map { ExampleRun($0, of: stored) }
    let examples = runs.filter(\.test.passed).reduce(into: Set()) { $0.formUnion($1.examples) }
    let isWhole = reader.problems.isEmpty && runs.allSatisfy(\.test.passed)
    var mutants: [Mutant]?
    if triesMutants, isWhole { mutants = MutantRun(runs, in: tree, id: id, path: path).mutants }
    return PolicyTestReport.Policy(
      id: id,
      path: path,
      problems: reader.problems,
      tests: runs.map(\.test),
      examples: examples,
      coverage: runs.isEmpty ? nil : AtomCoverage(of: runs.map(\.trial), in: tree, path: path),
      mutants: mutants
    )
  }

  /// What is wrong with the policy before anything is judged: said once, not in every test.
  private func problemsOfThePolicy() -> [PolicyTestReport.Problem] {
    var options = LintOptions()
    options.policies = [stored]
    options.readsEveryPolicy = true
    let lines = LineIndex(stored.source.bytes)
    return lint([], options).diagnostics.filter { $0.level == .error }.map { diagnostic in
      let position = lines.position(at: diagnostic.span?.start ?? 0)
      return PolicyTestReport.Problem(
        kind: .diagnostic(code: diagnostic.code),
        message: diagnostic.message,
        path: path,
        line: position.line,
        column: position.column,
        help: diagnostic.help
      )
    }
  }

  /// The id, or the path of a document that has none.
  private func id(in tree: SyntaxTree?) -> PolicyID {
    guard let tree, let node = tree.root.flatMap({ tree.value(of: "id", in: $0) }) else {
      return PolicyID(path)
    }
    return PolicyID(tree.text(of: node))
  }
}
