import Testing

/// Expressions that cannot be right by AWS's schemas: one error at the word, before anything is
/// judged.
@Suite struct PolicyTypingTests {
  private static let template = """
    Resources:
      Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
      Lab: {Type: AWS::SageMaker::NotebookInstance, Properties: {InstanceType: ml.t3.medium}}
    """

  private func diagnostics(_ rule: String, types: String = "AWS::S3::Bucket") -> [String] {
    Judged(policy(types: types, rule), on: Self.template).diagnostics
  }

  @Test(arguments: [
    (
      "assert: has(props.BuketName)",
      "invalid-policy at 'BuketName': AWS::S3::Bucket has no field 'BuketName'; "
        + "did you mean 'BucketName'?"
    ),
    (
      "assert: props.BucketName == 'a'",
      "invalid-policy at 'BucketName': 'BucketName' is optional in AWS::S3::Bucket; ask with has() "
        + "before, or write '.?BucketName' and say with orValue() what else holds"
    ),
    (
      "assert: props.?VersioningConfiguration.Status.orValue('Suspended') == 'enabled'",
      "invalid-policy at ''enabled'': the value is never 'enabled'; did you mean 'Enabled'?"
    ),
    (
      "assert: resource.nmae == ''",
      "invalid-policy at 'nmae': resource(AWS::S3::Bucket) has no field 'nmae'; "
        + "there are account, address, environment, id, props, type"
    ),
    (
      "assert: props.?BucketName.orValue('') > 1",
      "invalid-policy at 'props.?BucketName.orValue('') > 1': '>' does not take (string, int)"
    ),
    (
      "assert: params.size() == 0 || params.missing",
      "invalid-policy at 'params.size()': 'size' does not take (params)"
    ),
    (
      """
      let: {rules: "props.?LifecycleConfiguration.Rules.orValue([])"}
      forEach: {var: rule, in: rules}
      assert: rule.Status == 'On'
      """,
      "invalid-policy at ''On'': the value is never 'On'; it is one of 'Disabled', 'Enabled'"
    ),
    (
      """
      assert: has(props.BucketName)
      message: "bucket {props.BuketName} has no name"
      """,
      "invalid-policy at 'BuketName': AWS::S3::Bucket has no field 'BuketName'; "
        + "did you mean 'BucketName'?"
    ),
    (
      "assert: iam.statements(resource).all(s, s.effect != 'Denied')",
      "invalid-policy at ''Denied'': the value is never 'Denied'; it is one of 'Allow', 'Deny'"
    ),
    (
      "assert: iam.statements(resource).exists(s, 'a' in s.action)",
      "invalid-policy at 'action': statement has no field 'action'; did you mean 'actions'?"
    ),
    (
      "assert: resources('AWS::SageMaker::Model').all(m, m.name == '')",
      "invalid-policy at 'name': resource(AWS::SageMaker::Model) has no field 'name'; "
        + "there are account, address, environment, id, props, type"
    ),
    (
      "assert: resources('AWS::SageMaker::Model').all(m, m.props.VpcConfg.Subnets == [])",
      "invalid-policy at 'VpcConfg': AWS::SageMaker::Model has no field 'VpcConfg'; "
        + "did you mean 'VpcConfig'?"
    ),
    (
      "assert: resource.referrers('AWS::S3::BucketPolicy', 'Bucket').all(p, has(p.props.Buckets))",
      "invalid-policy at 'Buckets': AWS::S3::BucketPolicy has no field 'Buckets'; "
        + "did you mean 'Bucket'?"
    ),
    (
      "assert: resources('AWS::Kinesis::Stream').all(s, s.props.StreamEncrypted)",
      "invalid-policy at 'StreamEncrypted': AWS::Kinesis::Stream has no field 'StreamEncrypted'; "
        + "did you mean 'StreamEncryption'?"
    ),
    (
      "assert: resources(1) == []",
      "invalid-policy at 'resources(1)': 'resources' does not take (int)"
    ),
  ])
  func anExpressionThatCannotBeRightIsAnError(_ rule: String, _ expected: String) {
    let found = diagnostics(rule)
    #expect(found == [expected])
  }

  @Test(arguments: [
    """
    when: has(props.BucketName)
    assert: props.BucketName != ''
    message: "bucket {props.BucketName} is named so"
    """,
    """
    assert: has(props.BucketName)
    message: "bucket {props.BucketName} has no name"
    at: props.BucketName
    """,
    """
    let: {versions: props.?VersioningConfiguration}
    when: versions.hasValue()
    assert: versions.?Status.orValue('Suspended') == 'Enabled'
    """,
    "assert: resources(dyn('AWS::SageMaker::Model')).all(m, m.props.Any == m.props.AtAll)",
    "assert: resources('Custom::Thing').all(m, m.props.Anything == m.props.AtAll)",
  ])
  func aGuardedReadIsNone(_ rule: String) {
    #expect(diagnostics(rule) == [])
  }

  @Test func aDefaultNeedsNoGuard() {
    let rule = "assert: props.DirectInternetAccess == 'Disabled'"
    #expect(diagnostics(rule, types: "AWS::SageMaker::NotebookInstance") == [])
  }

  @Test func ofSeveralTypesEachIsChecked() {
    let types = "AWS::S3::Bucket, AWS::SageMaker::NotebookInstance"
    #expect(diagnostics("assert: props.?BucketName.orValue('') != 'a'", types: types) == [])
    #expect(
      diagnostics("assert: props.InstanceType != ''", types: types) == [
        "invalid-policy at 'InstanceType': 'InstanceType' is optional in AWS::S3::Bucket; ask with "
          + "has() before, or write '.?InstanceType' and say with orValue() what else holds"
      ]
    )
  }

  @Test func aTypeThatIsNotDeclaredIsLeftToTheEvaluation() {
    let rule = "assert: props.Anything == 1 && props.Other == 'a'"
    let found = diagnostics(rule, types: "Custom::Thing")
    #expect(found == [])
  }

  @Test func anErrorIsFoundInAFoldedBlock() {
    let found = diagnostics(
      """
      assert: >-
        has(props.BucketName) &&
        props.BuketName != ''
      """
    )
    #expect(found.count == 1)
    #expect(found.first?.contains("AWS::S3::Bucket has no field 'BuketName'") == true)
  }
}
