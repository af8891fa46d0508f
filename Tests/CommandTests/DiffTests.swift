import Foundation
import Testing

/// `lintel diff`: what a later version of an estate allows that an earlier one does not.
@Suite struct DiffTests {
  private static let template = """
    Parameters:
      Env: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      IsProd: !Equals [!Ref Env, prod]
    Resources:
      Data:
        Type: AWS::S3::Bucket
      Key:
        Type: AWS::KMS::Key
        Properties:
          KeyPolicy:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Principal: {AWS: '111122223333'}, Action: 'kms:*', Resource: '*'}
      Limit:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: 's3:*', Resource: '*'}
              - {Effect: Deny, Action: 's3:DeleteObject', Resource: '*'}
      Trainer:
        Type: AWS::IAM::Role
        Properties:
          PermissionsBoundary: !Ref Limit
          AssumeRolePolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Principal: {Service: sagemaker.amazonaws.com}
                Action: sts:AssumeRole
          Policies:
            - PolicyName: work
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                  - Sid: Read
                    Effect: Allow
                    Action: [s3:GetObject, 's3:Delete*', 'kms:Decrypt']
                    Resource: !Sub '${Data.Arn}/*'
                  - Sid: Write
                    Effect: Allow
                    Action: s3:PutObject
                    Resource: !If [IsProd, !Sub '${Data.Arn}/prod/*', !Sub '${Data.Arn}/dev/*']
    """

  /// What `diff` says of the template and an edited copy.
  ///
  /// - Parameter edits: What is replaced by what.
  private func diff(
    _ edits: [(String, String)],
    _ options: String = ""
  ) throws -> Run {
    var head = Self.template
    for (old, new) in edits {
      #expect(head.contains(old))
      head = head.replacingOccurrences(of: old, with: new)
    }
    return try diff(Self.template, head, options)
  }

  private func diff(_ base: String, _ head: String, _ options: String = "") throws -> Run {
    try Self.diff(base, head, options)
  }

  static func diff(_ base: String, _ head: String, _ options: String = "") throws -> Run {
    let scratch = try Scratch(["base/app.yaml": base, "head/app.yaml": head])
    return try lintel("diff base head \(options)", in: scratch.folder)
  }

  static let nothing = "nothing is newly allowed\n"

  // MARK: - Nothing new

  @Test(arguments: [
    "ml-platform", "ml-platform-broken-privilege", "ml-platform-broken-network",
    "ml-platform-broken-accounts", "ml-platform-description", "quickstart",
  ])
  func anEstateAllowsNothingThatItDoesNotAllow(fixture: String) throws {
    let run = try lintel("diff fixtures/\(fixture) fixtures/\(fixture)/")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    #expect(run.output == Self.nothing)
  }

  @Test(arguments: [
    // Less.
    ("s3:GetObject, 's3:Delete*'", "s3:GetObject"),
    // The order of statements and keys, blanks, and a statement in two.
    (
      """
                    - Sid: Read
                      Effect: Allow
                      Action: [s3:GetObject, 's3:Delete*', 'kms:Decrypt']
                      Resource: !Sub '${Data.Arn}/*'

      """,
      """
                    - {Action: 'kms:Decrypt', Resource: !Sub '${Data.Arn}/*', Effect: Allow}
                    - {Effect: Allow, Action: ['S3:deleteobject*', s3:DeleteBucket*, 's3:Delete*'],
                       Resource: [!Sub "${Data.Arn}/*"]}
                    - {Effect: Allow, Action: s3:GetObject,
                       Resource: {'Fn::Join': ['', [!GetAtt Data.Arn, '/*']]}}

      """
    ),
    // What is newly granted is cut by the boundary.
    ("Action: s3:PutObject", "Action: [s3:PutObject, 'ec2:*']"),
    // What is not about permissions.
    ("Parameters:", "Description: later\nParameters:\n  Size: {Type: Number}"),
  ])
  func whatAllowsNoMoreIsNothingNew(old: String, new: String) throws {
    let run = try diff([(old, new)])
    #expect(run.output == Self.nothing)
    #expect(run.status == 0)
  }

