import Foundation
import Testing

/// A page whose files are written as they come, and whose commands print what it shows.
///
/// A block `yaml` begins with `# path` and is that file; a block `console` begins with `$ lintel …`, and
/// shows what that writes.
struct Walkthrough {
  struct Block {
    let language: String
    let lines: [String]
  }

  let blocks: [Block]

  init(_ path: String) {
    let file = repository.appending(path: path)
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
    self.blocks = blocks
  }

  /// Runs it in a folder of its own; blocks in other languages are only shown.
  ///
  /// - Returns: What the last command wrote.
  func run() throws -> String {
    let scratch = try Scratch()
    var last = ""
    for block in blocks {
      let first = try #require(block.lines.first)
      if block.language == "yaml" {
        try #require(first.hasPrefix("# "))
        try scratch.write(
          block.lines.joined(separator: "\n") + "\n",
          to: String(first.dropFirst(2))
        )
      } else if block.language == "console" {
        let prompt = "$ lintel "
        try #require(first.hasPrefix(prompt))
        last = try lintel(String(first.dropFirst(prompt.count)), in: scratch.folder).output
        expect(block.lines.dropFirst(), in: last)
      }
    }
    return last
  }

  /// `…` stands for lines that are left out, and at the end of a line for the rest of it.
  private func expect(_ shown: ArraySlice<String>, in output: String) {
    let shown = shown.filter { !$0.isEmpty }
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
