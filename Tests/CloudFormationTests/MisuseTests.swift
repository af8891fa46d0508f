import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Functions that are used in ways that CloudFormation refuses: reported where they stand, and
/// unknown, never guessed.
@Suite struct MisuseTests {
  static let sections = """
    Parameters:
      Name: {Type: String, Default: x}
      Names: {Type: CommaDelimitedList, Default: "p,q"}
    Mappings:
      Sizes: {prod: {Count: "3"}}
    Conditions:
      Open: !Equals [!Ref AWS::Region, eu-west-1]
    """

  @Test(
    arguments: [
      "!Ref [a, b]",
      "!Ref {a: b}",
      "{Ref: [a]}",
      "{Ref: !Sub Name}",
      "!GetAtt {a: b}",
      "!GetAtt [Bucket]",
      "!GetAtt [Bucket, Arn, More]",
      "!GetAtt [!Ref Name, Arn]",
      "!Sub [a]",
      "!Sub [a, b]",
      "!Sub [a, {b: c}, d]",
      "!Sub [!Ref Name, {b: c}]",
      "{Fn::Sub: !Ref Name}",
      "!Sub {a: b}",
      "!Join a",
      "!Join [',']",
      "!Join [',', [a], b]",
      "!Join [[','], [a]]",
      "!Join [!Ref Name, [a, b]]",
      "!Join [',', text]",
      "!Select 0",
      "!Select [0]",
      "!Select [0, [a], b]",
      "!Select [1, [a]]",
      "!Select [-1, [a]]",
      "!Select [x, [a]]",
      "!Select [0, text]",
      "!Split a",
      "!Split [',']",
      "!Split [!Ref Name, 'axb']",
      "!Split [[','], 'a,b']",
      "!Split ['', 'ab']",
      "!FindInMap [Sizes, prod]",
      "!FindInMap Sizes",
      "!FindInMap [[Sizes], prod, Count]",
      "!If [Open, a]",
      "!If Open",
      "!If [!Equals [a, a], a, b]",
      "!If [!Ref Name, a, b]",
      "!Cidr 10.0.0.0/8",
      "!Cidr [10.0.0.0/8]",
      "!Cidr [10.0.0.0/24, 0, 5]",
      "!Cidr [10.0.0.0/24, 257, 1]",
      "!Cidr [10.0.0.0/24, 9, 5]",
      "!Cidr [10.0.0.0/24, 1, 9]",
      "!Cidr [10.0.0.0/24, 1, 0]",
      "!Cidr [10.0.0.0/24, 1, -9223372036854775808]",
      "!Cidr [10.0.0.0/24, 1, 9223372036854775807]",
      "!Cidr ['ffff::/16', 2, 112]",
      "!Cidr ['::/0', 2, 128]",
      "!Cidr [nonsense, 1, 5]",
    ]
  )
  func aMisuseIsReportedAtItsPlaceAndUnknown(expression: String) {
    let probe = probe(expression, sections: Self.sections)
    #expect(probe.outlineOfProbe?.hasPrefix("?invalid-value") == true)
    #expect(probe.diagnostics.map(\.code) == ["invalid-intrinsic"])
    #expect(probe.diagnostics.compactMap(\.span).map(probe.text) == [expression])
    #expect(probe.value("Value", of: "Probe").flatMap(probe.source) == expression)
  }

  @Test(
    arguments: [
      ("!Ref Nobody", "'Nobody' is neither a parameter nor a resource of this template"),
      ("!Ref ''", "'' is neither a parameter nor a resource of this template"),
      ("!GetAtt Nobody.Arn", "'Nobody' is not a resource of this template"),
      ("!GetAtt Bucket", "'Bucket' names no attribute"),
      ("!Sub '${Nobody}'", "'Nobody' is neither a parameter nor a resource of this template"),
      ("!Sub '${Nobody.Arn}'", "'Nobody' is not a resource of this template"),
      (
        "!Sub '${aws:username}'",
        "'aws:username' is neither a parameter nor a resource of this template"
      ),
      ("!FindInMap [Nothing, a, b]", "'Nothing' is not a mapping of this template"),
    ]
  )
  func aReferenceToNothingIsReportedAndUnknown(expression: String, message: String) {
    let probe = probe(expression)
    #expect(probe.outlineOfProbe == "?unresolved-reference")
    #expect(probe.messages == [message])
    #expect(probe.diagnostics.compactMap(\.span).map(probe.text) == [expression])
  }

