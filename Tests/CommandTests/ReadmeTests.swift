import Foundation
import Testing

/// README.md says what is so.
struct ReadmeTests {
  private struct Policy: Decodable {
    let id: String
    let title: String
    let domain: String
    let severity: String
  }

  private static let lines: [String] = {
    let file = repository.appending(path: "README.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }()

  /// What stands between the fences of a language.
  private static func blocks(_ language: String) -> [[String]] {
    lines.split { $0 == "```" }.compactMap { part in
      guard let start = part.lastIndex(of: "```" + language) else { return nil }
      return Array(part[(start + 1)...])
    }
  }

  @Test func thePageIsShort() {
    #expect(Self.lines.count > 100 && Self.lines.count <= 200)
  }

  @Test func theTableCountsThePoliciesOfEachDemandAndQuotesSome() throws {
    let run = try lintel("policies list --format json")
    let policies = try JSONDecoder().decode([Policy].self, from: Data(run.output.utf8))
    let demands = Dictionary(grouping: policies) { $0.domain.replacing("-", with: " ") }
    var counted: [String: Int] = [:]
    var demand = ""
    let row = /^\| ([a-z ]*) \| (\d*) \| `([a-z0-9-]+)` \| (.*) \|$/
    for cells in Self.lines.compactMap({ $0.firstMatch(of: row)?.output }) {
      if let count = Int(cells.2) {
        demand = String(cells.1)
        counted[demand] = count
      }
      let quoted = demands[demand, default: []].first { $0.id == cells.3 }
      #expect(quoted?.title == String(cells.4), "\(cells.3)")
    }
    #expect(counted == demands.mapValues(\.count))
  }

  /// Each block shows lines of the output in their order; `…` stands for what is left out.
  @Test func commandsPrintWhatIsShown() throws {
    let blocks = Self.blocks("console")
    #expect(blocks.count == 3)
    for block in blocks {
      let command = try #require(block.first)
      let prompt = "$ lintel "
      try #require(command.hasPrefix(prompt))
      let run = try lintel(String(command.dropFirst(prompt.count)))
      var rest = run.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
      var mayLeaveOut = false
      for line in block.dropFirst() {
        if line == "…" {
          mayLeaveOut = true
        } else if mayLeaveOut {
          let found = try #require(rest.firstIndex { $0 == line }, "\(line)")
          rest = rest[(found + 1)...]
          mayLeaveOut = false
        } else {
          #expect(rest.first.map(String.init) == line)
          rest = rest.dropFirst()
        }
      }
      #expect(mayLeaveOut || rest.allSatisfy(\.isEmpty))
    }
  }

  @Test func theExitCodesAreThoseOfTheHelp() throws {
    let help = try lintel("help check").output
    for row in Self.lines.compactMap({ $0.firstMatch(of: /^\| (\d) \| (.*) \|$/) }) {
      let meaning = row.output.2.replacing(" (default `medium`)", with: "").replacing("`", with: "")
      #expect(help.contains("  \(row.output.1)  \(meaning)"), "\(row.output.0)")
    }
  }

  @Test func theExampleOfAPolicyPassesItsTests() throws {
    let example = try #require(Self.blocks("yaml").first { $0.first == "lintel: policy/v1" })
    let scratch = try Scratch(["topic-encrypted.yaml": example.joined(separator: "\n") + "\n"])
    let run = try lintel("test topic-encrypted.yaml", in: scratch.folder)
    #expect(
      run.output == "1 policy, 1 test: all passed\n2 of 2 questions seen true and false\n"
    )
  }

  @Test func theExampleOfADescriptionIsRead() throws {
    let example = try #require(Self.blocks("yaml").first { $0.first == "lintel: platform/v1" })
    let scratch = try Scratch(["platform.yaml": example.joined(separator: "\n") + "\n"])
    let report = try Reported(try lintel("check --format json", in: scratch.folder))
    #expect(report.complete)
    #expect(report.verdicts.contains { $0.hasPrefix("violation notebook-in-customer-vpc") })
  }

  @Test func linksLeadToFiles() {
    let links = Self.lines.flatMap { $0.matches(of: /\]\(([^)#]+)\)/).map(\.output.1) }
    #expect(links.count > 5)
    for link in links where !link.hasPrefix("https://") {
      let path = repository.appending(path: String(link)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }
}
