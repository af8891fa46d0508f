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

  /// Whoever writes an expression may take any map of a template for a statement.
  @Test(
    arguments: [
      "iam.confinesCallers(props.Odd)", "iam.confinesCallers(props.Odd.conditions)",
      "iam.confinesCallers(props.Even)", "iam.reachesRoles(props.Odd)",
      "iam.coversBucket(props.Odd, resource)", "iam.coversObjects(props.Even, resource)",
      "props.Odd.condition('a', 'b').size() == 0", "props.Even.condition('a', 'b').size() == 0",
      "iam.actionMatches(props.Odd, props.Even)", "iam.isEveryResource(props.Odd)",
      "kms.isCustomerManaged(props.Odd)", "resource.referrers('A', 'a..b').size() > 0",
      "net.subnets(props.Odd).size() > 0", "'a'.target().hasValue()",
    ]
  )
  func aFunctionRefusesWhatItCannotRead(assertion: String) {
    let judged = Judged(
      PoliciesTests.policy(types: "Custom::Odd", "assert: \"\(assertion)\""),
      on: """
        Resources:
          Odd:
            Type: Custom::Odd
            Properties:
              Odd: {conditions: 7, resources: {a: b}, notResources: x}
              Even:
                conditions: [{operator: [a], key: 7, values: 8}, {operator: StringEquals, key: x, values: a}]
                resources: [[a], 7]
                notResources: []
        """
    )
    #expect(judged.report.files.map(\.status.rawValue) == ["read"])
  }
}
