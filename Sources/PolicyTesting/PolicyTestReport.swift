package import Findings

/// How policies did in their own tests.
package struct PolicyTestReport: Sendable {
  /// Something that makes a test, or a whole policy, fail.
  package struct Problem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// The expectations and the findings differ.
      case mismatch(Mismatch.Kind)
      /// The analysis reports an error, in the policy or in what it judges.
      case diagnostic(code: String)
      /// The test itself is not well formed.
      case test
      /// What fixes make of the example is not what it says.
      case fix
    }

    package let kind: Kind
    package let message: String
    /// The policy's file, as a rule.
    package let path: String
    package let line: Int
    /// Nil where only the line is known.
    package let column: Int?
    /// What to do; nil where the message says it.
    package let help: String?

    init(
      kind: Kind,
      message: String,
      path: String,
      line: Int,
      column: Int? = nil,
      help: String? = nil
    ) {
      self.kind = kind
      self.message = message
      self.path = path
      self.line = line
      self.column = column
      self.help = help
    }
  }

  /// What an example shows of its policy: the verdicts that it leads to.
  package enum Example: String, CaseIterable, Comparable, Sendable {
    case violating, satisfied, undetermined

    package static func < (left: Example, right: Example) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// A known gap, which a comment `# todo: policy-id` states.
  package struct Gap: Hashable, Sendable {
    package let policy: PolicyID
    package let path: String
    package let line: Int
    /// What the line has by now, so that the comment may become an expectation.
    package let found: Finding.Verdict?
  }

  package struct Test: Sendable {
    package let name: String
    /// Where it begins in the policy's file.
    package let line: Int
    package let problems: [Problem]
    package let gaps: [Gap]

    package var passed: Bool { problems.isEmpty }
  }

  package struct Policy: Sendable {
    /// The id, or the path of a document that has none.
    package let id: PolicyID
    package let path: String
    /// What is wrong with the policy itself or with the list of its tests.
    package let problems: [Problem]
    package let tests: [Test]
    /// The kinds of example among the tests that passed.
    package let examples: Set<Example>
    /// What the tests make of the policy's atoms; nil where there are none.
    package let coverage: AtomCoverage?
    /// The policy with one change each; nil where they were not tried.
    package let mutants: [Mutant]?

    init(
      id: PolicyID,
      path: String,
      problems: [Problem],
      tests: [Test] = [],
      examples: Set<Example> = [],
      coverage: AtomCoverage? = nil,
      mutants: [Mutant]? = nil
    ) {
      self.id = id
      self.path = path
      self.problems = problems
      self.tests = tests
      self.examples = examples
      self.coverage = coverage
      self.mutants = mutants
    }

    package var passed: Bool { problems.isEmpty && tests.allSatisfy(\.passed) }

    /// The kinds of example that it lacks, sorted.
    package var missingExamples: [Example] {
      Example.allCases.filter { !examples.contains($0) }
    }
  }

  /// In the order in which they were given.
  package let policies: [Policy]

  /// A policy without tests does not fail; ``Policy/missingExamples`` tells.
  package var passed: Bool { policies.allSatisfy(\.passed) }

  /// Every policy and its tests could be read.
  package var isComplete: Bool { policies.allSatisfy(\.problems.isEmpty) }

  /// The mutants of all policies that no test noticed.
  package var survivors: [Mutant] {
    policies.flatMap { ($0.mutants ?? []).filter { !$0.isKilled } }
  }

  package var tests: Int { policies.reduce(0) { $0 + $1.tests.count } }

  package var passedTests: Int {
    policies.reduce(0) { $0 + $1.tests.count(where: \.passed) }
  }
}

extension PolicyTestReport.Problem.Kind {
  /// The word that reports have for it: `missing`, `unexpected`, …, `invalid-policy`, `test`.
  package var word: String {
    switch self {
    case .mismatch(let kind): kind.rawValue
    case .diagnostic(let code): code
    case .test: "invalid-test"
    case .fix: "fix"
    }
  }
}