  @Test func aMisuseBehindAReferenceIsReportedOnce() {
    let template = TemplateEstate(
      """
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Join [',', text]}}
        Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket}}
        Other: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !GetAtt Bucket.Arn}}
      """
    )
    #expect(template.diagnostics.map(\.code) == ["invalid-intrinsic"])
  }

  @Test func aMisuseWithinAConditionIsReportedOnce() {
    let template = TemplateEstate(
      """
      Conditions:
        C: !Equals [!Join [',', text], x]
        Unused: !Equals [!Ref Nobody, x]
      Resources:
        Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket}}
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !If [C, a, b]}}
        Other: {Type: AWS::S3::Bucket, Condition: C}
      """
    )
    #expect(template.diagnostics.map(\.code) == ["invalid-intrinsic", "unresolved-reference"])
  }

  /// CloudFormation refuses null; nothing follows from one.
  @Test(arguments: ["~", "null", ""])
  func aNullIsNoText(null: String) {
    let template = TemplateEstate(
      """
      Resources:
        Notebook:
          Type: AWS::SageMaker::NotebookInstance
          Properties:
            KmsKeyId: \(null)
      """
    )
    #expect(template.outline("KmsKeyId", of: "Notebook") == "?invalid-value")
    #expect(template.diagnostics.map(\.code) == ["null-value"])
  }

  /// What no deployment can have is unknown; it is the template that is wrong, not a policy.
  @Test(
    arguments: [
      ("AWS::IAM::Role", "ManagedPolicyArns", "arn:x", "a list was expected here"),
      ("AWS::IAM::Role", "ManagedPolicyArns", "{a: b}", "a list was expected here"),
      ("AWS::IAM::Role", "ManagedPolicyArns", "!Sub arn:x", "a list was expected here"),
      ("AWS::IAM::Role", "ManagedPolicyArns", "!Ref R", "a list was expected here"),
      ("AWS::IAM::Role", "RoleName", "[a]", "a text was expected here"),
      ("AWS::IAM::Role", "RoleName", "{a: b}", "a text was expected here"),
      ("AWS::IAM::Role", "RoleName", "!Split [',', 'a']", "a text was expected here"),
      ("AWS::S3::Bucket", "BucketEncryption", "[a]", "a mapping was expected here"),
      ("AWS::S3::Bucket", "BucketEncryption", "true", "a mapping was expected here"),
      ("AWS::KMS::Key", "EnableKeyRotation", "[true]", "true or false was expected here"),
      ("AWS::KMS::Key", "EnableKeyRotation", "7", "true or false was expected here"),
      ("AWS::KMS::Key", "PendingWindowInDays", "true", "a number was expected here"),
      ("AWS::KMS::Key", "PendingWindowInDays", "{Condition: Yes}", "a number was expected here"),
    ]
  )
  func aValueOfTheWrongShapeIsReportedAndUnknown(
    type: String,
    property: String,
    value: String,
    message: String
  ) {
    let template = TemplateEstate(
      """
      Conditions: {Yes: !Equals [a, a]}
      Resources:
        R: {Type: \(type), Properties: {\(property): \(value)}}
      """
    )
    #expect(template.outline(property, of: "R") == "?invalid-value")
    #expect(template.diagnostics.map(\.code) == ["wrong-type"])
    #expect(template.messages == [message])
    #expect(template.diagnostics.compactMap(\.span).map(template.text) == [value])
  }

  /// What a function gives is as wrong as what is written.
  @Test(arguments: ["!Split [',', 'a']", "!FindInMap [M, a, b]"])
  func aListOfTheWrongElementsIsUnknownElementByElement(list: String) {
    let template = TemplateEstate(
      """
      Mappings: {M: {a: {b: [text]}}}
      Resources:
        R: {Type: AWS::SageMaker::EndpointConfig, Properties: {ProductionVariants: \(list)}}
      """
    )
    #expect(template.outline("ProductionVariants", of: "R") == "[?invalid-value]")
    #expect(template.diagnostics.map(\.code) == ["wrong-type"])
  }

