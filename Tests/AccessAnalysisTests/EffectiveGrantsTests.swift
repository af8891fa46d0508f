import AccessAnalysis
import Infrastructure
import TemplateEstates
import Testing

/// What principals may do, by service and access level.
struct EffectiveGrantsTests {
  /// The grants of `Actor`, each as `service level: resources`, with `everywhere` and `open`.
  private static func grants(
    _ statements: String,
    service: String? = nil,
    more: String = "",
    header: String = ""
  ) throws -> [String] {
    let template = TemplateEstate(
      """
      \(header)
      Resources:
        Actor:
          Type: AWS::IAM::User
          Properties:
            UserName: actor
            Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [\(statements)]}}]
      \(more)
      """
    )
    var finder = EscalationFinder(template.estate)
    var context = template.context
    let actor = try #require(template.id("Actor"))
    let found = finder.effectiveGrants(of: actor, service: service, &context)
    let texts = found.grants.map { grant in
      let places = (grant.isEverywhere ? ["everywhere"] : []) + grant.resources
      return "\(grant.service) \(grant.title): \(places.joined(separator: " "))"
    }
    return texts + (found.doubts.isEmpty ? [] : ["open"])
  }

  @Test func actionsAreSummedUpByTheirLevel() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::data/*'}"
    )
    #expect(found == ["s3 Read: arn:aws:s3:::data/*", "s3 Write: arn:aws:s3:::data/*"])
  }

  @Test func aDenialTakesAway() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: '*'}, "
        + "{Effect: Deny, Action: 's3:Put*', Resource: '*'}"
    )
    #expect(found == ["s3 Read: everywhere"])
  }

  @Test func aDenialOfAllOthersLeavesNoEverywhere() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: 's3:GetObject', Resource: '*'}, "
        + "{Effect: Deny, Action: 's3:*', NotResource: 'arn:aws:s3:::data/*'}"
    )
    #expect(found == ["s3 Read: "])
  }

  @Test func aBoundaryLimitsWhere() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: 's3:GetObject', Resource: '*'}",
      more: """
              PermissionsBoundary: !Ref Boundary
          Boundary:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::data/*'}]
        """
    )
    #expect(found == ["s3 Read: arn:aws:s3:::data/*"])
  }

  @Test func actionsAboutNoResourceNeedTheStarAndAreNotEverywhere() throws {
    #expect(
      try Self.grants("{Effect: Allow, Action: 's3:ListAllMyBuckets', Resource: '*'}")
        == ["s3 List: "]
    )
    #expect(
      try Self.grants("{Effect: Allow, Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::b'}")
        .isEmpty
    )
  }

  @Test func somethingUnknownWithinAnArnIsNoStar() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: 'sagemaker:List*', Resource: !Sub 'arn:aws:sagemaker:*:${AWS::AccountId}:model/*'}"
    )
    #expect(!found.contains { $0.hasPrefix("sagemaker List: ") && !$0.hasSuffix("model/*") })
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: 'sagemaker:ListModels', Resource: !Sub 'arn:aws:sagemaker:*:${AWS::AccountId}:*'}"
      ).isEmpty
    )
  }

  @Test func resourcesOfOtherTypesGrantNothing() throws {
    #expect(
      try Self.grants("{Effect: Allow, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::data/*'}")
        .isEmpty
    )
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: 'iam:CreateUser', Resource: 'arn:aws:iam::*:role/a'}"
      )
      .isEmpty
    )
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*']}"
      ) == ["s3 List: arn:aws:s3:::data", "s3 Read: arn:aws:s3:::data/*"]
    )
  }

  @Test func allOfATypeIsEverywhere() throws {
    #expect(
      try Self.grants("{Effect: Allow, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::*'}")
        == ["s3 List: everywhere arn:aws:s3:::*"]
    )
    #expect(
      try Self.grants("{Effect: Allow, Action: 'iam:GetRole', Resource: 'arn:aws:iam::*:role/*'}")
        == ["iam Read: everywhere arn:aws:iam::*:role/*"]
    )
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:*:*'}"
      )
        == ["sns Write: arn:aws:sns:eu-west-1:*:*"]
    )
  }

  @Test func allButATypeIsEverythingElse() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: ['sagemaker:CreateApp', 'sagemaker:CreateModel'], "
        + "NotResource: ['arn:aws:sagemaker:*:*:app/*', 'arn:aws:sagemaker:*:*:space/*']}"
    )
    #expect(found == ["sagemaker Write: everywhere"])
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: 'sagemaker:DescribeApp', NotResource: 'arn:aws:sagemaker:*:*:app/*'}"
      ).isEmpty
    )
    #expect(
      try Self.grants(
        "{Effect: Allow, Action: 'sagemaker:DescribeApp', NotResource: 'arn:aws:sagemaker:us-east-1:*:app/*'}"
      ) == ["sagemaker Read: everywhere"]
    )
  }

  @Test func oneServiceIsAskedForAlone() throws {
    let all = "{Effect: Allow, Action: '*', Resource: '*'}"
    let found = try Self.grants(all, service: "sts")
    #expect(found.allSatisfy { $0.hasPrefix("sts ") } && !found.isEmpty)
  }

  @Test(arguments: [("platform", false), ("platform-lab", true), ("lab", false)])
  func aNameOfWhichTheEndIsKnownIsNoOther(name: String, isOpen: Bool) throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: 's3:GetObject', Resource: '*'}",
      service: "s3",
      more: """
              UserName: !Sub '${AWS::StackName}-lab'
          Other:
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: other
              Users: [\(name)]
              PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:PutObject', Resource: '*'}]}
        """
    )
    #expect(found.contains("open") == isOpen)
  }

  @Test func aPolicyThatIsNotKnownKeepsItOpen() throws {
    let found = try Self.grants(
      "{Effect: Allow, Action: 's3:GetObject', Resource: '*'}",
      service: "s3",
      more: "      ManagedPolicyArns: [!Ref Team]",
      header: "Parameters: {Team: {Type: String}}"
    )
    #expect(found.last == "open")
  }
}
