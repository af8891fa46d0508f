import AccessAnalysis
import Infrastructure
import TemplateEstates
import Testing

/// What principals come to be over several ways, and what stands in between.
struct EscalationPathTests {
  /// The paths of `Actor`, each as `end grade: methods`, and `open` where there may be more.
  private static func paths(_ resources: String, header: String = "") throws -> [String] {
    let template = TemplateEstate(header + "Resources:\n" + resources)
    var finder = EscalationFinder(template.estate)
    var context = template.context
    let actor = try #require(template.id("Actor"))
    let found = finder.paths(from: actor, &context)
    let texts = found.paths.map { path in
      let end = path.end.id == actor ? "itself" : template.estate[path.end.id].name
      let rights = path.isAdministrator ? " as administrator" : ""
      let grade = !path.doubts.isEmpty ? "open" : path.isProven ? "proven" : "possible"
      return "\(end)\(rights) \(grade): \(path.methods.joined(separator: " "))"
    }
    return texts + (found.doubts.isEmpty ? [] : ["open"])
  }

  private static func role(
    _ name: String,
    trusts: String,
    _ statements: String = "",
    more: String = ""
  ) -> String {
    """
      \(name):
        Type: AWS::IAM::Role
        Properties:
          RoleName: \(name.lowercased())
          AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [\(trusts)]}
          Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [\(statements)]}}]
    \(more)

    """
  }

  private static let actor = """
      Actor:
        Type: AWS::IAM::User
        Properties:
          UserName: actor

    """
  private static let everything = "{Effect: Allow, Action: '*', Resource: '*'}"
  private static let reading = "{Effect: Allow, Action: 's3:GetObject', Resource: '*'}"

  private static func naming(_ principal: String, _ more: String = "") -> String {
    "{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:\(principal)'}, "
      + "Action: 'sts:AssumeRole'\(more)}"
  }

  @Test func aTrustThatNamesTheUserNeedsNoPermissionOfItsOwn() throws {
    let found = try Self.paths(
      Self.actor + Self.role("Target", trusts: Self.naming("user/actor"), Self.everything)
    )
    #expect(found == ["Target as administrator proven: sts-001"])
  }

  /// Login to Studio works on user profiles, of which the caller's are those of its partition and account.
  @Test(arguments: [
    ("NotResource: 'arn:aws:sagemaker:*:*:user-profile/*'", []),
    ("NotResource: !Sub 'arn:aws:sagemaker:*:${AWS::AccountId}:user-profile/*'", []),
    (
      "NotResource: 'arn:aws:sagemaker:*:*:user-profile/d-1/*'",
      ["Target as administrator proven: ml-studio-login"]
    ),
  ])
  func aStepWorksOnNothingThatIsExcepted(resource: String, expected: [String]) throws {
    let statement = "{Effect: Allow, Action: 'sagemaker:CreatePresignedDomain*', \(resource)}"
    let service =
      "{Effect: Allow, Principal: {Service: sagemaker.amazonaws.com}, Action: 'sts:AssumeRole'}"
    let found = try Self.paths(
      Self.role("Actor", trusts: service, statement)
        + Self.role("Target", trusts: service, Self.everything) + """
            Studio:
              Type: AWS::SageMaker::Domain
              Properties: {AuthMode: IAM, DomainName: d, DefaultUserSettings: {ExecutionRole: !GetAtt Target.Arn}}
          """
    )
    #expect(found == expected)
  }

  @Test func aTrustOfTheAccountNeedsAPermission() throws {
    let found = try Self.paths(
      Self.actor + Self.role("Target", trusts: Self.naming("root"), Self.everything)
    )
    #expect(found.isEmpty)
  }

  @Test func aTrustOfTheAccountForAnotherPrincipalIsNoWay() throws {
    let condition =
      ", Condition: {ArnEquals: {'aws:PrincipalArn': !Sub 'arn:aws:iam::${AWS::AccountId}:user/other'}}"
    let actor = Self.role(
      "Actor",
      trusts: "{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}",
      "{Effect: Allow, Action: 'sts:AssumeRole', Resource: '*'}"
    )
    let found = try Self.paths(
      actor + Self.role("Target", trusts: Self.naming("root", condition), Self.everything)
    )
    #expect(found.isEmpty)
  }

