package import SourceText

extension SyntaxTree {
  /// The whole node, tag and anchor included. A block collection ends where its last child ends, a
  /// block scalar at its last character that is not a blank or a line break.
  package func span(of id: NodeID) -> SourceSpan {
    let node = nodes[id.index]
    return SourceSpan(file: source, start: node.start, end: node.end)
  }

  /// The value without tag, anchor and quotes. Of a block scalar, the lines below its header.
  package func textSpan(of id: NodeID) -> SourceSpan {
    let node = nodes[id.index]
    if node.kind == .scalar, !node.flags.contains(.sideText) {
      return SourceSpan(file: source, start: node.text, end: node.text + node.length)
    }
    let start = contentStart(of: node)
    switch node.style {
    case _ where node.kind != .scalar, .plain, .block, .flow:
      return SourceSpan(file: source, start: start, end: node.end)
    case .singleQuoted, .doubleQuoted:
      return SourceSpan(file: source, start: start + 1, end: node.end - 1)
    case .literal, .folded:
      return SourceSpan(file: source, start: lineBelow(start, until: node.end), end: node.end)
    }
  }

  /// Where the node begins after its tag and anchor, and the blanks and comments behind these.
  func contentStart(of node: SyntaxNode) -> UInt32 {
    guard node.tag != 0 || node.flags.contains(.hasAnchor) else { return node.start }
    var position = node.start
    while position < node.end {
      switch bytes[Int(position)] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "!"), UInt8(ascii: "&"):
        position = endOfWord(position, until: node.end)
      case UInt8(ascii: "#"):
        position = endOfLine(position, until: node.end)
      default:
        return position
      }
    }
    return node.end
  }

  func endOfLine(_ start: UInt32, until end: UInt32) -> UInt32 {
    var position = start
    while position < end, bytes[Int(position)] != 0x0A, bytes[Int(position)] != 0x0D {
      position += 1
    }
    return position
  }

  /// The end of a tag or an anchor.
  func endOfWord(_ start: UInt32, until end: UInt32) -> UInt32 {
    var position = start
    while position < end, bytes[Int(position)] > 0x20 { position += 1 }
    return position
  }

  private func lineBelow(_ start: UInt32, until end: UInt32) -> UInt32 {
    var position = endOfLine(start, until: end)
    if position < end, bytes[Int(position)] == 0x0D { position += 1 }
    if position < end, bytes[Int(position)] == 0x0A { position += 1 }
    return position
  }
}