  @Test(
    arguments: [
      "PolicyDocument: text", "PolicyDocument: [a]", "Roles: !GetAtt Custom.Names",
      "Roles: !Ref Names", "Roles: [!Ref Name]", "PolicyName: 7",
      "PolicyName: !GetAtt Custom.Names",
    ]
  )
  func aValueThatMayHaveTheRightShapeIsLeftAlone(property: String) {
    let template = TemplateEstate(
      """
      Parameters:
        Name: {Type: String}
        Names: {Type: CommaDelimitedList}
      Resources:
        Custom: {Type: Custom::Names}
        R:
          Type: AWS::IAM::Policy
          Properties:
            \(property)
      """
    )
    #expect(template.messages == [])
  }

  /// Attributes may be lists, numbers and booleans, and texts with gaps may read as such.
  @Test(
    arguments: [
      ("AWS::IAM::Role", "ManagedPolicyArns", "!GetAtt R.Arns"),
      ("AWS::IAM::Role", "ManagedPolicyArns", "!GetAtt R.Arn"),
      ("AWS::S3::Bucket", "BucketEncryption", "!GetAtt R.Arn"),
      ("AWS::KMS::Key", "EnableKeyRotation", "!GetAtt R.Arn"),
      ("AWS::KMS::Key", "EnableKeyRotation", "!Sub '${AWS::Region}'"),
      ("AWS::KMS::Key", "PendingWindowInDays", "!Sub '1${AWS::Region}'"),
      ("AWS::KMS::Key", "PendingWindowInDays", "!Ref R"),
    ]
  )
  func whatMayTurnOutInTheRightShapeIsUnknown(type: String, property: String, value: String) {
    let template = TemplateEstate(
      "Resources:\n  R: {Type: \(type), Properties: {\(property): \(value)}}"
    )
    let outline = template.outline(property, of: "R")
    #expect(outline == "?generated-attribute" || outline == "?pseudo-parameter")
    #expect(template.messages == [])
  }

  /// The name of a resource is in the texts of references to it.
  @Test func aNameThatIsAListIsNoText() {
    let template = TemplateEstate(
      """
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: [a]}}
        R: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Bucket}}
      """
    )
    let reference = template.value("BucketName", of: "R")
    let text = reference.map { template.estate.heap.text(of: $0) }
    #expect(text.map { template.outline($0) } == "?invalid-value")
  }

  @Test(.timeLimit(.minutes(1))) func aliasesDoNotStandForValuesWithoutEnd() {
    let levels = (1...30).map { level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return "  a\(level): &a\(level) [\(aliases)]"
    }
    let template = TemplateEstate(
      """
      Metadata:
        a0: &a0 x
      \(levels.joined(separator: "\n"))
      Resources:
        Bucket: {Type: Custom::Thing, Properties: {Value: *a30}}
      """
    )
    #expect(template.diagnostics.map(\.code) == ["too-large"])
  }

  @Test func valuesAreNotNestedWithoutEnd() {
    let deep = String(repeating: "[", count: 150) + String(repeating: "]", count: 150)
    let probe = probe(deep)
    #expect(probe.diagnostics.map(\.code) == ["nesting-too-deep"])
  }

  /// Twenty names, each twice the one before it, would have a million letters.
  @Test func aTextThatGrowsWithoutEndIsUnknown() {
    let buckets = (1...40).map { index in
      "  B\(index): {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${B\(index - 1)}${B\(index - 1)}'}}"
    }
    let template = TemplateEstate(
      """
      Resources:
        B0: {Type: AWS::S3::Bucket, Properties: {BucketName: ab}}
      \(buckets.joined(separator: "\n"))
      """
    )
    #expect(template.outline("BucketName", of: "B3") == "'abababababababab'")
    #expect(template.outline("BucketName", of: "B40") == "?unmodelled")
  }
}