  @Test func theOrderOfResourcesIsNothingNew() throws {
    let parts = Self.template.components(separatedBy: "Resources:\n")
    let resources = parts[1].components(separatedBy: "\n  Key:")
    let later = parts[0] + "Resources:\n  Key:" + resources[1] + "\n" + resources[0] + "\n"
    #expect(try diff(Self.template, later).output == Self.nothing)
    #expect(try diff(later, Self.template).output == Self.nothing)
  }

  @Test func aRoleThatOnlyHasAnotherLogicalIDIsTakenForTheOneThatIsGone() throws {
    let run = try diff([("Trainer:", "Coach:")])
    #expect(
      run.output == """
        note: 'head/app.yaml#Coach' is written as 'base/app.yaml#Trainer' was, which is gone: \
        taken for it

        nothing is newly allowed

        """
    )
    #expect(run.status == 0)
  }

  // MARK: - Something new

  @Test(arguments: [
    // An action of a statement.
    (
      "s3:GetObject,", "s3:GetObject, 's3:List*',",
      """
      new 'head/app.yaml#Trainer' can do more
        by statement 'Read' of 'head/app.yaml#Trainer' (head/app.yaml:38:17)
        s3:List*, for example:
          action     s3:ListAccessGrants
      """
    ),
    // The resource of a statement, in one of two worlds.
    (
      "/dev/*", "/d*",
      """
      new 'head/app.yaml#Trainer' can do more
        by statement 'Write' of 'head/app.yaml#Trainer' (head/app.yaml:42:17)
        where parameter 'Env' is 'dev'
        s3:PutObject, for example:
          action     s3:PutObject
          resource   arn:aws:s3:::${the name of 'Data'}/d
      """
    ),
    // The condition that chooses.
    (
      "!Equals [!Ref Env, prod]", "!Equals [!Ref Env, dev]",
      """
      new 'head/app.yaml#Trainer' can do more
        by statement 'Write' of 'head/app.yaml#Trainer' (head/app.yaml:42:17)
        s3:PutObject, for example:
      """
    ),
    // A denial of the boundary that is gone.
    (
      "          - {Effect: Deny, Action: 's3:DeleteObject', Resource: '*'}\n", "",
      """
      new 'head/app.yaml#Trainer' can do more
        by statement 'Read' of 'head/app.yaml#Trainer' (head/app.yaml:37:17)
        denied before by statement 2 of 'base/app.yaml#Limit' (base/app.yaml:22:13)
        s3:Delete*, for example:
          action     s3:DeleteObject
      """
    ),
    // A boundary that lets more.
    (
      "Action: 's3:*', Resource: '*'", "Action: ['s3:*', 'kms:*'], Resource: '*'",
      """
        kms:Decrypt, for example:
          action     kms:Decrypt
      """
    ),
    // Whom a role trusts.
    (
      "{Service: sagemaker.amazonaws.com}",
      "{Service: [sagemaker.amazonaws.com, lambda.amazonaws.com], AWS: '444455556666'}",
      """
      new 'head/app.yaml#Trainer' can be assumed by more
        by statement 1 of 'head/app.yaml#Trainer' (head/app.yaml:30:13)
        Service: lambda.amazonaws.com, for example:
      """
    ),
    // Whom the policy of a resource lets in.
    (
      "{AWS: '111122223333'}, Action: 'kms:*'", "'*', Action: kms:Decrypt",
      """
      new 'head/app.yaml#Key' lets in more
        by statement 1 of 'head/app.yaml#Key' (head/app.yaml:14:13)
        kms:Decrypt, for example:
      """
    ),
    // A resource that is new has something of its own.
    (
      "Data:\n", "Other:\n    Type: AWS::SNS::Topic\n  Data:\n", "nothing is newly allowed"
    ),
  ])
  func whatIsNewIsSaidAtItsStatement(old: String, new: String, expected: String) throws {
    let run = try diff([(old, new)])
    #expect(run.output.contains(expected), "\(run.output)")
    #expect(run.status == (expected.hasPrefix("nothing") ? 0 : 1))
  }

  @Test func statementsWithoutASidInTwoPoliciesOfARoleAreToldApart() throws {
    func template(_ first: String, _ second: String) -> String {
      """
      AWSTemplateFormatVersion: '2010-09-09'
      Resources:
        Trainer:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {Service: sagemaker.amazonaws.com}, Action: sts:AssumeRole}
            Policies:
              - PolicyName: a
                PolicyDocument: {Statement: [{Effect: Allow, Action: '\(first)', Resource: '*'}]}
              - PolicyName: b
                PolicyDocument: {Statement: [{Effect: Allow, Action: '\(second)', Resource: '*'}]}
      """
    }
    let run = try diff(template("s3:Get*", "sqs:*"), template("s3:*", "iam:*"))
    #expect(run.output.contains("  s3:*, for example:"))
    #expect(run.output.contains("  iam:*, for example:"))
    #expect(run.output.hasSuffix("\n2 newly allowed\n"), "\(run.output)")
  }

  @Test func exactlyTheEditIsSaid() throws {
    let run = try diff([("s3:GetObject,", "s3:GetObject, 's3:List*',")])
    #expect(run.output.components(separatedBy: "for example").count == 2)
    #expect(run.output.hasSuffix("\n1 newly allowed\n"))
  }

  @Test func aNewRoleCanDoAllThatItsStatementsSay() throws {
    let role = """
      Reader:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement: {Effect: Allow, Principal: {AWS: '444455556666'}, Action: sts:AssumeRole}
            Policies:
              - PolicyName: all
                PolicyDocument:
                  Statement: {Effect: Allow, Action: '*', Resource: '*'}
        Data:
      """
    let run = try diff([("Data:", role)])
    #expect(run.output.contains("'head/app.yaml#Reader', which is new, can do more"))
    #expect(run.output.contains("'head/app.yaml#Reader', which is new, can be assumed by more"))
    #expect(run.output.contains("  *, for example:\n    action     s3:GetObject\n"))
    #expect(run.status == 1)
  }

  @Test func aPolicyThatIsAttachedToNothingHereIsComparedToo() throws {
    let policy = """
      Loose:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Version: '2012-10-17'
              Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:a'}
        Data:
      """
    let base = Self.template.replacingOccurrences(of: "Data:", with: policy)
    let head = base.replacingOccurrences(of: "*:*:a", with: "*:*:a*")
    let run = try diff(base, head)
    #expect(run.output.contains("new whoever has 'head/app.yaml#Loose' can do more\n"))
    #expect(try diff(head, base).output == Self.nothing)
  }

  @Test func anotherTagOpensWhatAsksForIt() throws {
    let asking = Self.template.replacingOccurrences(
      of: "Action: s3:PutObject\n",
      with: """
        Action: s3:PutObject
                        Condition: {StringEquals: {'aws:PrincipalTag/team': ml}}

        """
    )
    func tagged(_ team: String) -> String {
      asking.replacingOccurrences(
        of: "PermissionsBoundary: !Ref Limit",
        with: "PermissionsBoundary: !Ref Limit\n      Tags: [{Key: team, Value: \(team)}]"
      )
    }
    #expect(try diff(tagged("web"), tagged("ml")).output.contains("statement 'Write'"))
    #expect(try diff(tagged("ml"), tagged("ml")).output == Self.nothing)
    #expect(try diff(tagged("ml"), tagged("web")).output == Self.nothing)
  }

  // MARK: - Undetermined

  @Test func whatAnUnknownPolicyMayHaveAllowedIsUndetermined() throws {
    let base = Self.template.replacingOccurrences(
      of: "PermissionsBoundary: !Ref Limit",
      with: "ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/elsewhere']"
    )
    #expect(try diff(base, base).output == Self.nothing)
    let head = base.replacingOccurrences(
      of: "s3:GetObject,",
      with: "s3:GetObject, s3:GetObjectTagging,"
    )
    let run = try diff(base, head)
    #expect(run.output.contains("undetermined 'head/app.yaml#Trainer' can perhaps do more\n"))
    #expect(run.output.contains("  s3:GetObjectTagging, perhaps:\n"))
    #expect(run.output.contains("managed policy 'arn:aws:iam::111122223333:policy/elsewhere'"))
    #expect(run.output.hasSuffix("\n1 undetermined\n"))
    #expect(run.status == 1)
  }

  @Test func aValueThatTheEarlierVersionDidNotHaveIsUndetermined() throws {
    let run = try diff([("[dev, prod]", "[dev, prod, test]")])
    #expect(run.output.hasPrefix("undetermined 'head/app.yaml#Trainer' can perhaps do more\n"))
    #expect(run.status == 1)
  }

  @Test func anUnreadableStatementIsTheSameOnlyWhereItIsWrittenAlike() throws {
    let base = Self.template.replacingOccurrences(
      of: "Principal: {Service: sagemaker.amazonaws.com}",
      with: "Principal: !Ref Who"
    ).replacingOccurrences(of: "Parameters:", with: "Parameters:\n  Who: {Type: String}")
    #expect(try diff(base, base).output == Self.nothing)
    let head = base.replacingOccurrences(of: "!Ref Who", with: "{AWS: !Ref Who}")
    let run = try diff(base, head)
    #expect(run.output.contains("undetermined 'head/app.yaml#Trainer' can perhaps be assumed"))
  }

  /// A role with one statement, under a condition that a deployment decides.
  private static let open = """
    Parameters:
      Env: {Type: String}
      Text: {Type: String}
    Conditions: {Prod: !Equals [!Ref Env, prod]}
    Resources:
      Worker:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Statement:
              - Effect: Allow
                Principal: {Service: sagemaker.amazonaws.com}
                Action: sts:AssumeRole
          Policies:
            - PolicyName: work
              PolicyDocument:
                Statement:
                  - {Effect: Allow, Action: s3:GetObject, Resource: '*'}
      Queue:
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/work']
          PolicyDocument:
            Statement:
              - {Effect: Allow, Principal: {AWS: '111122223333'}, Action: sqs:*, Resource: '*'}

    """

  private static let read = "- {Effect: Allow, Action: s3:GetObject, Resource: '*'}"
  private static let use =
    "- {Effect: Allow, Principal: {AWS: '111122223333'}, Action: sqs:*, Resource: '*'}"
  /// A statement of the role that is only there in some deployments.
  private static let sometimes =
    "- !If [Prod, {Effect: Allow, Action: 'iam:*', Resource: '*'}, !Ref AWS::NoValue]"

  @Test(arguments: [
    // What is only there in some deployments.
    (read, read + "\n              " + sometimes),
    (
      "Policies:\n",
      "Policies:\n        - !If [Prod, {PolicyName: more, PolicyDocument: {Statement: [{Effect: Allow,"
        + " Action: 'iam:*', Resource: '*'}]}}, !Ref AWS::NoValue]\n"
    ),
    (
      "Policies:\n",
      "ManagedPolicyArns: [!If [Prod, 'arn:aws:iam::aws:policy/AdministratorAccess',"
        + " !Ref AWS::NoValue]]\n      Policies:\n"
    ),
    (
      "- Effect: Allow\n",
      "- !If [Prod, {Effect: Allow, Principal: '*', Action: 'sts:*'}, !Ref AWS::NoValue]\n"
        + "          - Effect: Allow\n"
    ),
    // What only a deployment or AWS knows.
    (
      "Policies:\n",
      "ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/elsewhere']\n      Policies:\n"
    ),
    ("Effect: Allow, Action: s3:GetObject", "Effect: !Ref Text, Action: 'iam:*'"),
    (read, "- !Ref Text"),
    ("\n              \(read)", " !Ref Text"),
    ("\n            Statement:\n              \(read)", " !Ref Text"),
    ("\n          \(use)", " !Ref Text"),
    ("\n        Statement:\n          \(use)", " !Ref Text"),
  ])
  func whatIsPerhapsAddedIsNotNothing(old: String, new: String) throws {
    let base = Self.open
    #expect(try diff(base, base).output == Self.nothing)
    #expect(base.contains(old), "\(old)")
    let run = try diff(base, base.replacingOccurrences(of: old, with: new))
    #expect(run.output != Self.nothing)
    #expect(run.status == 1)
  }

  @Test func aStatementUnderAnOpenConditionIsNewWhereTheConditionHolds() throws {
    let head = Self.open.replacingOccurrences(
      of: Self.read,
      with: "\(Self.read)\n              \(Self.sometimes)"
    )
    let run = try diff(Self.open, head)
    #expect(run.output.hasPrefix("new 'head/app.yaml#Worker' can do more\n"), "\(run.output)")
    #expect(run.output.contains("\n  where parameter 'Env' is 'prod'\n"))
    #expect(run.output.hasSuffix("\n1 newly allowed\n"))
  }

  @Test func anotherValueOfOneVersionIsNotAnotherValueOfTheOther() throws {
    let base = Self.open.replacingOccurrences(
      of: "s3:GetObject, Resource: '*'",
      with: "s3:GetObject, Resource: !If [Prod, 'arn:aws:s3:::a/*', '*']"
    )
    #expect(try diff(base, base).output == Self.nothing)
    let run = try diff(base, base.replacingOccurrences(of: "Env, prod]", with: "Env, test]"))
    #expect(run.output.hasPrefix("new 'head/app.yaml#Worker' can do more\n"), "\(run.output)")
    #expect(run.output.contains("\n  where parameter 'Env' is 'prod'\n"))
    #expect(run.status == 1)
  }

  @Test func aCopyElsewhereIsTheSameEstate() throws {
    let scratch = try Scratch()
    let copy = scratch.folder.appending(path: "copy")
    try FileManager.default.copyItem(
      at: repository.appending(path: "fixtures/ml-platform"),
      to: copy
    )
    let run = try lintel("diff fixtures/ml-platform \(copy.path)")
    #expect(run.output == Self.nothing, "\(run.output)")
    #expect(run.status == 0)
  }

  @Test(arguments: [
    "!Sub 'arn:aws:iam::${AWS::AccountId}:root'", "!Ref AWS::AccountId",
    "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'",
  ])
  func anAccountAndItsRootAreTheSamePrincipal(principal: String) throws {
    let known = "'111122223333'"
    let root = Self.template.replacingOccurrences(
      of: known,
      with: "'arn:aws:iam::111122223333:root'"
    )
    #expect(try diff(Self.template, root).output == Self.nothing)
    #expect(try diff(root, Self.template).output == Self.nothing)
    let base = Self.template.replacingOccurrences(of: known, with: "!Ref AWS::AccountId")
    let head = Self.template.replacingOccurrences(of: known, with: principal)
    #expect(try diff(base, head).output == Self.nothing)
    #expect(try diff(head, base).output == Self.nothing)
  }

  // MARK: - Forms

  @Test func JSONHasTheSameInPieces() throws {
    let run = try diff([("s3:GetObject,", "s3:GetObject, 's3:List*',")], "--format json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    )
    #expect(report["verdict"] as? String == "new")
    let changes = try #require(report["changes"] as? [[String: Any]])
    #expect(changes.count == 1)
    #expect(changes[0]["kind"] as? String == "principal")
    #expect(changes[0]["subject"] as? String == "head/app.yaml#Trainer")
    #expect(changes[0]["isNewSubject"] as? Bool == false)
    let statement = try #require(changes[0]["allowedBy"] as? [String: Any])
    let place = try #require(statement["place"] as? [String: Any])
    #expect(place["side"] as? String == "head")
    #expect(place["line"] as? Int == 38)
    let examples = try #require(changes[0]["examples"] as? [[String: Any]])
    #expect(examples.map { $0["part"] as? String } == ["s3:List*"])
    #expect(examples[0]["isDocumented"] as? Bool == true)
  }

  @Test func twoFilesOfDifferentNamesAreTheSameEstate() throws {
    let head = Self.template.replacingOccurrences(of: "s3:GetObject,", with: "s3:*Object,")
    let scratch = try Scratch(["old.yaml": Self.template, "new.yaml": head])
    let same = try lintel("diff old.yaml ./old.yaml", in: scratch.folder)
    #expect(same.output == Self.nothing)
    let run = try lintel("diff old.yaml new.yaml", in: scratch.folder)
    #expect(run.output.contains("by statement 'Read' of 'new.yaml#Trainer' (new.yaml:38:17)"))
    #expect(run.output.hasSuffix("\n1 newly allowed\n"))
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let run = try diff(Self.template, Self.template + "\n  Broken: [")
    #expect(run.status == 3)
    #expect(run.error.contains("head/app.yaml"))
  }

  @Test(arguments: ["diff", "diff base", "diff base head more", "diff base elsewhere"])
  func theWrongNumberOfPathsIsAMistake(line: String) throws {
    let scratch = try Scratch([
      "base/app.yaml": Self.template, "head/app.yaml": Self.template, "more/app.yaml": "",
    ])
    let run = try lintel(line, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.error.isEmpty)
  }
}
