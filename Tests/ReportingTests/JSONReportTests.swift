import Findings
import Foundation
import Reporting
import Testing

@Suite struct JSONReportTests {
  static let schema: JSONValue = {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../schemas/report.schema.json").standardized
    let text = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    return (try? JSONValue(parsing: text)) ?? .null
  }()

  static func sample() throws -> JSONValue {
    let located = LocatedReport(SampleReport.report())
    return try JSONValue(parsing: JSONReport.render(located, tool: SampleRendering.tool))
  }

  @Test func theSampleFitsThePublishedSchema() throws {
    #expect(Self.schema["properties"]["findings"] != .null)
    #expect(SchemaCheck(root: Self.schema).complaints(about: try Self.sample()) == [])
  }

  @Test func anEmptyReportFitsThePublishedSchema() throws {
    let json = JSONReport.render(TinyReport.empty(), tool: SampleRendering.tool)
    #expect(SchemaCheck(root: Self.schema).complaints(about: try JSONValue(parsing: json)) == [])
  }

  @Test func everyKeyOfTheSchemaIsWritten() throws {
    let sample = try Self.sample()
    let finding = Set(sample["findings"][0].members.keys)
    #expect(finding == Set(Self.schema["$defs"]["finding"]["properties"].members.keys))
    #expect(Set(sample.members.keys) == Set(Self.schema["properties"].members.keys))
  }

  @Test(arguments: [
    (#""complete": false,"#, "", "lacks 'complete'"),
    (#""complete": false,"#, #""complete": false, "extra": 1,"#, "has 'extra' besides"),
    (#""verdict": "violation""#, #""verdict": "satisfied""#, "is none of"),
    (#""severity": "critical""#, #""severity": null"#, "is none of"),
    (#""waiver": null,"#, "", "lacks 'waiver'"),
    (#""fingerprint": "0a1b"#, #""fingerprint": "XYZ"#, "does not match"),
    (#""line": 15"#, #""line": 0"#, "is below 1"),
  ])
  func theSchemaRefusesAnotherShape(text: String, replacement: String, complaint: String) throws {
    let located = LocatedReport(SampleReport.report())
    let json = JSONReport.render(located, tool: SampleRendering.tool)
    let changed = json.replacing(text, with: replacement, maxReplacements: 1)
    #expect(changed != json)
    let value = try JSONValue(parsing: changed)
    let complaints = SchemaCheck(root: Self.schema).complaints(about: value)
    #expect(complaints.contains { $0.contains(complaint) })
  }

  @Test func columnsCountUnicodeScalarsAndEndsAreExclusive() throws {
    let located = TinyReport.report("größe: 'データ'\nb: 1\n", marking: "'データ'")
    let json = try JSONValue(parsing: JSONReport.render(located, tool: SampleRendering.tool))
    let location = json["findings"][0]["location"]
    #expect(location["column"].integer == 8)
    #expect(location["endColumn"].integer == 13)
    #expect(location["endLine"].integer == 1)
  }

  @Test func whatIsHiddenIsSpelledOutAndStillMeansTheSame() throws {
    let name = "a\u{202E}b\u{9B}c\u{E0041}d\u{7F} \\\"##vso[task]"
    let located = TinyReport.report(Array("a: 1".utf8), marking: [0..<1], message: name)
    let text = JSONReport.render(located, tool: SampleRendering.tool)
    #expect(try JSONValue(parsing: text)["findings"][0]["message"].text == name)
    #expect(
      !text.unicodeScalars.contains { "\u{202E}\u{9B}\u{E0041}\u{7F}".unicodeScalars.contains($0) }
    )
    #expect(!text.contains("##vso["))
  }

  @Test func theLayoutIsThatOfOrdinaryJSON() {
    let text = PolicyListReport.json([SamplePolicies.wildcard])
    #expect(
      text == """
        [
          {
            "controls": [],
            "domain": "least-privilege",
            "id": "no-wildcard-action-on-wildcard-resource",
            "severity": "critical",
            "title": "Identity policies do not allow every action of a service on every resource"
          }
        ]

        """
    )
    #expect(PolicyListReport.json([]) == "[]\n")
  }
}
