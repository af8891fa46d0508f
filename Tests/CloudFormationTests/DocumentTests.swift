import Findings
import Infrastructure
import SourceText
import TemplateEstates
import Testing
import Values

/// Policy documents that are given as JSON text.
@Suite struct DocumentTests {
  private func estate(_ document: String, parameters: [String: String] = [:]) -> TemplateEstate {
    TemplateEstate(
      """
      Parameters:
        Open: {Type: String}
        Stage: {Type: String, AllowedValues: [dev, prod]}
      Conditions:
        IsProd: !Equals [!Ref Stage, prod]
      Resources:
        Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument: \(document)
      """,
      parameters: parameters
    )
  }

  private func text(at span: SourceSpan?, in estate: TemplateEstate) -> String? {
    span.map { span in
      let bytes = estate.sources[0].bytes[Int(span.start)..<Int(span.end)]
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      (#"'{"A": [1, true, "x"]}'"#, "{A: [1, true, 'x']}"),
      (#""{\"A\": \"x\"}""#, "{A: 'x'}"),
      ("|\n        {\"A\": {\"B\": \"x\"}}", "{A: {B: 'x'}}"),
      (">\n        {\"A\":\n        \"x\"}", "{A: 'x'}"),
      ("!Sub '{\"A\": \"${Bucket}\"}'", "{A: ->Bucket}"),
      ("!Sub '{\"A\": \"${!Bucket}\"}'", "{A: '${Bucket}'}"),
      ("!Sub ['{\"A\": \"${X}-${Open}\"}', {X: y}]", "{A: 'y-' + ?parameter}"),
      ("{'Fn::Sub': '{\"A\": \"${Bucket}\"}'}", "{A: ->Bucket}"),
      (
        "!Join ['', ['{\"A\": \"', !Ref Open, '/', !Ref Bucket, '\"}']]",
        "{A: ?parameter + '/data'}"
      ),
      ("!If [IsProd, '{\"A\": 1}', {A: 2}]", "<{A: 1} | {A: 2}>"),
      ("plain", "'plain'"),
    ]
  )
  func aTextIsReadAsWhatItHolds(document: String, outline: String) {
    let estate = estate(document)
    #expect(estate.outline("PolicyDocument", of: "Policy") == outline)
    #expect(estate.diagnostics.isEmpty)
  }

  @Test func whatTheDeploymentMakesJSONOfIsUnknown() {
    let estate = estate("!Sub '{\"A\": ${Open}}'")
    #expect(estate.outline("PolicyDocument", of: "Policy") == "?unresolved-reference")
    #expect(estate.diagnostics.isEmpty)
  }

  @Test func aTextThatIsNoJSONIsReportedWhereItBreaks() throws {
    let estate = estate("|\n        {\"A\": [1,]}")
    #expect(estate.outline("PolicyDocument", of: "Policy") == "?invalid-value")
    let diagnostic = try #require(estate.diagnostics.first)
    #expect(diagnostic.code == "json-syntax")
    #expect(text(at: diagnostic.span, in: estate) == "]")
  }

  @Test(arguments: [
    "|\n        {\"A\":\n          \"x\"}", "'{\"A\": \"x\"}'", "!Sub '{\"A\": \"x\"}'",
  ])
  func itsValuesKeepTheirPlaces(document: String) throws {
    let estate = estate(document)
    let value = try #require(estate.value("PolicyDocument.A", of: "Policy"))
    #expect(text(at: estate.estate.span(of: value.origin), in: estate) == "\"x\"")
  }

  @Test func behindEscapesTheWholeTextIsThePlace() throws {
    let document = #""{\"A\": \"x\"}""#
    let estate = estate(document)
    let value = try #require(estate.value("PolicyDocument.A", of: "Policy"))
    #expect(text(at: estate.estate.span(of: value.origin), in: estate) == document)
  }
}
