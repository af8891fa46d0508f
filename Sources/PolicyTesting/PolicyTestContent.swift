import Findings

/// The shape of the JSON result of tests, version 1. Property names are its keys.
struct PolicyTestContent: Encodable {
  struct Summary: Encodable {
    let policies: Int
    let tests: Int
    let passed: Int
    let failed: Int
  }

  struct Policy: Encodable {
    let id: String
    let path: String
    let passed: Bool
    /// The kinds of example that it has: `satisfied`, `undetermined`, `violating`.
    let examples: [String]
    let problems: [Problem]
    let tests: [Test]
    /// Null where there are no tests.
    let coverage: Coverage?
    /// Null where they were not tried.
    let mutants: Mutants?
  }

  struct Coverage: Encodable {
    let atoms: Int
    let covered: Int
    let gaps: [CoverageGap]
  }

  struct CoverageGap: Encodable {
    /// `true`, `false` or `either`.
    let missing: String
    let text: String
    let path: String
    let line: Int
    let column: Int
  }

  struct Mutants: Encodable {
    let tried: Int
    let killed: Int
    let survivors: [Survivor]
  }

  struct Survivor: Encodable {
    let expression: String
    let change: String
    let hint: String
    let path: String
    let line: Int
    let column: Int
  }

  struct Test: Encodable {
    let name: String
    let line: Int
    let passed: Bool
    let problems: [Problem]
    let gaps: [Gap]
  }

  struct Problem: Encodable {
    let kind: String
    let message: String
    let path: String
    let line: Int
    let column: Int?
    let help: String?
  }

  struct Gap: Encodable {
    let policy: String
    let path: String
    let line: Int
    let closed: Bool
  }

  let version = 1
  let passed: Bool
  let summary: Summary
  let policies: [Policy]

  init(_ report: PolicyTestReport) {
    passed = report.passed
    summary = Summary(
      policies: report.policies.count,
      tests: report.tests,
      passed: report.passedTests,
      failed: report.tests - report.passedTests
    )
    policies = report.policies.map(Policy.init)
  }
}

extension PolicyTestContent.Policy {
  init(_ policy: PolicyTestReport.Policy) {
    id = policy.id.rawValue
    path = policy.path
    passed = policy.passed
    examples = policy.examples.sorted().map(\.rawValue)
    problems = policy.problems.map(PolicyTestContent.Problem.init)
    tests = policy.tests.map(PolicyTestContent.Test.init)
    coverage = policy.coverage.map(PolicyTestContent.Coverage.init)
    mutants = policy.mutants.map(PolicyTestContent.Mutants.init)
  }
}

extension PolicyTestContent.Coverage {
  init(_ coverage: AtomCoverage) {
    atoms = coverage.atoms
    covered = coverage.covered
    gaps = coverage.gaps.map { gap in
      PolicyTestContent.CoverageGap(
        missing: gap.missing.rawValue,
        text: gap.text,
        path: gap.place.path,
        line: gap.place.line,
        column: gap.place.column
      )
    }
  }
}

extension PolicyTestContent.Mutants {
  init(_ mutants: [Mutant]) {
    tried = mutants.count
    killed = mutants.count(where: \.isKilled)
    survivors = mutants.filter { !$0.isKilled }.map { mutant in
      PolicyTestContent.Survivor(
        expression: mutant.expression,
        change: mutant.change,
        hint: mutant.hint,
        path: mutant.place.path,
        line: mutant.place.line,
        column: mutant.place.column
      )
    }
  }
}

extension PolicyTestContent.Test {
  init(_ test: PolicyTestReport.Test) {
    name = test.name
    line = test.line
    passed = test.passed
    problems = test.problems.map(PolicyTestContent.Problem.init)
    gaps = test.gaps.map(PolicyTestContent.Gap.init)
  }
}

extension PolicyTestContent.Problem {
  init(_ problem: PolicyTestReport.Problem) {
    kind = problem.kind.word
    message = problem.message
    path = problem.path
    line = problem.line
    column = problem.column
    help = problem.help
  }
}

extension PolicyTestContent.Gap {
  init(_ gap: PolicyTestReport.Gap) {
    policy = gap.policy.rawValue
    path = gap.path
    line = gap.line
    closed = gap.found != nil
  }
}
