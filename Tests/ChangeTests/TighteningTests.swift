import AccessAnalysis
import Change
import Findings
import Linting
import Permissions
import SourceText
import TemplateEstates
import Testing

/// Fixes that narrow `Resource` to what the workloads of a role are declared to use.
@Suite struct TighteningTests {
  /// A function with what its environment says, a role with some statements, and more resources.
  private func template(
    uses: [String],
    statements: [String],
    trusted: String = "Service: sagemaker.amazonaws.com",
    type: String = "AWS::SageMaker::Model",
    role: String = "ExecutionRoleArn",
    more: String = ""
  ) -> String {
    let variables = uses.enumerated().map { "        V\($0.offset): \($0.element)\n" }.joined()
    return """
      Parameters:
        Name: {Type: String}
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
      Resources:
        Data: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Key}}]}}}
        Logs: {Type: AWS::S3::Bucket}
        Sometimes: {Type: AWS::S3::Bucket, Condition: IsProd}
        Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
        Secret: {Type: AWS::SecretsManager::Secret}
        Queue: {Type: AWS::SQS::Queue}
        Other:
          Type: AWS::IAM::Role
          Properties: {AssumeRolePolicyDocument: {Statement: []}}
        Worker:
          Type: \(type)
          Properties:
            \(role): !GetAtt Role.Arn
            PrimaryContainer:
              Environment:
      \(variables.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n"))
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: [{Effect: Allow, Principal: {\(trusted)}, Action: "sts:AssumeRole"}]
            Policies:
              - PolicyName: all
                PolicyDocument:
                  Version: "2012-10-17"
                  Statement:
      \(statements.map { "              - " + $0 }.joined(separator: "\n"))
      \(more)
      """
  }

  private static let policies = BuiltInPolicies.stored().filter {
    $0.domain == "least-privilege"
  }

  private func fixed(_ template: String, _ selection: FixSelection = .all) -> Fixed {
    let source = SourceFile(path: "template.yaml", bytes: Array(template.utf8))
    return Fixed([source], selection, policies: Self.policies)
  }

  private func line(_ fixed: Fixed, _ start: String) -> String? {
    fixed.text.split(separator: "\n").first { $0.contains(start) }.map { line in
      String(line.drop { $0 == " " })
    }
  }

  // MARK: - What is proposed

