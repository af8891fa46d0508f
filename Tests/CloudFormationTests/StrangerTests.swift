import Findings
import Infrastructure
import SourceText
import TemplateEstates
import Testing

/// Types, properties and transforms that nobody judges.
@Suite struct StrangerTests {
  @Test(arguments: [
    ("AWS::S3::Bcuket", "did you mean 'AWS::S3::Bucket'?"),
    ("aws::s3::bucket", "did you mean 'AWS::S3::Bucket'?"),
    ("AWS::Lambda::Permisson", "did you mean 'AWS::Lambda::Permission'?"),
  ])
  func aTypeThatIsNearlyOneIsReported(type: String, help: String) {
    let estate = TemplateEstate("Resources: {A: {Type: '\(type)'}}")
    #expect(estate.diagnostics.map(\.code) == ["unknown-type"])
    #expect(estate.diagnostics.map(\.help) == [help])
    #expect(estate.diagnostics.allSatisfy { $0.level == .warning })
  }

  @Test(arguments: [
    "AWS::EC2::Instance", "AWS::Lambda::Permission", "AWS::New::Thing", "Custom::A",
  ])
  func aTypeThatMayExistIsNot(type: String) {
    #expect(TemplateEstate("Resources: {A: {Type: '\(type)'}}").diagnostics.isEmpty)
  }

  @Test func aPropertyThatIsNearlyOneIsReported() {
    let estate = TemplateEstate(
      """
      Resources:
        Bucket:
          Type: AWS::S3::Bucket
          Properties:
            BucketEncrytion: {}
            Colour: red
            PublicAccessBlockConfiguration: {BlockPublicAcl: true, IgnorePublicAcls: true}
        Notebook:
          Type: AWS::SageMaker::NotebookInstance
          Properties: {SecurityGroupId: [], SecurityGroupIds: []}
      """
    )
    #expect(estate.diagnostics.map(\.code) == ["unknown-property", "unknown-property"])
    let help = estate.diagnostics.map(\.help)
    #expect(help == ["did you mean 'BlockPublicAcls'?", "did you mean 'BucketEncryption'?"])
  }

  @Test(arguments: [
    ("!Ref Nmae", "Name"), ("!GetAtt Bukcet.Arn", "Bucket"), ("!If [IsPord, a, b]", "IsProd"),
    ("!FindInMap [Sizez, a, b]", "Sizes"), ("!ref Name", "!Ref"), ("{'Fn::Sbu': a}", "Fn::Sub"),
    ("!Sub '${Nmae}'", "Name"),
  ])
  func aNameThatIsNearlyOneIsSuggested(expression: String, meant: String) {
    let estate = TemplateEstate(
      """
      Parameters: {Name: {Type: String}}
      Conditions: {IsProd: !Equals [!Ref Name, prod]}
      Mappings: {Sizes: {a: {b: c}}}
      Resources:
        Bucket: {Type: AWS::S3::Bucket}
        Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: \(expression)}}
      """
    )
    #expect(estate.diagnostics.map(\.help) == ["did you mean '\(meant)'?"])
  }

  @Test func theServerlessModelAndMacrosAreNotApplied() {
    let estate = TemplateEstate(
      """
      Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions, Macro]
      Resources:
        A: {Type: AWS::Serverless::Connector}
        B: {Type: AWS::Serverless::Connector}
        C: {Type: AWS::Serverless::GraphQLApi}
      """
    )
    #expect(
      estate.messages == [
        "transform 'Macro' is not applied: what it changes is not judged",
        "what the serverless application model makes of AWS::Serverless::Connector, "
          + "AWS::Serverless::GraphQLApi is not judged",
      ]
    )
  }

  @Test func everyTypeOfAWSIsDeclaredOnce() {
    let names = [Declarations.builtIn, .others].map { declarations in
      declarations.types.map(declarations.typeName(of:))
    }
    #expect(names[1].count > 1500)
    #expect(Set(names[0]).isDisjoint(with: names[1]))
    #expect(Declarations.typeNames.count == names[0].count + names[1].count)
    #expect(Declarations.typeNames.contains("AWS::Glue::Job"))
  }

  @Test func theOtherTypesHaveTheirProperties() throws {
    let (declarations, type) = try #require(Declarations.builtIn.holding("AWS::Kinesis::Stream"))
    let shape = declarations.shape(of: type)
    let name = declarations.vocabulary.name("StreamEncryption")
    let property = try #require(declarations.property(name, in: shape))
    guard case .object(let inner) = property.kind.form else {
      Issue.record("a stream's encryption is an object")
      return
    }
    let words = try #require(
      declarations.property(declarations.vocabulary.name("EncryptionType"), in: inner)
    )
    #expect(declarations.enumeration(of: words).contains("KMS"))
    #expect(Declarations.builtIn.holding("AWS::Kinesis::Streem") == nil)
    #expect(Declarations.builtIn.holding("Custom::Stream") == nil)
  }
}

/// Comments that other linters obey.
@Suite struct SuppressionCommentTests {
  private static func messages(_ text: String) -> [String] {
    TemplateEstate(text).messages
  }

  @Test(
    arguments: [
      ("# checkov:skip=CKV_AWS_18:not needed", "checkov CKV_AWS_18"),
      ("#checkov:skip=CKV_AWS_18", "checkov CKV_AWS_18"),
      ("# kics-scan ignore-line", "kics ignore-line"),
      ("#kics-scan disable=a,b", "kics disable=a,b"),
      ("# trivy:ignore:AVD-AWS-0089", "trivy AVD-AWS-0089"),
      ("# tfsec:ignore:aws-s3-x", "tfsec aws-s3-x"), ("# nosemgrep", "semgrep"),
      ("# nosemgrep: a.b.c -- why", "semgrep a.b.c"), ("# cfn-lint: E3012", "cfn-lint E3012"),
    ]
  )
  func aCommentForAnotherLinterIsReported(comment: String, id: String) {
    let expected = "this template silences \(id), which does not silence Lintel"
    for text in [
      "\(comment)\nResources: {A: {Type: AWS::S3::Bucket}}",
      "Resources:\n  A:\n    Type: AWS::S3::Bucket \(comment)",
      "Resources:\n  A:\n    \(comment)\n    Type: AWS::S3::Bucket",
    ] {
      #expect(Self.messages(text) == [expected])
    }
  }

  @Test(
    arguments: [
      "# about checkov", "# skip", "", "# see nosemgrep", "# lintel",
    ]
  )
  func otherCommentsAreNone(comment: String) {
    #expect(Self.messages("Resources: {A: {Type: AWS::S3::Bucket}} \(comment)").isEmpty)
  }

  @Test func codeInAScalarIsNoCommentOfTheTemplate() {
    let text = """
      Resources:
        Code:
          Type: Custom::Code
          Properties:
            Text: |
              run()  # nosemgrep
              # checkov:skip=CKV_AWS_1
            Plain: 'a # nosemgrep'
      """
    #expect(Self.messages(text).isEmpty)
  }

  @Test func metadataAndCommentsAreOneWarningInTheirOrder() {
    let text = """
      Resources:
        A:
          Type: AWS::S3::Bucket  # nosemgrep
          Metadata: {checkov: {skip: [{id: CKV_AWS_18, comment: x}]}}
      """
    #expect(
      Self.messages(text) == [
        "this template silences semgrep, checkov CKV_AWS_18, which does not silence Lintel"
      ]
    )
  }
}
