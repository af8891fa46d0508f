import Findings
import Linting
import PolicyTesting
import SourceText
import Testing

/// Every estate of `fixtures/`, with all policies, against the comments on its lines.
@Suite struct EstateTests {
  let inputs: [String: [SourceFile]]

  init() {
    inputs = Dictionary(
      uniqueKeysWithValues: Repository.estates.map { estate in
        (estate, Repository.files(below: "fixtures/" + estate))
      }
    )
  }

  /// What is found in an estate, and what its files expect.
  func judge(_ estate: String) throws -> (report: LintReport, expectations: [LineExpectation]) {
    let files = try #require(inputs[estate])
    let ending = LineExpectation.sidecarEnding
    let sources = files.filter { !$0.path.hasSuffix(ending) }
    var options = LintOptions()
    options.policies = Repository.policies
    options.readsEveryPolicy = true
    var expectations = sources.flatMap(LineExpectation.comments(of:))
    for file in files where file.path.hasSuffix(ending) {
      expectations += try LineExpectation.sidecar(file)
    }
    return (lint(sources, options), expectations)
  }

  @Test(arguments: Repository.estates)
  func anEstateHasExactlyTheFindingsOfItsComments(estate: String) throws {
    let (report, expectations) = try judge(estate)
    let comparison = Comparison(of: report, with: expectations)
    #expect(comparison.closedGaps.map { "\($0.gap.path):\($0.gap.line)" } == [])
    for mismatch in comparison.mismatches {
      Issue.record("\(estate)/\(mismatch.path):\(mismatch.line): \(mismatch.message())")
    }
  }

  @Test(arguments: Repository.estates)
  func anEstateIsReadWithoutErrors(estate: String) throws {
    let (report, _) = try judge(estate)
    #expect(report.diagnostics.filter { $0.level == .error }.map(\.message) == [])
    #expect(report.files.filter { $0.status == .failed }.map(\.path) == [])
  }

  @Test(arguments: ["ml-platform", "ml-platform-description"])
  func aWellBuiltPlatformViolatesNothing(estate: String) throws {
    let report = try judge(estate).report
    #expect(report.files.contains { $0.status == .read })
    #expect(report.summary.violations == 0)
    #expect(report.summary.satisfied > 0)
  }

  /// Many resources are judged side by side, a few one after the other.
  @Test func manyTemplatesAreJudgedAsEachAlone() {
    let sources = (0..<60).map { number in
      let isOpen = number % 3 == 0
      let text = """
        Parameters:
          Direct: {Type: String, Default: Enabled, AllowedValues: [Enabled, Disabled]}
        Resources:
          Lab\(number):
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.t3.medium
              RoleArn: !GetAtt Role\(number).Arn
              DirectInternetAccess: \(isOpen ? "!Ref Direct" : "Disabled")
          Role\(number):
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal: {Service: sagemaker.amazonaws.com}
                    Action: sts:AssumeRole
              Policies:
                - PolicyName: all
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: '\(isOpen ? "s3:*" : "s3:GetObject")', Resource: '*'}
          Data\(number): {Type: AWS::S3::Bucket}
          Key\(number): {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: []}}}
          Topic\(number): {Type: AWS::SNS::Topic}
          Group\(number):
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: lab, VpcId: vpc-\(number)}
        """
      return SourceFile(path: "stack-\(number).yaml", bytes: Array(text.utf8))
    }
    var options = LintOptions()
    options.policies = BuiltInPolicies.stored()
    func told(_ report: LintReport) -> [String] {
      report.findings.map { "\($0.fingerprint) \($0.subject?.address ?? "") \($0.message)" }
    }
    let together = lint(sources, options)
    let alone = sources.map { lint([$0], options) }
    #expect(told(together).count > 300)
    #expect(told(together).sorted() == alone.flatMap(told).sorted())
    #expect(together.summary.satisfied == alone.reduce(0) { $0 + $1.summary.satisfied })
    #expect(told(lint(sources, options)) == told(together))
  }

  /// The executable has only the rules of a policy, and reads it only if a resource concerns it.
  @Test(arguments: Repository.estates)
  func theExecutableJudgesAsTheFolderDoes(estate: String) throws {
    let sources = try #require(inputs[estate])
    var options = LintOptions()
    options.policies = BuiltInPolicies.stored()
    let report = lint(sources, options)
    let other = try judge(estate).report
    #expect(report.findings.map(\.fingerprint) == other.findings.map(\.fingerprint))
    #expect(report.findings.map(\.message) == other.findings.map(\.message))
    #expect(report.summary.violations == other.summary.violations)
    #expect(report.summary.satisfied == other.summary.satisfied)
  }

  /// What stands in the fixtures about policies that do not exist would never be missed.
  @Test(arguments: Repository.estates)
  func aCommentNamesAPolicyThatExists(estate: String) throws {
    let (report, expectations) = try judge(estate)
    let ids = Set(report.policies.map(\.id))
    #expect(Set(expectations.map(\.policy)).subtracting(ids) == [])
  }
}
