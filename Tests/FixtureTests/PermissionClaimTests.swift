import Testing

/// What is claimed of permissions holds only if the policies that count say so for certain.
struct PermissionClaimTests {
  private static func platform(
    guardrail: String = "{Effect: Deny, Action: sqs:Nothing, Resource: '*'}",
    allows: String = "[{actions: ['*'], resources: ['*']}]",
    more: String = ""
  ) -> String {
    """
    lintel: platform/v1
    complete: [organization]
    organization:
      units: {workloads: {accounts: [ml, other], policies: [p]}}
      policies:
        p:
          type: service-control-policy
          document: {Statement: [\(guardrail)]}
    accounts:
      ml:
        id: "111122223333"
        region: eu-west-1
        roles:
          trainer:
            trusts: [sagemaker.amazonaws.com]
            allows: \(allows)
        buckets: [own]
    \(more)
      other:
        id: "444455556666"
        region: eu-west-1
        roles: {guest: {trusts: [sagemaker.amazonaws.com], allows: [{actions: ['*'], resources: ['*']}]}}
    """
  }

  private func outcome(
    _ claim: String = "action: s3:GetObject, resource: own/*",
    is word: String,
    with: String = "",
    by principal: String = "ml/roles/trainer",
    _ platform: String
  ) -> Claims.Outcome {
    let keys = with.isEmpty ? "" : ", with: {\(with)}"
    return Claims.judge("principal: \(principal), \(claim)\(keys), is: \(word)", of: platform)
  }

  private static func deny(_ condition: String) -> String {
    platform(guardrail: "{Effect: Deny, Action: '*', Resource: '*', Condition: {\(condition)}}")
  }

  @Test(arguments: [
    ("StringNotLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/trainer'}", Claims.Verdict.holds),
    ("StringNotLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/admin'}", .fails),
    (
      "ArnNotLike: {'aws:PrincipalARN': ['arn:aws:iam::*:role/admin', 'arn:*:iam::111122223333:role/t*']}",
      .holds
    ),
    ("ArnNotEquals: {aws:PrincipalArn: 'arn:aws:iam::444455556666:role/trainer'}", .fails),
    ("ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:root'}", .holds),
    ("StringLike: {aws:PrincipalArn: 'arn:aws:iam::*:root'}", .holds),
    ("StringEquals: {aws:PrincipalAccount: '111122223333'}", .fails),
    ("StringEquals: {aws:PrincipalAccount: 444455556666}", .holds),
    ("StringNotEquals: {aws:RequestedRegion: [eu-west-1, eu-central-1]}", .holds),
    ("StringNotEquals: {aws:RequestedRegion: us-east-1}", .fails),
    ("StringEquals: {aws:PrincipalType: User}", .holds),
    ("StringNotEqualsIgnoreCase: {aws:PrincipalType: assumedrole}", .holds),
    ("Bool: {aws:PrincipalIsAWSService: 'true'}", .holds),
    ("BoolIfExists: {aws:PrincipalIsAWSService: 'false'}", .fails),
    ("Bool: {aws:SecureTransport: 'false'}", .holds),
    ("Null: {aws:PrincipalArn: 'true'}", .holds),
    ("Null: {aws:CalledVia: 'true'}", .fails),
    ("'ForAnyValue:StringEquals': {aws:CalledVia: a.amazonaws.com}", .holds),
    ("'ForAllValues:StringEquals': {aws:CalledVia: a.amazonaws.com}", .fails),
    ("StringNotEquals: {aws:PrincipalOrgID: o-1234567890}", .open),
    ("StringNotEquals: {'aws:PrincipalTag/team': ml}", .open),
    ("StringNotEquals: {aws:PrincipalAccount: '${aws:ResourceAccount}'}", .open),
    ("IpAddress: {aws:SourceIp: 10.0.0.0/8}", .open),
    ("StringEquals: {aws:PrincipalAccount: '444455556666', 'aws:PrincipalTag/team': ml}", .holds),
  ])
  func conditionsOfGuardrailsAreEvaluatedWhereTheyAreCertain(
    condition: String,
    expected: Claims.Verdict
  ) {
    #expect(outcome(is: "allowed", Self.deny(condition)).verdict == expected)
  }

