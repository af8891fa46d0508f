import Linting
import PolicyTesting
import SourceText
import Testing

/// What is said of tests that are too weak.
@Suite struct MutantTests {
  static let assertion = "has(props.BucketName) && props.BucketName.startsWith(\"a\")"

  static let violating = """
      - name: nameless
        template: |
          Resources:
            Nameless:   # expect: bucket-named
              Type: AWS::S3::Bucket

    """
  static let satisfied = """
      - name: named
        template: |
          Resources:
            Named:
              Type: AWS::S3::Bucket
              Properties: {BucketName: able}

    """
  static let other = """
      - name: named otherwise
        template: |
          Resources:
            Named:
              Type: AWS::S3::Bucket
              Properties: {BucketName: bold}   # expect: bucket-named

    """

  static func policy(
    tests: String,
    assert: String = assertion
  ) throws -> PolicyTestReport.Policy {
    let text = policyText(assert: assert, tests: tests)
    let source = SourceFile(path: "bucket-named.yaml", bytes: Array(text.utf8))
    let stored = LintOptions.StoredPolicy(source: source, domain: "storage")
    return try #require(testPolicies([stored], triesMutants: true).policies.first)
  }

  @Test func aQuestionThatIsNeverFalseIsNamedWithItsPlace() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied)
    let coverage = try #require(policy.coverage)
    #expect(coverage.atoms == 2)
    #expect(coverage.covered == 1)
    #expect(coverage.gaps.map(\.text) == ["props.BucketName.startsWith(\"a\")"])
    #expect(coverage.gaps.map(\.missing) == [.false])
    #expect(coverage.gaps.map(\.place.description) == ["bucket-named.yaml:8:75"])
  }

  @Test func everyQuestionIsSeenTrueAndFalse() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied + Self.other)
    #expect(policy.coverage?.gaps.isEmpty == true)
  }

  @Test func aChangeThatNoTestNoticesSurvives() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied)
    let survivors = try #require(policy.mutants).filter { !$0.isKilled }
    #expect(survivors.map(\.change) == ["without 'props.BucketName.startsWith(\"a\")'"])
    #expect(survivors.map(\.expression) == ["rules[0].assert"])
    #expect(survivors.map(\.place.description) == ["bucket-named.yaml:8:75"])
    #expect(survivors.first?.hint.contains("is false, and all the rest is true") == true)
  }

  @Test func testsThatAreStrongNoticeAll() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied + Self.other)
    let mutants = try #require(policy.mutants)
    #expect(mutants.count == 2)
    #expect(mutants.filter { !$0.isKilled }.map(\.change) == [])
  }

  /// `props.BucketName` without its guard is an error of the policy, so that no test is needed.
  @Test func aChangeThatCannotBeReadIsNone() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied + Self.other)
    let changes = try #require(policy.mutants).map(\.change)
    #expect(!changes.contains("without 'has(props.BucketName)'"))
    #expect(changes.contains("'!(has(props.BucketName))' for 'has(props.BucketName)'") == false)
  }

  @Test func nothingIsTriedWhileATestFails() throws {
    let policy = try Self.policy(tests: Self.violating + Self.satisfied, assert: "false")
    #expect(policy.mutants == nil)
  }

  @Test func aSurvivorIsNamedByALineOfTheList() throws {
    let line = "# why not\nbucket-named | rules[0].assert | without 'x' | equivalent | it is y\n"
    let list = try KnownSurvivor.list(SourceFile(path: "list", bytes: Array(line.utf8)))
    #expect(list.map(\.change) == ["without 'x'"])
    #expect(list.map(\.proof) == [.equivalent])
    #expect(list.map(\.line) == [2])
    #expect(throws: KnownSurvivor.ListError.self) {
      try KnownSurvivor.list(SourceFile(path: "list", bytes: Array("a | b | c | maybe | d".utf8)))
    }
  }

  @Test func theResultSaysBoth() throws {
    let text = policyText(assert: Self.assertion, tests: Self.violating + Self.satisfied)
    let source = SourceFile(path: "bucket-named.yaml", bytes: Array(text.utf8))
    let stored = LintOptions.StoredPolicy(source: source, domain: "storage")
    let report = testPolicies([stored], triesMutants: true)
    let output = PolicyTestText.render(report)
    #expect(output.contains("1 of 2 questions seen true and false\n"))
    #expect(output.contains("mutants noticed, 1 survived\n"))
    #expect(output.contains("bucket-named.yaml:8:75: no test notices without 'props.BucketName"))
    let json = PolicyTestJSON.render(report)
    #expect(json.contains("\"survivors\" : ["))
    #expect(json.contains("\"missing\" : \"false\""))
  }

  /// Calls around what is asked would make it higher than an expression may be.
  @Test func anExpressionAtItsLimitIsNotWrapped() throws {
    let depth = 110
    let assertion =
      String(repeating: "[1].all(x, ", count: depth) + "has(props.BucketName)"
      + String(repeating: ")", count: depth)
    let policy = try Self.policy(tests: Self.violating + Self.satisfied, assert: assertion)
    #expect(policy.passed, "\(policy.problems) \(policy.tests.flatMap(\.problems))")
    #expect(policy.coverage?.atoms == 0)
  }

  /// What only a message reads decides nothing.
  @Test func aBindingThatOnlyMessagesReadIsLeftAlone() throws {
    let text = policyText(tests: Self.violating + Self.satisfied + Self.other).replacing(
      "assert: 'has(props.BucketName)', message: \"'{resource.id}' has no name\"",
      with: "let: {a: 1 > 2, b: 'has(props.BucketName)', c: b}, assert: c, message: '{a}'"
    )
    let source = SourceFile(path: "bucket-named.yaml", bytes: Array(text.utf8))
    let stored = LintOptions.StoredPolicy(source: source, domain: "storage")
    let policy = try #require(testPolicies([stored]).policies.first)
    #expect(policy.coverage == nil || policy.coverage?.atoms == 2)
  }
}
