import Findings
import Linting
import PolicyTesting
import SourceText
import Testing

/// Tests that pass, and tests that fail in each way.
@Suite struct PolicyTestingTests {
  @Test func aTestPassesIfEveryFindingIsExpectedAndEveryExpectationFound() throws {
    let problems = try problems(
      in: """
          - name: one of two
            template: |
              Resources:
                Nameless:   # expect: bucket-named
                  Type: AWS::S3::Bucket
                Named:
                  Type: AWS::S3::Bucket
                  Properties: {BucketName: data}
        """
    )
    #expect(problems == [])
  }

  @Test func aFindingThatNobodyExpectsFails() throws {
    let problems = try problems(
      in: """
          - name: nameless
            template: |
              Resources:
                Nameless:
                  Type: AWS::S3::Bucket
        """
    )
    #expect(problems.map(\.kind) == [.mismatch(.unexpected)])
    #expect(
      problems.map(\.message) == [
        "expected nothing of 'bucket-named', found a violation: 'Nameless' has no name"
      ]
    )
    #expect(problems.map(\.path) == ["bucket-named.yaml"])
    #expect(problems.map(\.line) == [14])
  }

  @Test func anExpectationWithoutAFindingFails() throws {
    let problems = try problems(
      in: """
          - name: named
            template: |
              Resources:
                Named:   # expect: bucket-named
                  Type: AWS::S3::Bucket
                  Properties: {BucketName: data}
        """
    )
    #expect(problems.map(\.kind) == [.mismatch(.missing)])
    #expect(
      problems.map(\.message) == ["expected a violation of 'bucket-named', found none"]
    )
    #expect(problems.map(\.line) == [14])
  }

  @Test func aFindingOnAnotherLineIsOneMismatchWithBothLines() throws {
    let problems = try problems(
      in: """
          - name: nameless
            template: |
              Resources:
                Nameless:
                  Type: AWS::S3::Bucket   # expect: bucket-named
        """
    )
    #expect(problems.map(\.kind) == [.mismatch(.displaced)])
    #expect(
      problems.map(\.message) == [
        "expected a violation of 'bucket-named', found it on line 14: 'Nameless' has no name"
      ]
    )
    #expect(problems.map(\.line) == [15])
  }

  @Test func theOtherVerdictIsOneMismatch() throws {
    let problems = try problems(
      in: """
          - name: a name that nobody knows
            template: |
              Parameters: {Name: {Type: String}}
              Resources:
                Data:
                  Type: AWS::S3::Bucket
                  Properties:
                    BucketName: !Ref Name   # expect: bucket-named
        """,
      assert: #"props.?BucketName.orValue("") == "data""#
    )
    #expect(problems.map(\.kind) == [.mismatch(.wrongVerdict)])
    #expect(problems.first?.message.contains("waits for parameter 'Name'") == true)
  }

  @Test func anUndeterminedVerdictThatIsExpectedPasses() throws {
    let policy = try run(
      policyText(
        assert: #"props.?BucketName.orValue("") == "data""#,
        tests: """
            - name: a name that nobody knows
              template: |
                Parameters: {Name: {Type: String}}
                Resources:
                  Data:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: !Ref Name   # undetermined: bucket-named
            - name: a name that is given
              parameters: {Name: data}
              template: |
                Parameters: {Name: {Type: String}}
                Resources:
                  Data:
                    Type: AWS::S3::Bucket
                    Properties: {BucketName: !Ref Name}
          """
      )
    )
    #expect(policy.passed)
    #expect(policy.examples == [.satisfied, .undetermined])
    #expect(policy.missingExamples == [.violating])
  }

  @Test func anErrorWhileJudgingFailsWithThePlaceInThePolicy() throws {
    let problems = try problems(
      in: """
          - name: nameless
            template: |
              Resources:
                Nameless:
                  Type: AWS::S3::Bucket
        """,
      assert: #"dyn(props).BucketName == "data""#
    )
    #expect(problems.map(\.kind) == [.diagnostic(code: "policy-error")])
    #expect(problems.map(\.line) == [2])
  }

  @Test func anErrorThatTheTemplateCausesIsItsOwn() throws {
    let policy = try run(
      policyText(
        assert: #"dyn(props).?Odd.orValue("data").startsWith("data")"#,
        tests: """
            - name: a property that is not declared holds a list
              template: |
                Resources:
                  Data:
                    Type: AWS::S3::Bucket
                    Properties:
                      Odd: [data]   # undetermined: bucket-named
          """
      )
    )
    #expect(policy.passed)
  }

  @Test func anErrorOnAPropertyThatIsDeclaredIsThePolicys() throws {
    let problems = try problems(
      in: """
          - name: a name
            template: |
              Resources:
                Data:
                  Type: AWS::S3::Bucket
                  Properties: {BucketName: data}
        """,
      assert: #"dyn(props).BucketName > 3"#
    )
    #expect(problems.map(\.kind) == [.diagnostic(code: "policy-error")])
  }

  @Test func aTemplateThatCannotBeParsedFails() throws {
    let problems = try problems(
      in: """
          - name: broken
            template: |
              Resources:
                Data: [
        """
    )
    #expect(problems.map(\.kind) == [.diagnostic(code: "yaml-syntax")])
    #expect((13...15).contains(try #require(problems.first).line))
  }

  @Test func aTemplateWithAnErrorFailsEvenWithoutFindings() throws {
    let problems = try problems(
      in: """
          - name: a resource without a type
            template: |
              Resources:
                Data: {Type: "AWS::S3::Bucket", Properties: {BucketName: data}}
                Untyped: {Properties: {}}
        """
    )
    #expect(problems.map(\.kind) == [.diagnostic(code: "missing-type")])
    #expect(problems.map(\.line) == [15])
  }

  @Test func whatIsNoTemplateFails() throws {
    let problems = try problems(in: "  - {name: nothing, template: 'a: 1'}")
    #expect(problems.map(\.kind) == [.test])
    #expect(problems.first?.message.hasPrefix("'template.yaml' is not judged: ") == true)
  }

  @Test func aTextThatIsNotLiteralIsNamedByItsOwnLines() throws {
    let problems = try problems(
      in: #"  - {name: quoted, template: "Resources: {\n A: {Type: 'AWS::S3::Bucket'}}"}"#
    )
    #expect(problems.map(\.line) == [11])
    #expect(problems.first?.message.hasSuffix(" (line 2 of 'template.yaml')") == true)
  }

  @Test func severalFilesAreOneEstate() throws {
    let problems = try problems(
      in: """
          - name: two files
            files:
              first.yaml: |
                Resources:
                  A: {Type: "AWS::S3::Bucket"}   # expect: bucket-named
              second.yaml: |
                Resources:
                  B: {Type: "AWS::S3::Bucket"}
        """
    )
    #expect(problems.map(\.kind) == [.mismatch(.unexpected)])
    #expect(problems.map(\.line) == [18])
  }

  @Test func anExpectationOfAnotherPolicyIsNeverMet() throws {
    let problems = try problems(
      in: """
          - name: nameless
            template: |
              Resources:
                Nameless:   # expect: bucket-named, bucket-tagged
                  Type: AWS::S3::Bucket
        """
    )
    #expect(
      problems.map(\.message) == [
        "expected a violation of 'bucket-tagged', found none, because the policy did not run"
      ]
    )
  }

  @Test func relatedPlacesHaveToBeLedTo() throws {
    let problems = try problems(
      in: """
          - name: related
            template: |
              Metadata: {a: 1}   # related: bucket-named
              Resources:
                Nameless:   # expect: bucket-named
                  Type: AWS::S3::Bucket
        """
    )
    #expect(problems.map(\.kind) == [.mismatch(.missing)])
    #expect(problems.map(\.line) == [13])
  }
}
