import Findings
import Infrastructure
import Testing

/// Roles, users, groups and policies.
struct IdentityTests {
  let reading = check(
    """
    lintel: platform/v1
    accounts:
      ml:
        id: "111122223333"
        region: eu-west-1
        buckets: [features]
        keys: [data]
        topics: [alerts]
        roles:
          trainer:
            trusts:
              - sagemaker.amazonaws.com
              - "*"
              - admin
              - other
              - "444455556666"
              - arn:aws:iam::111122223333:saml-provider/login
              - {principal: other/roles/deployer, conditions: {Bool: {aws:MultiFactorAuthPresent: "true"}}}
            allows:
              - actions: [s3:GetObject, s3:PutObject]
                resources: [features, features/in/*, other/buckets/shared/a, arn:aws:s3:::x/*]
                conditions: {StringEquals: {aws:PrincipalOrgID: o-1}}
                sid: Data
              - {actions: "kms:*", resources: data}
            denies:
              - {notActions: [s3:*], notResources: ["*"]}
            policies:
              extra: {Version: "2012-10-17", Statement: []}
            managedPolicies: [base, arn:aws:iam::aws:policy/ReadOnlyAccess]
            boundary: base
          admin: {assumeRolePolicyDocument: {Statement: []}}
        managedPolicies:
          base:
            allows: [{actions: [logs:*], resources: ["*"]}]
            denies: [{actions: [iam:*], resources: ["*"]}]
        policies:
          pass:
            document: {Statement: [{Effect: Allow, Action: iam:PassRole, Resource: "*"}]}
            roles: [trainer]
        groups: {team: {allows: [{actions: [sns:Publish], resources: [alerts]}]}}
        users: {ana: {groups: [team, outsiders]}}
      other:
        id: "444455556666"
        roles: {deployer: {}}
        buckets: [shared]
    """
  )

  @Test func trustsBecomeStatementsOfTheTrustPolicy() throws {
    let document = try #require(
      try reading.value("AssumeRolePolicyDocument.Statement", of: "ml/roles/trainer")
    )
    let assume = "Action: sts:AssumeRole}"
    #expect(
      document.contains("{Effect: Allow, Principal: {Service: sagemaker.amazonaws.com}, \(assume)")
    )
    #expect(document.contains("{Effect: Allow, Principal: *, \(assume)"))
    #expect(document.contains("Principal: {AWS: ->ml/roles/admin.Arn}, \(assume)"))
    #expect(document.contains("Principal: {AWS: 444455556666}, \(assume)"))
    #expect(document.contains(":iam::444455556666:root}, \(assume)"))
    #expect(document.contains("saml-provider/login}, Action: sts:AssumeRoleWithSAML}"))
    #expect(
      document.contains(
        "Principal: {AWS: ->other/roles/deployer.Arn}, "
          + "Condition: {Bool: {aws:MultiFactorAuthPresent: true}}, \(assume)"
      )
    )
  }

  @Test func grantsBecomeInlinePolicies() throws {
    let policies = try #require(try reading.value("Policies", of: "ml/roles/trainer"))
    #expect(policies.contains("{PolicyName: allows, PolicyDocument: {Version: 2012-10-17, "))
    #expect(
      policies.contains(
        "Action: [s3:GetObject, s3:PutObject], Resource: [->ml/buckets/features.Arn, "
      )
    )
    #expect(policies.contains("/in/*, "))
    #expect(policies.contains("/a, arn:aws:s3:::x/*], Condition: {StringEquals: "))
    #expect(policies.contains("Sid: Data}"))
    #expect(policies.contains("{Effect: Allow, Action: kms:*, Resource: ->ml/keys/data.Arn}"))
    #expect(
      policies.contains(
        "{PolicyName: denies, PolicyDocument: {Version: 2012-10-17, Statement: ["
          + "{Effect: Deny, NotAction: [s3:*], NotResource: [*]}]}}"
      )
    )
    #expect(policies.contains("{PolicyName: extra, PolicyDocument: {Version: 2012-10-17, "))
  }

  @Test func managedPoliciesAreNamedOrGivenByARN() throws {
    let role = "ml/roles/trainer"
    #expect(
      try reading.value("ManagedPolicyArns", of: role)
        == "[->ml/managedPolicies/base.PolicyArn, arn:aws:iam::aws:policy/ReadOnlyAccess]"
    )
    let boundary = try reading.value("PermissionsBoundary", of: role)
    #expect(boundary == "->ml/managedPolicies/base.PolicyArn")
    #expect(
      try reading.value("PolicyDocument", of: "ml/managedPolicies/base")
        == "{Version: 2012-10-17, Statement: [{Effect: Allow, Action: [logs:*], Resource: [*]}, "
        + "{Effect: Deny, Action: [iam:*], Resource: [*]}]}"
    )
  }

  @Test func policiesUsersAndGroupsReferToEachOther() throws {
    #expect(try reading.value("Roles", of: "ml/policies/pass") == "[->ml/roles/trainer]")
    #expect(
      try reading.value("PolicyDocument.Statement.Action", of: "ml/policies/pass") == "iam:PassRole"
    )
    #expect(try reading.value("Groups", of: "ml/users/ana") == "[->ml/groups/team, outsiders]")
    let group = try #require(try reading.value("Policies", of: "ml/groups/team"))
    #expect(group.contains("Resource: [->ml/topics/alerts.TopicArn]"))
  }

  @Test func aRoleIsCalledAsItsKeyUnlessItSaysOtherwise() throws {
    #expect(try reading.value("RoleName", of: "ml/roles/trainer") == "(trainer)")
    let reading = check(
      """
      lintel: platform/v1
      accounts: {a: {roles: {trainer: {roleName: team-trainer}}}}
      """
    )
    #expect(try reading.value("RoleName", of: "a/roles/trainer") == "team-trainer")
  }

  @Test func aResourceOfAStatementHasToBeDescribed() throws {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          buckets: [features]
          roles: {r: {allows: [{actions: [s3:*], resources: [feature/*]}]}}   # error: unresolved-reference
      """
    )
    #expect(reading.diagnostics.first?.help == "did you mean 'features'?")
    let resource = "Policies.PolicyDocument.Statement.Resource"
    #expect(try reading.value(resource, of: "a/roles/r") == "[?unresolved-reference]")
  }

  @Test func aManagedPolicyOfAWSIsExplained() {
    let reading = check(
      """
      lintel: platform/v1
      accounts:
        a:
          roles: {r: {managedPolicies: [AmazonSageMakerFullAccess]}}   # error: unresolved-reference
      """
    )
    #expect(
      reading.diagnostics.first?.help
        == "a managed policy of AWS is named by its ARN: "
        + "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"
    )
  }
}
