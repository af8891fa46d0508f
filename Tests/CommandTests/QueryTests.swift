import Foundation
import Testing

/// `lintel query reach`, alone and in batches.
@Suite struct QueryTests {
  private static let platform = "fixtures/ml-platform-broken-network"

  @Test func aWayIsShownWithItsPlaces() throws {
    let subnet = "\(Self.platform)/platform.yaml#PrivateSubnetA"
    let run = try lintel(
      "query reach --from \(subnet) --to internet --protocol tcp --port 443 \(Self.platform)"
    )
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("reachable from \(subnet) to internet (tcp/443)\n"))
    #expect(run.output.contains("the route of 'EgressRouteTable' to 0.0.0.0/1"))
    #expect(run.output.contains("platform.yaml:134:18"))
  }

  @Test func aBatchIsAnsweredInOrder() throws {
    let scratch = try Scratch()
    let notebook = "\(Self.platform)/platform.yaml#Notebook"
    try scratch.write(
      """
      {"id": "out", "from": "\(notebook)", "to": "internet", "protocol": "tcp", "port": 443}
      {"id": "typo", "from": "\(notebook)x", "to": "internet"}
      no question

      {"id": 4, "from": "\(Self.platform)/platform.yaml#Domain", "to": "kms", "protocol": "tcp", "port": 443, "oneWay": true}
      """,
      to: "questions.jsonl"
    )
    let questions = scratch.folder.appending(path: "questions.jsonl").path
    let run = try lintel("query reach --batch \(questions) \(Self.platform)")
    // Some lines could not be answered.
    #expect(run.status == 3)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix(#"{"id": "out", "verdict": "unreachable", "witness": [], "cut": ["#))
    #expect(lines[1].hasPrefix(#"{"id": "typo", "error": "'"#))
    #expect(lines[1].contains("did you mean"))
    #expect(lines[2].hasPrefix(#"{"id": null, "error": "line 3 is not a question"#))
    #expect(lines[3].hasPrefix(#"{"id": "4", "verdict": "reachable", "witness": ["#))
  }

  @Test func anAddressThatIsNotThereIsAMistakeOfTheAsker() throws {
    let run = try lintel("query reach --from nobody --to internet \(Self.platform)")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("'nobody' is not in the estate"))
  }
}
