import SourceText

extension SyntaxTree {
  /// The comments of the text in order; none in JSON.
  ///
  /// Found only when asked for, in the gaps that scalars leave, so that a `#` within a scalar is
  /// none. Linear in the text.
  package func comments() -> [Comment] {
    guard language == .yaml else { return [] }
    var comments: [Comment] = []
    var position: UInt32 = 0
    for node in nodes {
      let start = node.kind == .scalar ? contentStart(of: node) : node.start
      scan(position, start, into: &comments)
      position = max(position, start)
      guard node.kind == .scalar || node.kind == .alias else { continue }
      if node.style == .literal || node.style == .folded {
        // Only the header may have a comment; the text may have anything.
        scan(start, endOfLine(start, until: node.end), into: &comments)
      }
      position = max(position, node.end)
    }
    scan(position, UInt32(bytes.count), into: &comments)
    return comments
  }

  /// Adds the comments between two places that are not within a scalar: libyaml allows no other `#`
  /// there, in tags and directives neither.
  private func scan(_ start: UInt32, _ end: UInt32, into comments: inout [Comment]) {
    var position = start
    while position < end {
      guard bytes[Int(position)] == UInt8(ascii: "#") else {
        position += 1
        continue
      }
      let lineEnd = endOfLine(position, until: end)
      comments.append(comment(from: position, to: lineEnd))
      position = lineEnd
    }
  }

  private func comment(from start: UInt32, to lineEnd: UInt32) -> Comment {
    var end = Int(lineEnd)
    while isBlank(bytes[end - 1]) { end -= 1 }
    var textStart = Int(start) + 1
    while textStart < end, isBlank(bytes[textStart]) { textStart += 1 }
    return Comment(
      span: SourceSpan(file: source, start: start, end: UInt32(end)),
      text: String(decoding: bytes[textStart..<end], as: UTF8.self)
    )
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
