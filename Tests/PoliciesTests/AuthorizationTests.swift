import Findings
import ServiceAuthorization
import Testing

/// The functions that ask the service authorization reference.
struct AuthorizationTests {
  private func verdicts(_ assertion: String, statement: String) -> [String] {
    let rule = """
      forEach: {var: statement, in: iam.statements(resource)}
      assert: "\(assertion)"
      """
    let template = """
      Parameters:
        Open: {Type: String}
      Resources:
        Queue: {Type: AWS::IAM::Role}
        P:
          Type: AWS::IAM::ManagedPolicy
          Properties: {PolicyDocument: {Statement: [{Effect: Allow, \(statement)}]}}
      """
    return Judged(policy(types: "AWS::IAM::ManagedPolicy", rule), on: template).findings
      .map { "\($0.verdict)" }
  }

  @Test(arguments: [
    ("s3:GetObject", []), ("S3:GETOBJECT", []), ("'*'", []), ("s3:Get*", []), ("'*:List*'", []),
    ("codestar:CreateProject", []), ("s3:GetObjct", ["violation"]), ("s4:GetObject", ["violation"]),
    ("s3:Gett*", ["undetermined"]), ("s3:DreamOfObjects", ["undetermined"]),
    ("quantumlinks:Entangle", ["undetermined"]), ("!Ref Open", ["undetermined"]),
  ])
  func anActionExistsOrIsASlipOrIsOpen(action: String, expected: [String]) {
    let statement = "Action: \(action), Resource: '*'"
    #expect(verdicts("statement.actions.all(a, iam.isAction(a))", statement: statement) == expected)
  }

  @Test(arguments: [
    ("aws:PrincipalOrgID", []), ("AWS:principalorgid", []), ("sagemaker:VpcSubnets", []),
    ("aws:RequestTag/team", []), ("token.actions.githubusercontent.com:sub", []), ("saml:aud", []),
    ("'oidc.eks.eu-west-1.amazonaws.com/id/A:sub'", []), ("s3:ExistingObjectTag/team", []),
    ("aws:PrincipalOrgIDs", ["violation"]), ("SourceIp", ["violation"]),
    ("sagemaker:VpcSubnet", ["violation"]), ("s3:Anything", ["undetermined"]),
  ])
  func aConditionKeyExistsOrIsASlipOrIsOpen(key: String, expected: [String]) {
    let statement = "Action: s3:*, Resource: '*', Condition: {StringEquals: {\(key): a}}"
    let assertion = "statement.conditions.all(c, iam.isConditionKey(c.key))"
    #expect(verdicts(assertion, statement: statement) == expected)
  }

  @Test(arguments: [
    ("Action: s3:ListBucket", "s3:prefix", true), ("Action: s3:GetObject", "s3:prefix", false),
    ("Action: [s3:GetObject, s3:ListBucket]", "s3:prefix", true),
    ("Action: s3:*", "kms:ViaService", false), ("Action: '*'", "kms:ViaService", true),
    ("NotAction: s3:*", "kms:ViaService", true), ("Action: kms:Decrypt", "kms:ViaService", true),
    ("Action: kms:Decrypt", "kms:NoSuchKey", true), ("Action: !Ref Open", "s3:prefix", true),
    ("Action: iam:PassRole", "iam:PassedToService", true),
    ("Action: sagemaker:CreateModel", "iam:PassedToService", false),
    ("Action: sagemaker:DescribeModel", "aws:RequestTag/team", true),
    ("Action: codestar:CreateProject", "s3:prefix", true),
  ])
  func aKeyAppliesWhereSomeActionSupportsIt(actions: String, key: String, applies: Bool) {
    let statement = "\(actions), Resource: '*', Condition: {StringEquals: {\(key): a}}"
    let assertion = "statement.conditions.all(c, iam.supportsKey(statement, c.key))"
    #expect(verdicts(assertion, statement: statement) == (applies ? [] : ["violation"]))
  }

  @Test(arguments: [
    ("s3:GetObject", "'arn:aws:s3:::d/*'", true), ("s3:GetObject", "'*'", true),
    ("s3:GetObject", "'arn:aws:kms:r:1:key/k'", false), ("s3:GetObject", "'arn:*'", true),
    ("s3:GetObject", "['arn:aws:kms:r:1:key/k', 'arn:aws:s3:::d']", true),
    ("s3:GetObject", "['arn:aws:kms:r:1:key/k', 'arn:aws:iam::1:role/r']", false),
    ("s3:GetObject", "!Ref Open", true), ("s3:GetObject", "!GetAtt Queue.Arn", false),
    ("sagemaker:Search", "'arn:aws:sagemaker:r:1:model/m'", false),
    ("sagemaker:Search", "'arn:aws:sagemaker:r:1:model/*'", true),
    ("sagemaker:Search", "'arn:aws:sagemaker:*'", true),
    ("sagemaker:Search", "!Sub 'arn:aws:sagemaker:r:1:model/${Open}'", false),
    ("[sagemaker:Search, sagemaker:DescribeModel]", "'arn:aws:sagemaker:r:1:model/m'", true),
    ("'*'", "'arn:aws:kms:r:1:key/k'", true), ("!Ref Open", "'arn:aws:kms:r:1:key/k'", true),
    ("ssm:SendCommand", "'arn:aws:ec2:r:1:instance/i'", true),
    ("ssmmessages:OpenDataChannel", "'arn:aws:ssm:r:1:session/s'", true),
  ])
  func aStatementIsIdleWhereNoResourceFitsAnAction(
    action: String,
    resource: String,
    fits: Bool
  ) {
    let found = verdicts(
      "iam.idleResources(statement).size() == 0",
      statement: "Action: \(action), Resource: \(resource)"
    )
    #expect(found == (fits ? [] : ["violation"]))
  }

  @Test func aPolicyThatNamesNoActionIsAnError() {
    let rule = """
      forEach: {var: statement, in: iam.statements(resource)}
      assert: statement.actions.all(a, !iam.actionMatches(a, 'sagemaker:CreateModl'))
      """
    let template = "Resources: {P: {Type: AWS::IAM::ManagedPolicy}}"
    let judged = Judged(policy(types: "AWS::IAM::ManagedPolicy", rule), on: template)
    let date = ServiceAuthorization.builtIn.date
    #expect(
      judged.diagnostics == [
        "invalid-policy at ''sagemaker:CreateModl'': no action is called 'sagemaker:CreateModl', "
          + "as of \(date); did you mean 'sagemaker:CreateModel'?"
      ]
    )
  }
}
