import Findings
import Foundation
import Reporting
import SourceText
import Testing

@Suite struct SARIFReportTests {
  struct HashVector: Decodable, Sendable, CustomTestStringConvertible {
    let text: String
    let hashes: [String]

    var testDescription: String { text.debugDescription }
  }

  /// Made by `Vectors/line_hashes.py`.
  static let hashVectors: [HashVector] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors/line_hashes.json")
    let data = (try? Data(contentsOf: url)) ?? Data()
    return (try? JSONDecoder().decode([HashVector].self, from: data)) ?? []
  }()

  static func run(_ located: LocatedReport, maximumResults: Int = 25_000) throws -> JSONValue {
    let options = SARIFReport.Options(maximumResults: maximumResults)
    let text = SARIFReport.render(located, tool: SampleRendering.tool, options: options)
    return try JSONValue(parsing: text)["runs"][0]
  }

  static func sample() throws -> JSONValue {
    try run(LocatedReport(SampleReport.report()))
  }

  @Test(arguments: hashVectors)
  func lineHashesAreThoseOfTheUploadAction(vector: HashVector) throws {
    let bytes = Array(vector.text.utf8)
    let starts = LineIndex(bytes).starts.map { Int($0)..<Int($0) }
    let results = try Self.run(TinyReport.report(bytes, marking: starts))["results"]
    let hashes = results.elements.map { $0["partialFingerprints"]["primaryLocationLineHash"].text }
    #expect(hashes == vector.hashes)
  }

  @Test func thereAreLineHashVectors() {
    #expect(Self.hashVectors.count > 10)
  }

  @Test func everyResultHasWhatGitHubRequires() throws {
    let run = try Self.sample()
    #expect(run["results"].elements.count == 7)
    for result in run["results"].elements {
      #expect(result["message"]["text"].text?.isEmpty == false)
      #expect(result["locations"].elements.count == 1)
      #expect(
        result["partialFingerprints"]["primaryLocationLineHash"].text?.hasSuffix(":1") == true
      )
      #expect(result["partialFingerprints"]["lintel/v1"].text?.count == 16)
      let region = result["locations"][0]["physicalLocation"]["region"]
      #expect(region["startLine"] == region["endLine"])
      #expect(region["startColumn"].integer != nil && region["endColumn"].integer != nil)
      let rule = run["tool"]["driver"]["rules"][result["ruleIndex"].integer ?? -1]
      #expect(rule["id"] == result["ruleId"])
    }
  }

  @Test func everyRuleHasWhatGitHubRequires() throws {
    let rules = try Self.sample()["tool"]["driver"]["rules"].elements
    #expect(rules.count == SamplePolicies.all.count)
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        let text = rule[key]["text"].text ?? ""
        #expect(!text.isEmpty && text.unicodeScalars.count <= 1024)
      }
      #expect(rule["help"]["markdown"].text?.contains("## Why") == true)
      #expect(rule["properties"]["tags"].elements.contains(.string("security")))
      #expect(rule["properties"]["tags"].elements.count <= 20)
    }
  }

  @Test(arguments: [
    ("ml-workload-subnets-private", "error", "9.5"),
    ("notebook-direct-internet-access-disabled", "error", "8.0"),
    ("bucket-public-access-block", "warning", "5.5"),
    ("studio-domain-vpc-only", "note", nil),
  ])
  func severitiesFallIntoTheBandsOfGitHub(id: String, level: String, number: String?) throws {
    let rules = try Self.sample()["tool"]["driver"]["rules"].elements
    let rule = rules.first { $0["id"].text == id } ?? .null
    #expect(rule["defaultConfiguration"]["level"].text == level)
    #expect(rule["properties"]["security-severity"].text == number)
  }

  @Test func undeterminedIsOpenAndHasNoLevel() throws {
    let results = try Self.sample()["results"].elements
    let open = results.filter { $0["kind"].text == "open" }
    #expect(open.count == 2)
    #expect(open.allSatisfy { $0["level"].text == "none" })
    #expect(open[0]["message"]["text"].text?.contains("--parameter KeyId=VALUE") == true)
  }

  @Test func controlsAreTaxaThatRulesRelateTo() throws {
    let run = try Self.sample()
    for rule in run["tool"]["driver"]["rules"].elements {
      for relationship in rule["relationships"].elements {
        let target = relationship["target"]
        let taxonomy = run["taxonomies"][target["toolComponent"]["index"].integer ?? -1]
        #expect(taxonomy["name"] == target["toolComponent"]["name"])
        #expect(taxonomy["taxa"][target["index"].integer ?? -1]["id"] == target["id"])
      }
    }
    #expect(run["taxonomies"].elements.map { $0["name"].text } == ["aws-fsbp", "nist-800-53-r5"])
  }

  @Test func theWitnessIsACodeFlow() throws {
    let flow = try Self.sample()["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    #expect(flow.elements.count == 3)
    let last = flow[2]["location"]["physicalLocation"]
    #expect(last["artifactLocation"]["uri"].text == "network.yaml")
    #expect(last["region"]["startLine"].integer == 16)
  }

  @Test func aSpanOfSeveralLinesIsCutToItsFirstAndToldInFullBesides() throws {
    let content = "a:\n  größe: 1\n  c: 2\n"
    let result = try Self.run(
      TinyReport.report(Array(content.utf8), marking: [5..<content.utf8.count])
    )["results"][0]
    let region = result["locations"][0]["physicalLocation"]["region"]
    #expect(region["startLine"].integer == 2 && region["endLine"].integer == 2)
    #expect(region["startColumn"].integer == 3 && region["endColumn"].integer == 11)
    let whole = result["relatedLocations"][0]["physicalLocation"]["region"]
    #expect(whole["endLine"].integer == 4 && whole["endColumn"].integer == 1)
  }

  @Test func messagesHoldNoPlaceholdersAndNoLinksOfOthers() throws {
    let located = TinyReport.report(
      Array("a: 1".utf8),
      marking: [0..<1],
      message: "name '${AWS::Region}-{0}' and [click](https://evil.example)",
      related: [Note("the [first\\one]", at: TinyReport.span(0..<1))]
    )
    let text = try Self.run(located)["results"][0]["message"]["text"].text ?? ""
    #expect(text.contains("'${{AWS::Region}}-{{0}}'"))
    #expect(text.contains("[click] (https://evil.example)"))
    #expect(text.contains(#"[the \[first\\one\]](1)"#))
  }

  @Test func pathsBecomeRelativeReferences() throws {
    let located = TinyReport.report(
      Array("a: 1".utf8),
      marking: [0..<1],
      path: "a b/git::x#?%é\u{202E}.yaml"
    )
    let location = try Self.run(located)["results"][0]["locations"][0]["physicalLocation"]
    #expect(
      location["artifactLocation"]["uri"].text
        == "a%20b/git%3A%3Ax%23%3F%25%C3%A9%E2%80%AE.yaml"
    )
  }

  @Test func anAbsolutePathHasNoBase() throws {
    let located = TinyReport.report(Array("a: 1".utf8), marking: [0..<1], path: "/srv/a b.yaml")
    let location = try Self.run(located)["results"][0]["locations"][0]["physicalLocation"]
    #expect(location["artifactLocation"]["uri"].text == "file:///srv/a%20b.yaml")
    #expect(location["artifactLocation"]["uriBaseId"] == .null)
  }

  @Test func ofTooManyResultsTheMostSevereAreKeptAndANotificationSaysSo() throws {
    let run = try Self.run(LocatedReport(SampleReport.report()), maximumResults: 3)
    let kept = run["results"].elements.map { $0["properties"]["severity"].text }
    #expect(kept == ["critical", "high", "critical"])
    let notices = run["invocations"][0]["toolExecutionNotifications"].elements
    let notice = notices.first { $0["descriptor"]["id"].text == "results-truncated" } ?? .null
    #expect(notice["message"]["text"].text?.hasPrefix("4 results left out") == true)
    #expect(run["properties"]["summary"]["violations"].integer == 5)
  }

  @Test func anIncompleteAnalysisIsNoSuccessfulExecution() throws {
    #expect(try Self.sample()["invocations"][0]["executionSuccessful"] == .bool(false))
    let tiny = try Self.run(TinyReport.report("a: 1", marking: "a"))
    #expect(tiny["invocations"][0]["executionSuccessful"] == .bool(true))
  }
}
