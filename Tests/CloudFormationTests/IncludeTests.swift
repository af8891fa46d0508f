import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// `Fn::Transform`, wherever a template may use it: what it puts there is not known.
@Suite struct IncludeTests {
  private static func include(_ location: String) -> String {
    "{Name: AWS::Include, Parameters: {Location: \(location)}}"
  }

  /// What the value under test is unknown for, and what would settle it.
  private static func unknown(_ path: String, _ text: String, of resource: String = "Use")
    -> Unknown?
  {
    let estate = TemplateEstate(text)
    guard estate.diagnostics.isEmpty, let value = estate.value(path, of: resource),
      value.kind == .unknown
    else { return nil }
    return estate.estate.heap.unknown(value)
  }

  @Test(
    arguments: [
      (include("s3://b/x.yaml"), "the include of 's3://b/x.yaml'"),
      (include("!Sub 's3://${P}/x'"), "the include of 's3://b/x'"),
      (include("!Sub 's3://${Q}/x'"), "an include"), ("{Name: AWS::Include}", "an include"),
      ("{Name: Tagger}", "what macro 'Tagger' makes here"), ("x", "the result of 'Fn::Transform'"),
    ]
  )
  func whatIsPutInIsUnknownByName(transform: String, subject: String) throws {
    for properties in [
      "Properties: {Fn::Transform: \(transform)}", "Fn::Transform: \(transform)",
      "Properties: {BucketName: x, Fn::Transform: \(transform)}",
      "Properties: {BucketName: x}, Fn::Transform: \(transform)",
    ] {
      let found = Self.unknown(
        "",
        """
        Parameters: {P: {Type: String, AllowedValues: [b]}, Q: {Type: String}}
        Resources: {Use: {Type: AWS::S3::Bucket, \(properties)}}
        """
      )
      let unknown = try #require(found, "\(properties)")
      #expect(unknown.subject == subject)
      #expect(unknown.settle.hasSuffix("--template-stage Processed"))
    }
  }

  /// What an include declares is neither missing nor wrong where it is used.
  @Test(
    arguments: [
      ("Mappings", "!FindInMap [M, a, b]"), ("Mappings", "!FindInMap [N, a, c]"),
      ("Mappings", "!FindInMap [M, a, b, {DefaultValue: d}]"),
      ("Mappings", "!FindInMap [N, x, b, {DefaultValue: d}]"), ("Parameters", "!Ref Included"),
      ("Conditions", "!If [Included, !Ref Included, !Ref Included]"),
    ]
  )
  func whatASectionIncludesMayBeUsed(section: String, value: String) {
    let rest = section == "Mappings" ? ", N: {a: {b: 1}}" : ""
    let text = """
      \(section): {Fn::Transform: \(Self.include("s3://b/x"))\(rest)}
      Resources: {Use: {Type: Custom::Use, Properties: {Value: \(value)}}}
      """
    let estate = TemplateEstate(text)
    #expect(estate.diagnostics.isEmpty)
    let found = estate.outline("Value", of: "Use")
    #expect(found == "?unsupported-function" || found?.hasPrefix("<?unsupported-function") == true)
  }

  @Test func whatIsWrittenBesideAnIncludeHolds() {
    let estate = TemplateEstate(
      """
      Mappings: {M: {a: {b: 1, Fn::Transform: \(Self.include("s3://b/x"))}}}
      Resources: {Use: {Type: Custom::Use, Properties: {Value: !FindInMap [M, a, b]}}}
      """
    )
    #expect(estate.outline("Value", of: "Use") == "1")
  }
}
