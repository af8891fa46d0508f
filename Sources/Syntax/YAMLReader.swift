import CLibYAML
import Findings
import SourceText

/// Reads YAML through libyaml's events onto a tape.
struct YAMLReader {
  private let bytes: [UInt8]
  private let contentStart: Int
  private var cursor: CharacterCursor

  /// - Parameter bytes: valid UTF-8 without characters that YAML forbids.
  init(_ bytes: [UInt8], isASCII: Bool) {
    self.bytes = bytes
    contentStart = TextEncoding.contentStart(of: bytes)
    cursor = CharacterCursor(bytes, contentStart: contentStart, isASCII: isASCII)
  }

  /// Writes every document of the text.
  mutating func read(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    try unsafe bytes.withUnsafeBufferPointer { (text) throws(SyntaxFailure) in
      // The array is borrowed for as long as the stream lives.
      var events = unsafe EventStream(UnsafeBufferPointer(rebasing: text[contentStart...]))
      try read(&events, into: &builder)
    }
  }

  private mutating func read(
    _ events: inout EventStream,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    while events.advance() {
      switch events.type {
      case YAML_SCALAR_EVENT:
        try readScalar(events, into: &builder)
      case YAML_MAPPING_START_EVENT:
        try openCollection(.mapping, events, into: &builder)
      case YAML_SEQUENCE_START_EVENT:
        try openCollection(.sequence, events, into: &builder)
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
        // The end of a block collection has no width and stands at the next token.
        let hasEnd = events.endIndex > events.startIndex
        try builder.close(end: hasEnd ? offset(of: events.endIndex) : nil)
      case YAML_ALIAS_EVENT:
        let start = offset(of: events.startIndex)
        let end = offset(of: events.endIndex)
        try builder.append(aliasOf: events.anchor ?? "", start: start, end: end)
      case YAML_DOCUMENT_START_EVENT:
        builder.startDocument()
      case YAML_STREAM_END_EVENT:
        return
      default:
        break
      }
    }
    throw failure(events.problem, builder.source)
  }

  @inline(__always)
  private mutating func readScalar(
    _ events: borrowing EventStream,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    let start = offset(of: events.startIndex)
    var end = offset(of: events.endIndex)
    let style = SyntaxNode.Style(events.scalarStyle)
    // A block scalar ends at the next line that is not its own.
    if style == .literal || style == .folded { end = trimmed(end, from: start) }
    var node = SyntaxNode(kind: .scalar, style: style, start: start, end: end)
    try readProperties(events, of: &node, into: &builder)
    // The text is used up before the stream goes on.
    let text = unsafe events.scalarText
    if let place = unsafe place(of: text, node) {
      node.text = UInt32(truncatingIfNeeded: place)
    } else {
      node.flags.insert(.sideText)
      node.text = unsafe UInt32(truncatingIfNeeded: builder.setAside(text))
    }
    node.length = UInt32(truncatingIfNeeded: text.count)
    if node.tag == 0 ? style == .plain : builder.isTyped(node.tag) {
      node.type = SyntaxNode.ScalarType(plain: unsafe Span(_unsafeElements: text))
    }
    builder.append(scalar: node)
  }

  @inline(__always)
  private mutating func openCollection(
    _ kind: SyntaxNode.Kind,
    _ events: borrowing EventStream,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    let start = offset(of: events.startIndex)
    let style: SyntaxNode.Style = events.isFlow ? .flow : .block
    var node = SyntaxNode(kind: kind, style: style, start: start, end: start)
    try readProperties(events, of: &node, into: &builder)
    try builder.open(node)
  }

  /// Reads the tag and the anchor in front of a node.
  @inline(__always)
  private func readProperties(
    _ events: borrowing EventStream,
    of node: inout SyntaxNode,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    // The tag is used up before the stream goes on.
    if let tag = unsafe events.tag {
      node.tag = try unsafe builder.tag(tag, at: Int(node.start))
    }
    if let anchor = events.anchor {
      node.flags.insert(.hasAnchor)
      builder.setAnchor(anchor)
    }
  }

  @inline(__always)
  private mutating func offset(of index: Int) -> Int {
    cursor.offset(of: index, in: bytes)
  }

  /// Where the text of a scalar stands in the source, if it stands there byte by byte: right behind
  /// the opening quote, or at the very end where tag and anchor make the beginning uncertain.
  @inline(__always)
  private func place(
    of text: UnsafeBufferPointer<UInt8>,
    _ node: SyntaxNode
  ) -> Int? {
    let quote: Int
    switch node.style {
    case .plain: quote = 0
    case .singleQuoted, .doubleQuoted: quote = 1
    case .literal, .folded, .block, .flow: return nil
    }
    let count = text.count
    let start = Int(node.end) - quote - count
    let first = Int(node.start) + quote
    let hasProperties = node.tag != 0 || node.flags.contains(.hasAnchor)
    guard hasProperties ? start >= first : start == first, Int(node.end) <= bytes.count else {
      return nil
    }
    // The source has as many bytes there: the end of the node is not behind its end.
    let isThere = unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let source = bytes.baseAddress, let text = text.baseAddress else { return true }
      return unsafe memcmp(source + start, text, count) == 0
    }
    return isThere ? start : nil
  }

  /// The end of a block scalar without the blank lines below.
  private func trimmed(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start + 1, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  private mutating func failure(
    _ problem: EventStream.Problem,
    _ source: SourceID
  ) -> SyntaxFailure {
    let place = offset(of: problem.index)
    let context = offset(of: problem.contextIndex)
    return YAMLProblem(problem, at: place, in: bytes)
      .failure(at: place, context: context, in: bytes, of: source)
  }
}

extension SyntaxNode.Style {
  /// libyaml's name for the style of a scalar.
  @inline(__always)
  fileprivate init(_ style: yaml_scalar_style_t) {
    self =
      switch style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
  }
}