  @Test func whatIsOpenNamesItsOperatorAndKey() {
    let condition = "StringNotEquals: {'aws:PrincipalTag/team': ml}"
    let found = outcome(is: "allowed", Self.deny(condition))
    #expect(
      found.reasons.contains(
        "condition StringNotEquals aws:PrincipalTag/team of a statement that denies 's3:GetObject'"
      )
    )
  }

  @Test func aClaimMaySayTheKeysOfItsRequest() {
    let platform = Self.platform(
      allows: """
        [{actions: [iam:PassRole], resources: [trainer], \
        conditions: {StringEquals: {iam:PassedToService: sagemaker.amazonaws.com}}}]
        """
    )
    let pass = "action: iam:PassRole, resource: ml/roles/trainer"
    #expect(outcome(pass, is: "allowed", platform).verdict == .open)
    let right = "iam:PassedToService: sagemaker.amazonaws.com"
    #expect(outcome(pass, is: "allowed", with: right, platform).verdict == .holds)
    #expect(outcome(pass, is: "denied", with: right, platform).verdict == .fails)
    let wrong = "iam:PassedToService: ec2.amazonaws.com"
    #expect(outcome(pass, is: "allowed", with: wrong, platform).verdict == .fails)
    #expect(outcome(pass, is: "denied", with: wrong, platform).verdict == .holds)
    #expect(outcome(pass, is: "denied", with: "PassedToService: x", platform).verdict == .unread)
    let region = "aws:RequestedRegion: nowhere"
    #expect(outcome(pass, is: "denied", with: region, platform).verdict == .unread)
  }

  private static func key(_ policy: String) -> String {
    "    keys: {data: {\(policy)}}"
  }

  private static let root = "Principal: {AWS: 'arn:aws:iam::111122223333:root'}"
  private static let use = "Action: 'kms:*', Resource: '*'"

  @Test(arguments: [
    ("", Claims.Verdict.holds, Claims.Verdict.fails),
    ("policy: {Statement: [{Effect: Allow, \(root), \(use)}]}", .holds, .fails),
    (
      "policy: {Statement: [{Effect: Allow, \(root), Action: 'kms:Encrypt', Resource: '*'}]}",
      .fails, .fails
    ),
    ("policy: {Statement: [{Effect: Allow, Principal: {AWS: trainer}, \(use)}]}", .holds, .fails),
    ("policy: {Statement: [{Effect: Allow, Principal: {AWS: other}, \(use)}]}", .fails, .holds),
    (
      "policy: {Statement: [{Effect: Allow, Principal: {AWS: other}, \(use)}, {Effect: Deny, Principal: '*', \(use)}]}",
      .fails, .fails
    ),
    (
      "policy: {Statement: [{Effect: Allow, \(root), \(use), Condition: {StringEquals: {kms:ViaService: s3.eu-west-1.amazonaws.com}}}]}",
      .open, .fails
    ),
    (
      "policy: {Statement: [{Effect: Allow, \(root), \(use), Condition: {StringEquals: {aws:PrincipalAccount: '444455556666'}}}]}",
      .fails, .fails
    ),
    ("policy: {Statement: [{Effect: Allow, NotPrincipal: {AWS: other}, \(use)}]}", .open, .open),
  ])
  func theOwnPolicyOfAKeyDecides(policy: String, own: Claims.Verdict, foreign: Claims.Verdict) {
    let platform = Self.platform(more: Self.key(policy))
    let claim = "action: kms:Decrypt, resource: ml/keys/data"
    #expect(outcome(claim, is: "allowed", platform).verdict == own)
    #expect(outcome(claim, is: "allowed", by: "other/roles/guest", platform).verdict == foreign)
    let opposite: [Claims.Verdict: Claims.Verdict] = [.holds: .fails, .fails: .holds, .open: .open]
    #expect(outcome(claim, is: "denied", platform).verdict == opposite[own])
  }

  @Test func aKeyWithoutAPolicyLeavesItToTheAccount() {
    let platform = Self.platform(
      allows: "[{actions: [s3:*], resources: ['*']}]",
      more: "    keys: {data: {}}"
    )
    let claim = "action: kms:Decrypt, resource: ml/keys/data"
    #expect(outcome(claim, is: "denied", platform).verdict == .holds)
    #expect(outcome(claim, is: "allowed", platform).verdict == .fails)
  }

  @Test func aBucketOfAnotherAccountHasToLetThePrincipalIn() {
    func platform(_ principal: String) -> String {
      Self.platform(
        more: """
              buckets:
                shared:
                  policy:
                    Statement:
                      - {Effect: Allow, Principal: {AWS: \(principal)}, Action: s3:GetObject, Resource: [shared/*]}
          """
      ).replacing("    buckets: [own]\n", with: "")
    }
    let claim = "action: s3:GetObject, resource: ml/buckets/shared/*"
    let guest = "other/roles/guest"
    for (principal, expected) in [
      ("trainer", Claims.Verdict.fails), ("other", .holds), ("other/roles/guest", .holds),
      ("'*'", .holds),
    ] {
      let found = outcome(claim, is: "allowed", by: guest, platform(principal))
      #expect(found.verdict == expected, "\(principal) \(found)")
    }
    #expect(outcome(claim, is: "allowed", platform("other")).verdict == .holds)
    let silent = outcome(claim, is: "allowed", by: guest, platform("trainer"))
    #expect(silent.reasons.contains("the policy of 'shared' does not let 'guest' in"))
  }
}
