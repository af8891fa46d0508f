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
    let content = contentSpan(of: node)
    return span(content.start, content.end)
  }

  /// The letters of a scalar as they are written, without tag, anchor and quotes, and where they stand.
  package func written(_ id: NodeID) -> (bytes: ArraySlice<UInt8>, placement: Placement) {
    let node = nodes[id.index]
    var place = contentSpan(of: node)
    if node.kind == .scalar, !node.flags.contains(.sideText) {
      place = (node.text, node.text + node.length)
    }
    return (bytes[Int(place.start)..<Int(place.end)], placement.moved(by: place.start))
  }

  /// ``textSpan(of:)`` in the text of this tree.
  private func contentSpan(of node: SyntaxNode) -> (start: UInt32, end: UInt32) {
    let start = contentStart(of: node)
    switch node.style {
    case _ where node.kind != .scalar, .plain, .block, .flow:
      return (start, node.end)
    case .singleQuoted, .doubleQuoted:
      return (start + 1, node.end - 1)
    case .literal, .folded:
      return (lineBelow(start, until: node.end), node.end)
    }
  }

  /// Where a part of a scalar's text stands, through quotes, escapes, folding and indentation; the
  /// whole scalar where that cannot be told.
  ///
  /// - Parameter range: Byte offsets in ``utf8(of:)``; an empty range is a place between two bytes.
  package func span(ofText range: Range<Int>, in id: NodeID) -> SourceSpan {
    let node = nodes[id.index]
    let text = utf8(of: id)
    guard node.kind == .scalar, range.upperBound <= text.count else { return span(of: id) }
    guard node.flags.contains(.sideText) else {
      return span(node.text + UInt32(range.lowerBound), node.text + UInt32(range.upperBound))
    }
    let whole = contentSpan(of: node)
    let source = bytes[Int(whole.start)..<Int(whole.end)]
    let alignment = ScalarAlignment(of: text, in: source, style: node.style)
    guard let positions = alignment.positions else { return span(of: id) }
    let start = positions[range.lowerBound]
    // The end is behind the last byte, not before the next one, which may be lines below.
    let end = range.isEmpty ? start : positions[range.upperBound - 1] + 1
    return span(UInt32(start), UInt32(max(start, end)))
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
  /// The placement of a text that begins so many bytes further on.
  func moved(by count: UInt32) -> Self {
    switch self {
    case .from(let start): .from(start + count)
    case .within: self
    }
  }

  /// The place in the source of a place in the text.
  package func span(of place: SourceSpan) -> SourceSpan {
    switch self {
    case .from(let start):
      SourceSpan(file: place.file, start: start + place.start, end: start + place.end)
    case .within(let span): span
    }
  }
}
