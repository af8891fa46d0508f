import Findings
import SourceText
import Testing

/// The key `fix` of a rule: what can be wrong with it is said when the policy is read.
@Suite struct FixDeclarationTests {
  private static let template = """
    Resources:
      Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
    """

  private func judged(_ fix: String, _ template: String = template) -> Judged {
    let rule = "assert: has(props.PublicAccessBlockConfiguration)\nfix: \(fix)"
    return Judged(policy(rule), on: template)
  }

  @Test(arguments: [
    (
      "{set: {path: BuketName, value: x}, safety: safe}",
      "invalid-policy at 'BuketName': AWS::S3::Bucket has no field 'BuketName'; "
        + "did you mean 'BucketName'?"
    ),
    (
      "{set: {path: BucketName, value: true}, safety: safe}",
      "invalid-policy at 'true': '==' does not take (string, bool)"
    ),
    (
      "{set: {path: AccelerateConfiguration.AccelerationStatus, value: enabled}, safety: safe}",
      "invalid-policy at 'enabled': the value is never 'enabled'; did you mean 'Enabled'?"
    ),
    (
      "{set: {path: PublicAccessBlockConfiguration, value: {BlockPublicAcl: true}}, safety: safe}",
      "invalid-policy at '{BlockPublicAcl: true}': AWS::S3::Bucket.PublicAccessBlockConfiguration "
        + "has no field 'BlockPublicAcl'; did you mean 'BlockPublicAcls'?"
    ),
    (
      "{set: {path: BucketName, value: {a: b}}, safety: safe}",
      "invalid-policy at '{a: b}': 'BucketName' holds no mapping"
    ),
    (
      "{append: {path: BucketName, value: x}, safety: safe}",
      "invalid-policy at 'BucketName': "
    ),
    (
      "{set: {path: Arn, value: x}, safety: safe}",
      "invalid-policy at 'Arn': 'Arn' is set by AWS alone"
    ),
    (
      "{narrow: bucket, safety: review}",
      "invalid-policy at 'bucket': 'bucket' is no variable of the rule"
    ),
    (
      "{set: {path: BucketName, value: x}}",
      "invalid-policy at 'set': 'safety' is missing"
    ),
    (
      "{set: {path: BucketName, value: x}, safety: sure}",
      "invalid-policy at 'sure': safety 'sure' does not exist; one of review, safe"
    ),
    (
      "{change: {path: BucketName, value: x}, safety: safe}",
      "invalid-policy at 'change': 'change' is not a key of a fix"
    ),
    (
      "{set: {path: 'Bucket Name', value: x}, safety: safe}",
      "invalid-policy at ''Bucket Name'': 'Bucket Name' is no path of properties"
    ),
    ("sure", "invalid-policy at 'sure': safety 'sure' does not exist; one of review, safe"),
    ("[]", "invalid-policy at '[]': 'fix' is empty"),
  ])
  func whatIsWrongWithAFixIsAnErrorAtItsPlace(_ fix: String, _ expected: String) {
    let diagnostics = judged(fix).diagnostics
    #expect(diagnostics.first?.hasPrefix(expected) == true, "\(diagnostics)")
  }

  @Test func severalChangesAreMadeTogether() throws {
    let fix = """
      [{set: {path: PublicAccessBlockConfiguration.BlockPublicAcls, value: true}, safety: safe},
       {remove: {path: BucketName}, safety: review}]
      """.replacing("\n", with: " ")
    let judged = judged(
      fix,
      "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n"
        + "      BucketName: data\n      Tags: []\n"
    )
    #expect(judged.diagnostics == [])
    let found = try #require(judged.findings.first?.fixes.first)
    #expect(found.safety == .review)
    #expect(found.edits.count == 2)
    #expect(
      found.description
        == "set PublicAccessBlockConfiguration.BlockPublicAcls to true and remove BucketName"
    )
  }

  @Test(arguments: [
    ("Tags: [{Key: a, Value: b}]", ", {Key: owner, Value: ml}"),
    ("Tags: []", "{Key: owner, Value: ml}"),
    ("BucketName: data", "\n      Tags:\n        - Key: owner\n          Value: ml"),
    ("Tags:\n      - Key: a\n        Value: b", "\n      - Key: owner\n        Value: ml"),
  ])
  func anElementIsAppendedAsTheOthersAreWritten(_ properties: String, _ expected: String) throws {
    let judged = judged(
      "{append: {path: Tags, value: {Key: owner, Value: ml}}, safety: safe}",
      "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      \(properties)\n"
    )
    #expect(judged.diagnostics == [])
    let fix = try #require(judged.findings.first?.fixes.first)
    #expect(fix.edits.map(\.replacement) == [expected])
  }

  @Test func aPathMayBeginAtTheElementOfAnIteration() throws {
    let rule = """
      forEach: {var: rule, in: "props.?LifecycleConfiguration.Rules.orValue([])"}
      assert: rule.Status == 'Enabled'
      fix: {set: {path: rule.Status, value: Enabled}, safety: safe}
      """
    let template = """
      Resources:
        Data:
          Type: AWS::S3::Bucket
          Properties:
            LifecycleConfiguration:
              Rules: [{Id: a, Status: Enabled}, {Id: b, Status: Disabled}]
      """
    let judged = Judged(policy(rule), on: template)
    #expect(judged.diagnostics == [])
    let fix = try #require(judged.findings.first?.fixes.first)
    #expect(fix.edits.map { judged.text($0.span) } == ["Disabled"])
    #expect(fix.edits.map(\.replacement) == ["Enabled"])
  }

  @Test func withoutADeclarationTheOneRightValueIsTheFix() throws {
    let rule = "assert: props.?VersioningConfiguration.?Status.orValue('Suspended') == 'Enabled'"
    let judged = Judged(policy(rule), on: Self.template)
    let fix = try #require(judged.findings.first?.fixes.first)
    #expect(fix.safety == .review)
    #expect(fix.description == "set VersioningConfiguration.Status to Enabled")
    #expect(fix.edits.map(\.replacement) == [", VersioningConfiguration: {Status: Enabled}"])
  }

  @Test func whatTheAssertionAsksForMayBeDeclaredSafe() throws {
    let rule = """
      assert: props.?VersioningConfiguration.?Status.orValue('Suspended') == 'Enabled'
      fix: safe
      """
    let fix = try #require(Judged(policy(rule), on: Self.template).findings.first?.fixes.first)
    #expect(fix.safety == .safe)
    #expect(fix.description == "set VersioningConfiguration.Status to Enabled")
  }

  @Test(arguments: [
    "assert: props.?BucketName.orValue('') in ['a', 'b']",
    "assert: props.?BucketName.orValue('') == 'a' || props.?AccessControl.orValue('') == 'Private'",
    "assert: props.?BucketName.orValue('').startsWith('ml-')",
    "assert: has(props.VersioningConfiguration)",
  ])
  func whereMoreThanOneValueWouldDoNothingIsGuessed(_ rule: String) {
    let judged = Judged(policy(rule), on: Self.template)
    #expect(judged.findings.count == 1)
    #expect(judged.findings.flatMap(\.fixes).isEmpty)
    #expect(judged.findings.allSatisfy { $0.fixObstacle == nil })
  }
}
