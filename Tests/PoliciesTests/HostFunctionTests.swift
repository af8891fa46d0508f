import Findings
import Testing

/// What expressions may ask of policies, with values that only a deployment knows.
@Suite struct HostFunctionTests {
  static let policy = PoliciesTests.policy(
    types: "AWS::IAM::Policy",
    """
    forEach: {var: statement, in: iam.statements(resource)}
    assert: "!statement.actions.exists(a, iam.actionMatches(a, 's3:GetObject'))"
    """
  )

  /// A policy whose statement has an action.
  func judged(_ action: String) -> Judged {
    Judged(
      Self.policy,
      on: """
        Parameters:
          Open: {Type: String}
        Resources:
          Named: {Type: AWS::S3::Bucket, Properties: {BucketName: 's3:get*'}}
          Other: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
          Opened: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Open}}
          Nameless: {Type: AWS::S3::Bucket}
          Policy:
            Type: AWS::IAM::Policy
            Properties:
              PolicyDocument: {Statement: [{Effect: Allow, Action: \(action), Resource: '*'}]}
        """
    )
  }

  @Test(
    arguments: [
      ("!Ref Named", ["violation"]), ("!Ref Other", []), ("!Ref Opened", ["undetermined"]),
      ("!Ref Nameless", ["undetermined"]), ("!GetAtt Other.Arn", ["undetermined"]),
      ("!Ref Open", ["undetermined"]), ("{a: b}", ["undetermined"]), ("[[a]]", ["undetermined"]),
    ]
  )
  func anActionMayBeAReference(action: String, verdicts: [String]) {
    let judged = judged(action)
    #expect(judged.findings.map { "\($0.verdict)" } == verdicts)
    #expect(judged.diagnostics == [])
    #expect(judged.violations.allSatisfy { judged.text($0.span) == action })
  }
}
