package import SourceText

extension SyntaxTree {
  /// The whole node, tag and anchor included. A block collection ends where its last child ends, a
  /// block scalar at its last character that is not a blank or a line break.
  package func span(of id: NodeID) -> SourceSpan {
    let node = nodes[id.index]
    return span(node.start, node.end)
  }

  /// The place in the source of a part of the text.
  private func span(_ start: UInt32, _ end: UInt32) -> SourceSpan {
    placement.span(of: SourceSpan(file: source, start: start, end: end))
  }

  /// The value without tag, anchor and quotes. Of a block scalar, the lines below its header.
  package func textSpan(of id: NodeID) -> SourceSpan {
    let node = nodes[id.index]
    if node.kind == .scalar, !node.flags.contains(.sideText) {
      return span(node.text, node.text + node.length)
    }
    let start = contentStart(of: node)
    switch node.style {
    case _ where node.kind != .scalar, .plain, .block, .flow:
      return span(start, node.end)
    case .singleQuoted, .doubleQuoted:
      return span(start + 1, node.end - 1)
    case .literal, .folded:
      return span(lineBelow(start, until: node.end), node.end)
    }
  }

  /// Where the node begins after its tag and anchor, and the blanks and comments behind these.
  package func contentStart(of node: SyntaxNode) -> UInt32 {
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

extension SyntaxTree.Placement {
  /// The place in the source of a place in the text.
  package func span(of place: SourceSpan) -> SourceSpan {
    switch self {
    case .from(let start):
      SourceSpan(file: place.file, start: start + place.start, end: start + place.end)
    case .within(let span): span
    }
  }
}
