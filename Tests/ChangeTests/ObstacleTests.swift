import Change
import Findings
import SourceText
import Testing

/// What is not edited, and the word why.
@Suite struct ObstacleTests {
  private static let parameter = "Parameters: {Off: {Type: String, AllowedValues: ['false']}}\n"

  @Test(arguments: [
    (
      parameter
        + "Resources: {A: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: !Ref Off}}}",
      "its value comes from '!Ref'"
    ),
    (
      parameter
        + "Resources: {A: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: {Ref: Off}}}}",
      "its value comes from 'Ref'"
    ),
    (
      """
      Parameters: {Off: {Type: String, AllowedValues: [a, b]}}
      Conditions: {IsA: !Equals [!Ref Off, a]}
      Resources:
        A:
          Type: AWS::KMS::Key
          Properties:
            EnableKeyRotation: !If [IsA, true, false]
      """,
      "its value comes from '!If'"
    ),
    (
      """
      Mappings: {Keys: {all: {rotates: false}}}
      Resources:
        A:
          Type: AWS::KMS::Key
          Properties:
            EnableKeyRotation: !FindInMap [Keys, all, rotates]
      """,
      "its value comes from 'Mappings'"
    ),
    (
      """
      Resources:
        A: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: &off false}}
        B: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: *off}}
      """,
      "its value is shared: an alias stands for it elsewhere"
    ),
    (
      """
      Resources:
        A:
          Type: AWS::KMS::Key
          Properties: &plain {EnableKeyRotation: false}
        B:
          Type: AWS::KMS::Key
          Properties:
            <<: *plain
      """,
      "its value is shared: an alias stands for it elsewhere"
    ),
    (
      """
      Resources:
        A: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: !Ref AWS::NoValue}}
      """,
      "its value comes from '!Ref'"
    ),
    (
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Keys:
          - Name
          - [One, Two]
          - Key${Name}: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}
      """,
      "a transform makes it of something else"
    ),
  ])
  func whatStandsElsewhereIsNotEdited(_ text: String, _ obstacle: String) {
    let fixed = Fixed(text)
    #expect(fixed.text == text)
    #expect(
      fixed.outcome.report.findings.contains { $0.policy.rawValue == "kms-key-rotation-enabled" }
    )
    #expect(fixed.obstacles.contains(obstacle), "\(fixed.obstacles)")
  }

  @Test func whatAMergeKeyBringsInIsNotEdited() {
    let policy = CustomPolicy.stored(
      "has-a-name",
      types: "AWS::S3::Bucket",
      """
      assert: props.?BucketName.orValue('').startsWith('ml-')
      fix: {set: {path: BucketName, value: ml-data}, safety: safe}
      """
    )
    let text = """
      Metadata: {Plain: &plain {BucketName: data}}
      Resources:
        B: {Type: AWS::S3::Bucket, Properties: {<<: *plain}}
      """
    let source = SourceFile(path: "t.yaml", bytes: Array(text.utf8))
    let fixed = Fixed([source], policies: [policy])
    #expect(fixed.outcome.changes.isEmpty)
    #expect(fixed.obstacles == ["its value is shared: '<<' brings it in"])
  }

  @Test func safeFixesLeaveTheOthersAlone() {
    let fixed = Fixed(
      """
      Resources:
        Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}
        Lab: {Type: AWS::SageMaker::NotebookInstance, Properties: {DirectInternetAccess: Enabled}}
      """,
      .safe
    )
    #expect(fixed.made == ["set EnableKeyRotation to true"])
    #expect(fixed.obstacles == ["somebody has to look at the fix: --fix=all makes it"])
  }

  @Test func aFixWithAConsequenceIsNotMade() throws {
    // What ends one violation begins another: neither way is out.
    let policies = [
      CustomPolicy.stored(
        "names-in-lower-case",
        types: "AWS::S3::Bucket",
        "assert: props.?BucketName.orValue('') == 'data'"
      ),
      CustomPolicy.stored(
        "names-with-a-stage",
        types: "AWS::S3::Bucket",
        "assert: props.?BucketName.orValue('') == 'data-dev' || props.?BucketName.orValue('') == 'x'"
      ),
    ]
    let text = "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: x}}}"
    let source = SourceFile(path: "t.yaml", bytes: Array(text.utf8))
    let fixed = Fixed([source], policies: policies)
    #expect(fixed.outcome.changes.isEmpty)
    #expect(fixed.obstacles.count == 1)
    #expect(fixed.obstacles.first?.hasPrefix("it leads to 'names-with-a-stage'") == true)
  }

  @Test func aFixThatDoesNotMendIsNotMade() {
    // The declared value is allowed by AWS, and not what the assertion asks for.
    let rule = """
      assert: props.?VersioningConfiguration.?Status.orValue('Suspended') == 'Enabled'
      fix: {set: {path: VersioningConfiguration.Status, value: Suspended}, safety: safe}
      """
    let policy = CustomPolicy.stored("versions-are-kept", types: "AWS::S3::Bucket", rule)
    let text = "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: x}}}"
    let source = SourceFile(path: "t.yaml", bytes: Array(text.utf8))
    let fixed = Fixed([source], policies: [policy])
    #expect(fixed.outcome.changes.isEmpty)
    #expect(fixed.obstacles == ["the finding stays"])
  }

  @Test func oneFixThatFailsDoesNotKeepOthersFromBeingMade() {
    let policies = [
      CustomPolicy.stored(
        "not-two",
        types: "AWS::S3::Bucket",
        "assert: \"!(resource.id == 'B7' && props.?BucketName.orValue('') == 'a')\""
      ),
      CustomPolicy.stored(
        "all-a",
        types: "AWS::S3::Bucket",
        "assert: props.?BucketName.orValue('') == 'a'"
      ),
    ]
    let names = (0..<20).map { "  B\($0): {Type: AWS::S3::Bucket, Properties: {BucketName: b}}\n" }
    let text = "Resources:\n" + names.joined()
    let source = SourceFile(path: "t.yaml", bytes: Array(text.utf8))
    let fixed = Fixed([source], policies: policies)
    #expect(fixed.made.count == 19)
    #expect(fixed.outcome.report.findings.map(\.subject?.address) == ["t.yaml#B7"])
  }
}
