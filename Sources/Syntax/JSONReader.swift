import Findings
import SourceText

/// Reads JSON as RFC 8259 has it, without extensions, onto a tape.
struct JSONReader {
  private let bytes: [UInt8]
  private var position: Int

  /// - Parameter bytes: valid UTF-8; a byte order mark is skipped (RFC 8259, section 8.1).
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = TextEncoding.contentStart(of: bytes)
  }

  /// Writes the one value of the text. Nesting costs no stack.
  mutating func read(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    skipBlanks()
    repeat {
      if try readValue(into: &builder) { continue }
      try readEnds(into: &builder)
    } while builder.isInside
    skipBlanks()
    guard position == bytes.count else {
      throw unexpected("only blanks may follow the value of a JSON text", builder)
    }
  }

  /// Reads a value, or the opening of a collection with its first key; true if the collection goes
  /// on with a value.
  private mutating func readValue(into builder: inout TapeBuilder) throws(SyntaxFailure) -> Bool {
    switch next {
    case UInt8(ascii: "\""):
      try readString(into: &builder)
    case UInt8(ascii: "{"):
      try open(.mapping, into: &builder)
      if next == UInt8(ascii: "}") { return false }
      try readKey(into: &builder)
      return true
    case UInt8(ascii: "["):
      try open(.sequence, into: &builder)
      return next != UInt8(ascii: "]")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try readNumber(into: &builder)
    case UInt8(ascii: "t"):
      try readWord("true", .boolean, into: &builder)
    case UInt8(ascii: "f"):
      try readWord("false", .boolean, into: &builder)
    case UInt8(ascii: "n"):
      try readWord("null", .null, into: &builder)
    default:
      throw unexpected("a JSON value has to stand here", builder)
    }
    return false
  }

  private mutating func open(
    _ kind: SyntaxNode.Kind,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    try builder.open(SyntaxNode(kind: kind, style: .flow, start: position, end: position))
    position += 1
    skipBlanks()
  }

  /// Reads what follows a value: the ends of collections, then a comma and the next key.
  private mutating func readEnds(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    while builder.isInside {
      skipBlanks()
      let isMapping = builder.isInMapping
      switch next {
      case UInt8(ascii: ","):
        position += 1
        skipBlanks()
        if isMapping { try readKey(into: &builder) }
        return
      case UInt8(ascii: "}") where isMapping, UInt8(ascii: "]") where !isMapping:
        position += 1
        try builder.close(end: position)
      default:
        throw unexpected(
          isMapping ? "',' or '}' has to follow here" : "',' or ']' has to follow here",
          builder
        )
      }
    }
  }

  private mutating func readKey(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    guard next == UInt8(ascii: "\"") else {
      throw unexpected("a key in double quotes has to stand here", builder)
    }
    try readString(into: &builder)
    skipBlanks()
    guard next == UInt8(ascii: ":") else {
      throw unexpected("':' has to follow the key", builder)
    }
    position += 1
    skipBlanks()
  }

  private mutating func readWord(
    _ word: String,
    _ type: SyntaxNode.ScalarType,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    var end = position
    for byte in word.utf8 {
      guard end < bytes.count, bytes[end] == byte else {
        throw unexpected("a JSON value has to stand here", builder)
      }
      end += 1
    }
    append(type, from: position, to: end, into: &builder)
  }

  private mutating func readNumber(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    let start = position
    var type = SyntaxNode.ScalarType.integer
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") {
      position += 1
    } else {
      try readDigits(builder)
    }
    if next == UInt8(ascii: ".") {
      type = .float
      position += 1
      try readDigits(builder)
    }
    if next | 0x20 == UInt8(ascii: "e") {
      type = .float
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try readDigits(builder)
    }
    append(type, from: start, to: position, into: &builder)
  }

  private mutating func readDigits(_ builder: borrowing TapeBuilder) throws(SyntaxFailure) {
    guard next &- UInt8(ascii: "0") < 10 else {
      throw unexpected("a digit has to stand here", builder)
    }
    repeat { position += 1 } while next &- UInt8(ascii: "0") < 10
  }

  private mutating func append(
    _ type: SyntaxNode.ScalarType,
    from start: Int,
    to end: Int,
    into builder: inout TapeBuilder
  ) {
    var node = SyntaxNode(kind: .scalar, style: .plain, start: start, end: end)
    node.type = type
    node.text = node.start
    node.length = node.end - node.start
    builder.append(scalar: node)
    position = end
  }

  /// Reads a string from quote to quote.
  private mutating func readString(into builder: inout TapeBuilder) throws(SyntaxFailure) {
    let start = position
    position = JSONString.endOfPlain(in: bytes, from: start + 1)
    var node = SyntaxNode(kind: .scalar, style: .doubleQuoted, start: start, end: start)
    if next == UInt8(ascii: "\"") {
      node.text = UInt32(truncatingIfNeeded: start + 1)
      node.length = UInt32(truncatingIfNeeded: position - start - 1)
    } else {
      var text = JSONString(bytes, from: start + 1)
      let side = try text.read(&position, into: &builder)
      node.flags.insert(.sideText)
      node.text = UInt32(truncatingIfNeeded: side.lowerBound)
      node.length = UInt32(truncatingIfNeeded: side.count)
    }
    position += 1
    node.end = UInt32(truncatingIfNeeded: position)
    builder.append(scalar: node)
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// The byte at the position; zero, which is nothing in JSON, at the end.
  @inline(__always)
  private var next: UInt8 {
    position < bytes.count ? bytes[position] : 0
  }

  private func unexpected(_ message: String, _ builder: borrowing TapeBuilder) -> SyntaxFailure {
    SyntaxFailure("json-syntax", message, at: builder.span(position, position + 1))
  }
}
