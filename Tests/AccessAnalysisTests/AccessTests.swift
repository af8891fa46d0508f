import AccessAnalysis
import Permissions
import TemplateEstates
import Testing

/// What the roles and users of templates can do.
@Suite struct AccessTests {
  /// A role `Trainer` that SageMaker assumes, with more resources and the keys of its properties.
  private static func template(_ resources: String, trainer: String = "") -> String {
    """
    Parameters:
      Stage: {Type: String, AllowedValues: [dev, prod]}
      Name: {Type: String}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
    Resources:
      Data: {Type: AWS::S3::Bucket}
      Trainer:
        Type: AWS::IAM::Role
        Properties:
          RoleName: trainer
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Principal: {Service: sagemaker.amazonaws.com}, Action: sts:AssumeRole}
    \(Self.indented(trainer, by: 6))
    \(Self.indented(resources, by: 2))
    """
  }

  private static func indented(_ text: String, by width: Int) -> String {
    let blank = String(repeating: " ", count: width)
    return text.split(separator: "\n").map { blank + $0 }.joined(separator: "\n")
  }

  private static func verdict(
    _ template: String,
    _ action: String,
    _ resource: String,
    by principal: String = "template.yaml#Trainer",
    context: [String: [String]] = [:]
  ) throws -> AccessAsker.Reply {
    var asker = AccessAsker(TemplateEstate(template).estate)
    return try asker.answer(
      AccessAsker.Inquiry(
        principal: principal,
        action: action,
        resource: resource,
        context: context
      )
    )
  }

  private static let inline = """
    Policies:
      - PolicyName: read
        PolicyDocument:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: "s3:Get*", Resource: !Sub "${Data.Arn}/*"}]
    """

