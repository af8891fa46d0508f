import Findings
import Linting
import PolicyTesting
import SourceText
import Testing

/// What is said of a policy as a whole, and in which form.
@Suite struct PolicyOutcomeTests {
  static let violating = """
      - name: nameless
        template: |
          Resources:
            Nameless:   # expect: bucket-named
              Type: AWS::S3::Bucket
    """

  @Test func aPolicyThatCannotBeReadIsReportedOnce() throws {
    let policy = try run(policyText(assert: "has(props.BucketName", tests: Self.violating))
    #expect(!policy.passed)
    #expect(policy.problems.map(\.kind) == [.diagnostic(code: "invalid-policy")])
    #expect(policy.problems.map(\.line) == [8])
    #expect(policy.tests.isEmpty)
  }

  @Test func aPolicyThatIsNoYAMLIsReported() throws {
    let policy = try run("lintel: [")
    #expect(!policy.passed)
    #expect(policy.id.rawValue == "bucket-named.yaml")
  }

  @Test func aPolicyWithoutTestsIsReportedButDoesNotFail() throws {
    let text = policyText(tests: "").replacing("tests:", with: "")
    let report = report(text)
    let policy = try #require(report.policies.first)
    #expect(policy.passed)
    #expect(policy.tests.isEmpty)
    #expect(policy.missingExamples == [.violating, .satisfied, .undetermined])
    #expect(PolicyTestText.render(report).contains("'bucket-named' has no tests"))
  }

  @Test func aKnownGapIsReportedAndDoesNotFail() throws {
    let policy = try run(
      policyText(
        tests: """
            - name: gaps
              template: |
                Resources:
                  Named:   # todo: bucket-named
                    Type: AWS::S3::Bucket
                    Properties: {BucketName: data}
                  Nameless:   # todo: bucket-named
                    Type: AWS::S3::Bucket
          """
      )
    )
    #expect(policy.passed)
    let gaps = try #require(policy.tests.first).gaps
    #expect(gaps.map(\.line) == [14, 17])
    #expect(gaps.map(\.found) == [nil, .violation])
  }

  @Test func aKnownGapThatIsUndeterminedIsToldToSaySo() {
    let text = policyText(
      assert: "props.?BucketName.orValue(\"data\") == \"data\"",
      tests: """
          - name: gap
            template: |
              Resources:
                Open:
                  Type: AWS::S3::Bucket
                  Properties:
                    BucketName: !ImportValue name   # todo: bucket-named
        """
    )
    let output = PolicyTestText.render(report(text))
    #expect(output.contains("is undetermined by now: write '# undetermined: bucket-named'"))
    #expect(!output.contains("# expect:"))
  }

  @Test(
    arguments: [
      ("tests: 3\n", "'tests' is not a list"),
      ("tests:\n  - a\n", "a test is not a mapping"),
      ("tests:\n  - {template: 'a: 1'}\n", "a test has no name"),
      ("tests:\n  - {name: a}\n", "a test has neither 'template' nor 'files'"),
      (
        "tests:\n  - {name: a, template: '', files: {a.yaml: ''}}\n",
        "a test has both 'template' and 'files'"
      ),
      (
        "tests:\n  - {name: a, template: {Resources: {}}}\n",
        "'template.yaml' is not a text; write it below '|'"
      ),
      (
        "tests:\n  - {name: a, templates: ''}\n",
        "'templates' is not a key of a test"
      ),
      (
        "tests:\n  - {name: a, template: '', parameters: [a]}\n",
        "'parameters' is not a mapping"
      ),
      (
        "tests: []\nseverity: low\n",
        "'severity' stands behind 'tests', which is the last key"
      ),
    ]
  )
  func aTestThatIsNotWellFormedFails(tests: String, message: String) throws {
    var text = policyText(tests: "").replacing("tests:\n", with: tests)
    if tests.contains("severity") { text = text.replacing("severity: low\nrat", with: "rat") }
    let policy = try run(text)
    #expect(!policy.passed)
    #expect(policy.problems.map(\.message).contains(message))
    #expect(policy.problems.allSatisfy { $0.kind == .test })
  }

  @Test func twoTestsOfOneNameAreAProblem() throws {
    let policy = try run(policyText(tests: Self.violating + "\n" + Self.violating))
    #expect(policy.problems.map(\.message) == ["two tests have the name 'nameless'"])
  }

  @Test func theTextNamesWhatFailedAndSumsUp() {
    let failing = Self.violating.replacing("   # expect: bucket-named", with: "")
    let report = report(policyText(tests: failing))
    #expect(
      PolicyTestText.render(report) == """
        failed  bucket-named.yaml
          failed: nameless
            bucket-named.yaml:14: expected nothing of 'bucket-named', found a violation: \
        'Nameless' has no name

        1 policy, 1 test: 1 failed

        """
    )
  }

  @Test func theTextIsShortIfAllIsWell() {
    let report = report(policyText(tests: Self.violating))
    #expect(
      PolicyTestText.render(report) == """
        passed  bucket-named.yaml
          note: 'bucket-named' has no satisfied and no undetermined example
          note: bucket-named.yaml:8:50: 'has(props.BucketName)' is never true in the tests

        1 policy, 1 test: all passed
        0 of 1 question seen true and false

        """
    )
    let options = PolicyTestText.Options(listsPassedTests: true)
    #expect(PolicyTestText.render(report, options: options).contains("  passed: nameless\n"))
  }

  @Test func controlCharactersDoNotReachATerminal() {
    let text = policyText(tests: Self.violating.replacing("   # expect: bucket-named", with: ""))
      .replacing("has no name", with: #"\e[2Jb\u202E"#)
    #expect(PolicyTestText.render(report(text)).contains(#"\u{1b}[2Jb\u{202e}"#))
  }

  @Test func theJSONSaysTheSame() {
    let failing = Self.violating.replacing("   # expect: bucket-named", with: "")
    let report = report(policyText(tests: failing))
    #expect(
      PolicyTestJSON.render(report) == """
        {
          "passed" : false,
          "policies" : [
            {
              "examples" : [

              ],
              "id" : "bucket-named",
              "passed" : false,
              "path" : "bucket-named.yaml",
              "problems" : [

              ],
              "tests" : [
                {
                  "gaps" : [

                  ],
                  "line" : 11,
                  "name" : "nameless",
                  "passed" : false,
                  "problems" : [
                    {
                      "kind" : "unexpected",
                      "line" : 14,
                      "message" : "expected nothing of 'bucket-named', found a violation: \
        'Nameless' has no name",
                      "path" : "bucket-named.yaml"
                    }
                  ]
                }
              ]
            }
          ],
          "summary" : {
            "failed" : 1,
            "passed" : 0,
            "policies" : 1,
            "tests" : 1
          },
          "version" : 1
        }

        """
    )
  }
}
