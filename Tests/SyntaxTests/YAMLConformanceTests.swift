import Foundation
import SourceText
import Syntax
import Testing

/// Against yaml/yaml-test-suite: every case keeps the outcome that the expectation file has for it.
@Suite struct YAMLConformanceTests {
  private struct Case: Decodable {
    let id: String
    let yaml: Data
    let event: Data
    let error: Bool
  }

  @Test func everyCaseKeepsItsOutcome() throws {
    guard let cases = try ConformanceSuite.load("yaml-test-suite", as: Case.self) else { return }
    let expectations = try Self.expectations()
    #expect(cases.count == 402)
    #expect(Set(cases.map(\.id)) == Set(expectations.keys))
    for suiteCase in cases {
      let outcome = Self.outcome(of: suiteCase)
      #expect(expectations[suiteCase.id] == outcome, "\(suiteCase.id)")
    }
  }

  private static func expectations(in file: String = #filePath) throws -> [String: String] {
    let list = URL(filePath: file).deletingLastPathComponent()
      .appending(path: "yaml-test-suite-expectations.txt")
    let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    return Dictionary(
      lines.filter { !$0.hasPrefix("#") }.map { line in
        let words = line.split(separator: " ").map(String.init)
        return (words[0], words[1])
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private static func outcome(of suiteCase: Case) -> String {
    guard let tree = parse(Array(suiteCase.yaml)).tree else {
      return suiteCase.error ? "pass" : "rejects-valid"
    }
    guard !suiteCase.error else { return "accepts-invalid" }
    let events = EventNotation(tree).lines
    let expected = String(decoding: suiteCase.event, as: UTF8.self)
    return events == EventNotation.normalized(expected) ? "pass" : "differs"
  }
}
