import Findings
package import SourceText
import Syntax

extension LineExpectation {
  /// What the comments of a YAML file expect, in the order of the file.
  ///
  /// A `#` within a scalar begins no comment. A file that cannot be parsed expects nothing, and
  /// neither does JSON.
  package static func comments(of file: SourceFile) -> [LineExpectation] {
    let parsed = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([]))
    guard let tree = parsed.tree, tree.language == .yaml else { return [] }
    let lines = LineIndex(file.bytes)
    return comments(in: tree).flatMap { comment in
      let line = lines.position(at: UInt32(comment.lowerBound)).line
      return expectations(in: file.bytes[comment], path: file.path, line: line)
    }
  }

  /// The comments of a text, each from its `#` to the end of its line.
  private static func comments(in tree: SyntaxTree) -> [Range<Int>] {
    let scalars = scalars(of: tree)
    var comments: [Range<Int>] = []
    var next = scalars.startIndex
    var position = 0
    while let mark = tree.bytes[position...].firstIndex(of: UInt8(ascii: "#")) {
      while next < scalars.endIndex, scalars[next].upperBound <= mark { next += 1 }
      if next < scalars.endIndex, scalars[next].contains(mark) {
        position = scalars[next].upperBound
      } else if mark == 0 || isBlank(tree.bytes[mark - 1]) {
        let end = tree.bytes[mark...].firstIndex(where: isLineBreak) ?? tree.bytes.endIndex
        comments.append(mark..<end)
        position = end
      } else {
        position = mark + 1
      }
    }
    return comments
  }

  /// The texts of the scalars in their order; a tag, an anchor and the header of a block scalar may
  /// have comments behind them, so that these do not count.
  private static func scalars(of tree: SyntaxTree) -> [Range<Int>] {
    tree.nodes.indices.compactMap { index in
      guard tree.nodes[index].kind == .scalar else { return nil }
      let span = tree.textSpan(of: NodeID(index))
      return span.start < span.end ? Int(span.start)..<Int(span.end) : nil
    }
  }

  /// The claims of one comment, `# expect: a, b # related: c`.
  private static func expectations(
    in comment: ArraySlice<UInt8>,
    path: String,
    line: Int
  ) -> [LineExpectation] {
    let parts = comment.split(separator: UInt8(ascii: "#"))
    return parts.flatMap { part -> [LineExpectation] in
      let words = part.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard words.count == 2, let claim = Claim(rawValue: text(words[0])) else { return [] }
      return ids(in: words[1]).map { LineExpectation(claim, $0, path: path, line: line) }
    }
  }

  /// The ids of a list with commas between them.
  static func ids(in list: ArraySlice<UInt8>) -> [PolicyID] {
    list.split(separator: UInt8(ascii: ",")).map { PolicyID(text($0)) }.filter {
      !$0.rawValue.isEmpty
    }
  }

  /// The text of some bytes without the blanks around it.
  static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let rest = bytes.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isLineBreak(byte)
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == 0x0D
  }
}
