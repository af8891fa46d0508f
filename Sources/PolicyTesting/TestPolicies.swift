import Findings
package import Linting
package import SourceText
import Syntax

/// Runs the tests that policies bring with them: each example through the real ``lint(_:_:)``, with
/// its policy alone.
///
/// Pure, as `lint` is. Strict both ways: what is found without a comment fails a test as much as a
/// comment without a finding; so does any diagnostic of level `error`.
///
/// - Parameters:
///   - policies: Whole documents, their tests included.
///   - known: Policies whose ids are taken: those inside the executable.
///   - fixtures: The files below `tests/ID/` beside each policy, by the policy's path.
///   - triesMutants: Also change each policy whose tests pass in one place after the other, and see
///     whether its tests notice; a run of the tests for each change.
package func testPolicies(
  _ policies: [LintOptions.StoredPolicy],
  besides known: [LintOptions.StoredPolicy] = [],
  fixtures: [String: [SourceFile]] = [:],
  triesMutants: Bool = false
) -> PolicyTestReport {
  let clashes = PolicyClashes(among: policies, besides: known)
  return PolicyTestReport(
    policies: parallelMap(policies) { stored in
      PolicyTester(
        stored,
        clashes: clashes,
        fixtures: fixtures[stored.source.path] ?? [],
        triesMutants: triesMutants
      ).run()
    }
  )
}

/// Reads policies and their tests without running anything.
///
/// - Parameters:
///   - policies: Whole documents, their tests included.
///   - known: Policies whose ids are taken: those inside the executable.
package func checkPolicies(
  _ policies: [LintOptions.StoredPolicy],
  besides known: [LintOptions.StoredPolicy] = []
) -> PolicyTestReport {
  let clashes = PolicyClashes(among: policies, besides: known)
  return PolicyTestReport(
    policies: parallelMap(policies) { stored in
      PolicyTester(stored, clashes: clashes, fixtures: [], triesMutants: false).check()
    }
  )
}

/// Runs the tests of one policy.
private struct PolicyTester {
  private let stored: LintOptions.StoredPolicy
  private let clashes: PolicyClashes
  private let fixtures: [SourceFile]
  private let triesMutants: Bool

  init(
    _ stored: LintOptions.StoredPolicy,
    clashes: PolicyClashes,
    fixtures: [SourceFile],
    triesMutants: Bool
  ) {
    self.stored = stored
    self.clashes = clashes
    self.fixtures = fixtures
    self.triesMutants = triesMutants
  }

  private var path: String { stored.source.path }

  func check() -> PolicyTestReport.Policy {
    let parsed = parseSource(stored.source, id: SourceID(0), vocabulary: Vocabulary([]))
    var problems = problemsOfThePolicy(parsed.tree)
    if problems.isEmpty, let tree = parsed.tree {
      problems = PolicyExampleReader(tree, path: path).problems
    }
    return PolicyTestReport.Policy(id: id(in: parsed.tree), path: path, problems: problems)
  }

  func run() -> PolicyTestReport.Policy {
    let parsed = parseSource(stored.source, id: SourceID(0), vocabulary: Vocabulary([]))
    let id = id(in: parsed.tree)
    let problems = problemsOfThePolicy(parsed.tree)
    guard let tree = parsed.tree, problems.isEmpty else {
      return PolicyTestReport.Policy(id: id, path: path, problems: problems)
    }
    let reader = PolicyExampleReader(tree, path: path)
    let beside = FixtureReader(fixtures, in: stored.fixtureFolder)
    let runs = (reader.examples + beside.examples).map { ExampleRun($0, of: stored) }
    let problemsOfTests = reader.problems + beside.problems
    let examples = runs.filter(\.test.passed).reduce(into: Set()) { $0.formUnion($1.examples) }
    // What a test that fails shows is not what the policy means.
    let isWhole = !runs.isEmpty && problemsOfTests.isEmpty && runs.allSatisfy(\.test.passed)
    let trials = runs.map(\.trial)
    return PolicyTestReport.Policy(
      id: id,
      path: path,
      problems: problemsOfTests,
      tests: runs.map(\.test),
      examples: examples,
      coverage: isWhole ? AtomCoverage(of: trials, in: tree, path: path) : nil,
      mutants: isWhole && triesMutants
        ? MutantRun(runs, in: tree, id: id, path: path).mutants : nil
    )
  }

  /// What is wrong with the policy before anything is judged: said once, not in every test.
  private func problemsOfThePolicy(_ tree: SyntaxTree?) -> [PolicyTestReport.Problem] {
    var options = LintOptions()
    options.policies = [stored]
    options.readsEveryPolicy = true
    let lines = LineIndex(stored.source.bytes)
    let errors = lint([], options).diagnostics.filter { $0.level == .error }
    if errors.isEmpty, let clash = clashes.problem(of: tree, path: path) { return [clash] }
    return errors.map { diagnostic in
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

extension LintOptions.StoredPolicy {
  /// The folder beside the policy that holds bigger tests of it.
  package var fixtureFolder: String {
    let path = source.path
    let slash = path.lastIndex(of: "/")
    return (slash.map { path[...$0] } ?? "") + "tests/\(baseName)"
  }
}