  @Test func anInlinePolicyAllowsWhatItNames() throws {
    let template = Self.template("", trainer: Self.inline)
    let reply = try Self.verdict(template, "s3:GetObject", "template.yaml#Data/a.csv")
    #expect(reply.verdict == .allowed)
    #expect(reply.by.map(\.text) == ["statement 1 of 'Trainer' allows it"])
    #expect(reply.by.map(\.layer) == [.identity])
    #expect(
      try Self.verdict(template, "s3:PutObject", "template.yaml#Data/a.csv").verdict == .denied
    )
  }

  /// Whoever names the other, the policy is attached.
  @Test(arguments: [
    ("AWS::IAM::Policy", "PolicyName: x\nRoles: [!Ref Trainer]"),
    ("AWS::IAM::ManagedPolicy", "Roles: [trainer]"),
    ("AWS::IAM::RolePolicy", "PolicyName: x\nRoleName: !Ref Trainer"),
  ])
  func aPolicyThatNamesTheRoleIsAttachedToIt(type: String, naming: String) throws {
    let policy = """
      Extra:
        Type: \(type)
        Properties:
      \(Self.indented(naming, by: 4))
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: sagemaker:AddTags, Resource: "*"}]}
      """
    let template = Self.template(policy)
    #expect(try Self.verdict(template, "sagemaker:AddTags", "*").verdict == .allowed)
    #expect(try Self.verdict(template, "sagemaker:CreateModel", "*").verdict == .denied)
  }

  @Test(arguments: [
    "!Ref Extra", "!Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/extra\"",
    "!Join [\"\", [\"arn:aws:iam::\", !Ref AWS::AccountId, \":policy/extra\"]]",
  ])
  func aManagedPolicyIsFoundByItsARN(arn: String) throws {
    let policy = """
      Extra:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          ManagedPolicyName: extra
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: sagemaker:AddTags, Resource: "*"}]}
      """
    let template = Self.template(policy, trainer: "ManagedPolicyArns: [\(arn)]")
    #expect(try Self.verdict(template, "sagemaker:AddTags", "*").verdict == .allowed)
    #expect(try Self.verdict(template, "s3:GetObject", "*").verdict == .denied)
  }

  @Test func aPolicyThatNobodyKnowsLeavesEverythingOpen() throws {
    let template = Self.template("", trainer: "ManagedPolicyArns: [!Ref Name]")
    let reply = try Self.verdict(template, "s3:GetObject", "*")
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Name'"])
  }

  @Test func groupsGiveTheirUsersWhatTheyHave() throws {
    let users = """
      Team:
        Type: AWS::IAM::Group
        Properties:
          GroupName: team
          Policies:
            - PolicyName: x
              PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: sagemaker:Create*, Resource: "*"}]}
      Ann: {Type: AWS::IAM::User, Properties: {Groups: [!Ref Team]}}
      Bob: {Type: AWS::IAM::User, Properties: {UserName: bob}}
      Eve: {Type: AWS::IAM::User}
      Join: {Type: AWS::IAM::UserToGroupAddition, Properties: {GroupName: team, Users: [bob]}}
      Guard:
        Type: AWS::IAM::GroupPolicy
        Properties:
          GroupName: !Ref Team
          PolicyName: guard
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Deny, Action: sagemaker:CreateDomain, Resource: "*"}]}
      """
    let template = Self.template(users)
    func verdict(_ user: String, _ action: String) throws -> Ruling.Verdict {
      try Self.verdict(template, action, "*", by: "template.yaml#\(user)").verdict
    }
    #expect(try verdict("Ann", "sagemaker:CreateModel") == .allowed)
    #expect(try verdict("Bob", "sagemaker:CreateModel") == .allowed)
    #expect(try verdict("Eve", "sagemaker:CreateModel") == .denied)
    #expect(try verdict("Ann", "sagemaker:CreateDomain") == .denied)
  }

  @Test func aBoundaryLimitsWhatIsAttached() throws {
    let boundary = """
      Limit:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
      """
    let attached = """
      PermissionsBoundary: !Ref Limit
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]
      """
    let template = Self.template(boundary, trainer: attached)
    #expect(try Self.verdict(template, "s3:GetObject", "*").verdict == .allowed)
    let reply = try Self.verdict(template, "iam:CreateUser", "*")
    #expect(reply.verdict == .denied)
    #expect(reply.by.map(\.layer) == [.boundary])
  }

  @Test func aConditionOfTheDeploymentIsNamed() throws {
    let policy = """
      Extra:
        Type: AWS::IAM::RolePolicy
        Condition: IsProd
        Properties:
          RoleName: !Ref Trainer
          PolicyName: x
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: sagemaker:AddTags, Resource: "*"}]}
      """
    let template = Self.template(policy)
    let reply = try Self.verdict(template, "sagemaker:AddTags", "*")
    #expect(reply.verdict == .undetermined)
    #expect(reply.needs.map(\.text) == ["parameter 'Stage'"])
    #expect(try Self.verdict(template, "sagemaker:DeleteTags", "*").verdict == .denied)
  }

  @Test func aConditionOfTheRequestIsNamedUnlessItIsGiven() throws {
    let policies = """
      Policies:
        - PolicyName: x
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: iam:PassRole
                Resource: "*"
                Condition: {StringEquals: {iam:PassedToService: sagemaker.amazonaws.com}}
      """
    let template = Self.template("", trainer: policies)
    let open = try Self.verdict(template, "iam:PassRole", "template.yaml#Trainer")
    #expect(open.verdict == .undetermined)
    #expect(open.needs.map(\.text) == ["the request's 'iam:PassedToService'"])
    for (service, verdict) in [
      ("sagemaker.amazonaws.com", Ruling.Verdict.allowed), ("ec2.amazonaws.com", .denied),
    ] {
      let context = ["iam:PassedToService": [service]]
      let reply = try Self.verdict(
        template,
        "iam:PassRole",
        "template.yaml#Trainer",
        context: context
      )
      #expect(reply.verdict == verdict)
    }
  }

  /// The policies of keys have to allow, too.
  @Test func someKeyIsNotDecidedByThePrincipalAlone() throws {
    let trainer = "ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]"
    let template = Self.template("Key: {Type: AWS::KMS::Key}", trainer: trainer)
    #expect(try Self.verdict(template, "kms:Decrypt", "*").verdict == .undetermined)
    #expect(try Self.verdict(template, "kms:CreateKey", "*").verdict == .allowed)
    #expect(try Self.verdict(template, "kms:Decrypt", "template.yaml#Key").verdict == .allowed)
  }

  @Test func onlyWhomTheTrustPolicyNamesAssumesARole() throws {
    let template = Self.template("", trainer: Self.inline)
    for (service, verdict) in [
      ("sagemaker.amazonaws.com", Ruling.Verdict.allowed), ("ec2.amazonaws.com", .denied),
    ] {
      let reply = try Self.verdict(
        template,
        "sts:AssumeRole",
        "template.yaml#Trainer",
        by: service
      )
      #expect(reply.verdict == verdict)
    }
  }
}