  @Test(arguments: [
    ("s3:GetObject", "!Ref Data", #"{Fn::Sub: "${Data.Arn}/*"}"#),
    (
      "s3:GetObject", "s3://elsewhere/models/",
      #"{Fn::Sub: "arn:${AWS::Partition}:s3:::elsewhere/*"}"#
    ),
    (
      "s3:GetObject", #"!Sub "s3://${Data}/models/""#, #"{Fn::Sub: "${Data.Arn}/*"}"#
    ),
    ("secretsmanager:GetSecretValue", "!Ref Secret", "{Fn::GetAtt: [Secret, Id]}"),
    ("kms:Decrypt", "!GetAtt Key.Arn", "{Fn::GetAtt: [Key, Arn]}"),
    // Who reads the bucket needs its key.
    ("kms:Decrypt", "!Ref Data", "{Fn::GetAtt: [Key, Arn]}"),
    ("iam:PassRole", "!GetAtt Other.Arn", "{Fn::GetAtt: [Other, Arn]}"),
    (
      "ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/a",
      #""arn:aws:ssm:eu-west-1:111122223333:parameter/a""#
    ),
    (
      "ssm:GetParameter",
      #"!Sub "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/a""#,
      #"{Fn::Sub: "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/a"}"#
    ),
  ])
  func whatIsDeclaredIsNamed(_ action: String, _ use: String, _ resource: String) {
    let statement = #"{Effect: Allow, Action: "\#(action)", Resource: "*"}"#
    let fixed = fixed(template(uses: [use], statements: [statement]))
    let expected = #"- {Effect: Allow, Action: "\#(action)", Resource: \#(resource)}"#
    #expect(line(fixed, action) == expected)
    #expect(fixed.made.allSatisfy { $0.contains("no longer allowed is") })
  }

  @Test func nothingIsNarrowedWithoutBeingAskedFor() {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let text = template(uses: ["!Ref Data"], statements: [statement])
    #expect(fixed(text, .safe).text == text)
  }

  @Test func whatIsNamedBesidesStays() {
    let statement =
      #"{Effect: Allow, Action: "s3:GetObject", Resource: ["arn:aws:s3:::kept/*", "*"]}"#
    let fixed = fixed(template(uses: ["!Ref Data", "!Ref Logs"], statements: [statement]))
    let expected = [
      #""arn:aws:s3:::kept/*""#, #"{Fn::Sub: "${Data.Arn}/*"}"#, #"{"Fn::Sub": "${Logs.Arn}/*"}"#,
    ]
    #expect(line(fixed, "s3:GetObject")?.contains(expected.joined(separator: ", ")) == true)
  }

  // MARK: - What is not

  @Test(arguments: [
    ("s3:GetObject", "!Ref Secret", "nothing says on which resources 's3:GetObject' is needed"),
    ("s3:GetObject", "!Ref Name", "parameter 'Name' decides what is used"),
    ("s3:GetObject", #"!Sub "s3://${Name}/a""#, "parameter 'Name' decides what is used"),
    ("s3:GetObject", "!Ref Sometimes", "'Sometimes' is not always created"),
    (
      "kms:Decrypt", "s3://elsewhere/a", "how 's3://elsewhere/a' is encrypted decides what is used"
    ),
  ])
  func whatIsNotKnownIsNotNarrowed(_ action: String, _ use: String, _ obstacle: String) {
    let statement = #"{Effect: Allow, Action: "\#(action)", Resource: "*"}"#
    let text = template(uses: [use], statements: [statement])
    let fixed = fixed(text)
    #expect(fixed.text == text)
    #expect(fixed.obstacles == [obstacle])
  }

  @Test func anActionWithoutResourcesNeedsAStatementOfItsOwn() {
    let statement =
      #"{Effect: Allow, Action: ["s3:GetObject", "s3:ListAllMyBuckets"], Resource: "*"}"#
    let fixed = fixed(template(uses: ["!Ref Data"], statements: [statement]))
    #expect(
      fixed.obstacles == [
        "'s3:ListAllMyBuckets' takes no resource but '*': it needs its own statement"
      ]
    )
  }

  /// The statement that is appended keeps what a pattern brings along.
  @Test func aPatternKeepsItsActionsWithoutResources() {
    let statement = #"{Effect: Allow, Action: "sqs:*", Resource: "*"}"#
    let fixed = fixed(template(uses: ["!GetAtt Queue.Arn"], statements: [statement]))
    #expect(line(fixed, #""sqs:*""#)?.contains("Resource: {Fn::GetAtt: [Queue, Arn]}") == true)
    #expect(fixed.text.contains("- sqs:ListQueues"), "\(fixed.text)")
    #expect(fixed.text.contains(#"Resource: "*""#))
  }

  // MARK: - What was wrong once

  /// A part of a text is no name of a bucket.
  @Test(arguments: [
    #"!Sub "s3://prefix-${Name}/a""#, #"!Sub "s3://prefix-${Data}/a""#, #"!Sub "${Data}-archive""#,
    #"!Sub "arn:aws:s3:::${Data}-archive/*""#, #"!Sub "${Data.Arn}-archive/*""#,
    #"!Join ["", ["s3://", !Ref Data, "-old/"]]"#,
  ])
  func aPartOfATextNamesNoBucket(_ use: String) {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let text = template(uses: [use], statements: [statement])
    let fixed = fixed(text)
    #expect(fixed.text == text)
    #expect(fixed.obstacles.contains { $0.hasSuffix("decides what is used") })
  }

  /// A plain text may be the name of something that is nowhere in the estate.
  @Test(arguments: [
    "their-bucket", "their-bucket/models", #""{{resolve:ssm:/data/bucket}}""#,
    #"!Sub "${AWS::StackName}""#, #"!Sub "data-${AWS::AccountId}""#, "https://b.s3.amazonaws.com/a",
  ])
  func whatAPlainNameMayMeanIsNotLost(_ use: String) {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let text = template(uses: ["!Ref Data", use], statements: [statement])
    let fixed = fixed(text)
    #expect(fixed.text == text)
    #expect(fixed.obstacles.contains { $0.hasSuffix("decides what is used") }, "\(fixed.obstacles)")
  }

  @Test(arguments: [#""12""#, #""True""#, "INFO"])
  func whatNamesNoBucketIsInNobodysWay(_ use: String) {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let text = template(uses: ["!Ref Data", use], statements: [statement])
    #expect(fixed(text).text != text)
  }

  /// What code asks for that is not read is what the estate has, and said to be.
  @Test func codeThatIsNotReadKeepsWhatTheEstateHas() {
    func notebook(_ action: String) -> Fixed {
      fixed(
        template(
          uses: ["!Ref Data"],
          statements: [#"{Effect: Allow, Action: "\#(action)", Resource: "*"}"#],
          type: "AWS::SageMaker::NotebookInstance",
          role: "RoleArn"
        )
      )
    }
    // 'Sometimes' is created in one world only.
    #expect(notebook("s3:GetObject").obstacles == ["'Sometimes' is not always created"])
    let secret = notebook("secretsmanager:GetSecretValue")
    #expect(line(secret, "GetSecretValue")?.contains("{Fn::GetAtt: [Secret, Id]}") == true)
    let assumption = "the code of 'Worker' asks for nothing that the estate does not have"
    #expect(secret.made.contains { $0.contains(assumption) }, "\(secret.made)")
  }

  @Test func whoeverMayAssumeARoleMayNeedAnything() {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let assumed = template(
      uses: ["!Ref Data"],
      statements: [statement],
      trusted: #"Service: lambda.amazonaws.com, AWS: "111122223333""#
    )
    #expect(fixed(assumed).obstacles.contains("'Role' may be assumed by others than services"))
  }

  @Test func aRoleThatIsHandedOnMayBeAnythings() {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let fixed = fixed(
      template(
        uses: ["!Ref Data"],
        statements: [statement],
        more: """
            Starter:
              Type: AWS::Lambda::Function
              Properties:
                Role: !GetAtt Other.Arn
                Environment: {Variables: {ROLE: !GetAtt Role.Arn}}
          """
      )
    )
    #expect(fixed.obstacles == ["'Starter' hands 'Role' on to something else"])
  }

  @Test func twoThatWouldWaitForEachOtherAreLeft() {
    let statement = #"{Effect: Allow, Action: "sqs:*", Resource: "*"}"#
    let fixed = fixed(
      template(
        uses: ["!GetAtt Late.Arn"],
        statements: [statement],
        more: """
            Late:
              Type: AWS::SQS::Queue
              Properties: {QueueName: !Sub "after-${Worker}"}
          """
      )
    )
    #expect(fixed.obstacles == ["'Late' hangs on the policy: they would wait for each other"])
  }

  /// What triggers a function says how in words that name nothing.
  @Test func whatTriggersAFunctionIsNeededAndItsWordsAreNot() {
    let statement = #"{Effect: Allow, Action: "sqs:*", Resource: "*"}"#
    let fixed = fixed(
      template(
        uses: ["!Ref Data"],
        statements: [statement],
        trusted: "Service: lambda.amazonaws.com",
        type: "AWS::Lambda::Function",
        role: "Role",
        more: """
            Source:
              Type: AWS::Lambda::EventSourceMapping
              Properties:
                FunctionName: !Ref Worker
                EventSourceArn: !GetAtt Queue.Arn
                StartingPosition: LATEST
            Permission:
              Type: AWS::Lambda::Permission
              Properties: {FunctionName: !Ref Worker, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com}
          """
      )
    )
    #expect(line(fixed, #""sqs:*""#)?.contains("{Fn::GetAtt: [Queue, Arn]}") == true)
    #expect(fixed.made.contains { $0.contains("the code of 'Worker'") })
  }

  /// Order and names of resources change no proposal.
  @Test func namesAndOrderDoNotMatter() {
    let statement = #"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#
    let plain = template(uses: ["!Ref Data"], statements: [statement])
    let renamed = fixed(plain.replacing("Data", with: "Zebra")).text
    #expect(renamed == fixed(plain).text.replacing("Data", with: "Zebra"))
    let lines = plain.split(separator: "\n").map(String.init)
    let bucket = lines.first { $0.hasPrefix("  Logs:") } ?? ""
    let moved = (lines.filter { $0 != bucket } + [bucket]).joined(separator: "\n")
    let expected = #"Resource: {Fn::Sub: "${Data.Arn}/*"}"#
    #expect(line(fixed(moved), "s3:GetObject")?.contains(expected) == true)
  }

  // MARK: - Random estates

  /// Each proposal allows nothing that was not allowed, everything that is declared, and not the rest:
  /// asked one by one of the policies before and after.
  @Test func aProposalKeepsWhatIsNeededAndAddsNothing() throws {
    let uses = ["Data", "Logs", "Secret", "Queue", "Key"]
    let actions = [
      "Data": ["s3:GetObject", "s3:PutObject"], "Logs": ["s3:GetObject", "s3:PutObject"],
      "Secret": ["secretsmanager:GetSecretValue"], "Queue": ["sqs:SendMessage"],
      "Key": ["kms:Decrypt"],
    ]
    let written = [
      "s3:Get*", "s3:GetObject", "s3:*", "secretsmanager:GetSecretValue", "sqs:*", "kms:Decrypt",
    ]
    var narrowed = 0
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed))
      let used = uses.filter { _ in random.chance(50) }
      let statements = (0..<random.number(1...3)).map { _ in
        let action = random.pick(written)
        return #"{Effect: Allow, Action: "\#(action)", Resource: "*"}"#
      }
      let names = used.map { "!GetAtt \($0).\($0 == "Secret" ? "Id" : "Arn")" }
      let text = template(uses: names, statements: statements)
      let fixed = fixed(text)
      guard fixed.text != text else { continue }
      narrowed += 1
      var before = AccessAsker(TemplateEstate(text).estate)
      var after = AccessAsker(TemplateEstate(fixed.text).estate)
      for use in uses {
        for action in actions[use] ?? [] {
          let rest = action.hasPrefix("s3:") ? "/a.csv" : ""
          let question = AccessAsker.Inquiry(
            principal: "template.yaml#Role",
            action: action,
            resource: "template.yaml#\(use)\(rest)",
            context: [:]
          )
          let old = try before.answer(question).verdict
          let new = try after.answer(question).verdict
          let isNeeded = used.contains(use) || use == "Key" && used.contains("Data")
          #expect(new != .allowed || old == .allowed, "\(seed): \(action) on \(use)")
          if isNeeded { #expect(new == old, "\(seed): \(action) on \(use)") }
        }
      }
      for finding in fixed.outcome.report.fixed ?? [] { #expect(finding.safety == .review) }
    }
    #expect(narrowed > 20, "\(narrowed)")
  }
}
