import Foundation
import Testing

/// The tutorial is true: its files are written as they come, and its commands print what it shows.
struct TutorialTests {
  private struct Block {
    let language: String
    let lines: [String]
  }

  private static let blocks: [Block] = {
    let file = repository.appending(path: "docs/tutorial.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blocks: [Block] = []
    var open: (language: String, start: Int)?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let block = open {
        blocks.append(Block(language: block.language, lines: Array(lines[block.start..<index])))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), index + 1)
      }
    }
    return blocks
  }()

  @Test func eachStepPrintsWhatIsShown() throws {
    let scratch = try Scratch()
    var last = ""
    for block in Self.blocks {
      let first = try #require(block.lines.first)
      if block.language == "yaml" {
        try #require(first.hasPrefix("# "))
        try scratch.write(
          block.lines.joined(separator: "\n") + "\n",
          to: String(first.dropFirst(2))
        )
      } else {
        let prompt = "$ lintel "
        try #require(block.language == "console" && first.hasPrefix(prompt))
        last = try lintel(String(first.dropFirst(prompt.count)), in: scratch.folder).output
        expect(block.lines.dropFirst(), in: last)
      }
    }
    #expect(last.hasPrefix("no violations, 0 undetermined"))
  }

  @Test func thereAreSixSteps() throws {
    let file = repository.appending(path: "docs/tutorial.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let steps = text.split(separator: "\n").compactMap {
      $0.wholeMatch(of: /## (\d)\. .*/)?.output.1
    }
    #expect(steps == ["1", "2", "3", "4", "5", "6"])
    #expect(Self.blocks.filter { $0.language == "console" }.count >= 6)
  }

  /// `…` stands for lines that are left out, and at the end of a line for the rest of it.
  private func expect(_ shown: ArraySlice<String>, in output: String) {
    var rest = output.split(separator: "\n").map(String.init)[...]
    var mayLeaveOut = false
    for line in shown {
      if line == "…" {
        mayLeaveOut = true
        continue
      }
      let isShown = { (other: String) in
        line.hasSuffix("…") ? other.hasPrefix(line.dropLast()) : other == line
      }
      let place = mayLeaveOut ? rest.firstIndex(where: isShown) : rest.startIndex
      guard let place, place < rest.endIndex, isShown(rest[place]) else {
        Issue.record("no line\n\(line)\nin\n\(output)")
        return
      }
      rest = rest[(place + 1)...]
      mayLeaveOut = false
    }
    #expect(mayLeaveOut || rest.isEmpty, "\(output)")
  }
}