  @Test func waysAreFollowedFromRoleToRole() throws {
    let found = try Self.paths(
      Self.actor + Self.role("Middle", trusts: Self.naming("user/actor"), Self.reading)
        + Self.role("Last", trusts: Self.naming("role/middle"), Self.everything)
    )
    #expect(
      found == [
        "Middle proven: sts-001", "Last as administrator proven: sts-001 sts-001",
      ]
    )
  }

  @Test func anAdministratorGainsNothing() throws {
    let actor = Self.role("Actor", trusts: Self.naming("user/x"), Self.everything)
    let found = try Self.paths(
      actor + Self.role("Target", trusts: Self.naming("role/actor"), Self.everything)
    )
    #expect(found.isEmpty)
  }

  @Test func whatRunsOutsideOfTheEstateIsOnlyPossible() throws {
    let lambda =
      "{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}"
    let actor = Self.role(
      "Actor",
      trusts: Self.naming("user/x"),
      "{Effect: Allow, Action: 'lambda:UpdateFunctionCode', Resource: '*'}"
    )
    let found = try Self.paths(actor + Self.role("Target", trusts: lambda, Self.everything))
    #expect(found == ["Target as administrator possible: lambda-003"])
  }

  @Test func theNameOfAServiceMayHaveTheSuffixOfItsPartition() throws {
    let states =
      "{Effect: Allow, Principal: {Service: !Sub 'states.${AWS::Region}.${AWS::URLSuffix}'}, "
      + "Action: 'sts:AssumeRole'}"
    let actor = Self.role(
      "Actor",
      trusts: Self.naming("user/x"),
      "{Effect: Allow, Action: ['states:*', 'iam:PassRole'], Resource: '*'}"
    )
    let found = try Self.paths(actor + Self.role("Target", trusts: states, Self.everything))
    #expect(found == ["Target as administrator proven: ml-state-machine"])
  }

  @Test func aBoundaryOfTheCallerLimitsWhatItCanGiveItself() throws {
    let boundary = """
        Boundary:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Version: "2012-10-17"
              Statement: [{Effect: Allow, Action: ['s3:*', 'iam:*'], Resource: '*'}]

      """
    let actor = Self.role(
      "Actor",
      trusts: Self.naming("user/x"),
      "{Effect: Allow, Action: 'iam:PutRolePolicy', Resource: '*'}",
      more: "      PermissionsBoundary: !Ref Boundary"
    )
    #expect(try Self.paths(actor + boundary) == ["itself proven: iam-005"])
  }

  @Test func aPassingConditionThatOtherActionsLackIsNoAllowanceOfThem() throws {
    let actor = Self.role(
      "Actor",
      trusts: Self.naming("user/x"),
      "{Effect: Allow, Action: 'iam:*', Resource: '*', "
        + "Condition: {StringEquals: {'iam:PassedToService': ecs.amazonaws.com}}}"
    )
    #expect(try Self.paths(actor).isEmpty)
  }

  @Test func aRoleThatMayNotBeCreatedIsNotProven() throws {
    let target = Self.role("Target", trusts: Self.naming("user/actor"), Self.everything)
      .replacing(
        "    Type: AWS::IAM::Role",
        with: "    Condition: IsProd\n    Type: AWS::IAM::Role"
      )
    let found = try Self.paths(
      Self.actor + target,
      header: "Parameters: {Stage: {Type: String}}\n"
        + "Conditions: {IsProd: !Equals [!Ref Stage, prod]}\n"
    )
    #expect(found == ["Target as administrator open: sts-001"])
  }

  @Test func aManagedPolicyThatIsNotKnownKeepsPathsOpen() throws {
    let actor = """
        Actor:
          Type: AWS::IAM::User
          Properties: {UserName: actor, ManagedPolicyArns: [!Ref Team]}

      """
    let found = try Self.paths(
      actor + Self.role("Target", trusts: Self.naming("root"), Self.everything),
      header: "Parameters: {Team: {Type: String}}\n"
    )
    #expect(found == ["open"])
  }
}
