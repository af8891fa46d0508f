import SourceText

/// Reads what stands between the quotes of JSON.
struct JSONString {
  private let bytes: [UInt8]
  /// The first byte that is not yet decoded.
  private var start: Int

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    self.start = start
  }

  /// The first byte from a place on that does not stand for itself: a quote, a backslash, a control
  /// character, or the end.
  @inline(__always)
  static func endOfPlain(in bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      position += 1
    }
    return position
  }

  /// Decodes up to the closing quote, where it leaves the position.
  ///
  /// - Parameters:
  ///   - position: the first byte that does not stand for itself.
  /// - Returns: where the text stands among the bytes put aside.
  mutating func read(
    _ position: inout Int,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) -> Range<Int> {
    let side = builder.sideEnd
    while true {
      _ = builder.setAside(bytes[start..<position])
      guard position < bytes.count else {
        throw failure("the string does not end", start..<start, builder)
      }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { return side..<builder.sideEnd }
      guard byte == UInt8(ascii: "\\") else {
        throw SyntaxFailure(
          "control-character",
          "the character \(TextEncoding.codePoint(of: [byte])) is not allowed in a JSON string",
          at: builder.span(position, position + 1),
          help: "write it as an escape"
        )
      }
      try readEscape(&position, into: &builder)
      start = position
      position = Self.endOfPlain(in: bytes, from: position)
    }
  }

  private func readEscape(
    _ position: inout Int,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    let escape = position + 1 < bytes.count ? bytes[position + 1] : 0
    let character: UInt8
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): character = escape
    case UInt8(ascii: "b"): character = 0x08
    case UInt8(ascii: "f"): character = 0x0C
    case UInt8(ascii: "n"): character = 0x0A
    case UInt8(ascii: "r"): character = 0x0D
    case UInt8(ascii: "t"): character = 0x09
    case UInt8(ascii: "u"):
      try readNumbered(&position, into: &builder)
      return
    default:
      throw failure("JSON has no such escape", position..<position + 2, builder)
    }
    builder.setAside(character)
    position += 2
  }

  /// Reads `\u0041`, or the two surrogates of one character.
  private func readNumbered(
    _ position: inout Int,
    into builder: inout TapeBuilder
  ) throws(SyntaxFailure) {
    guard let unit = codeUnit(at: position) else {
      throw failure("four hexadecimal digits have to follow", position..<position + 2, builder)
    }
    let value: UInt32
    if unit & 0xFC00 == 0xD800, let low = codeUnit(at: position + 6), low & 0xFC00 == 0xDC00 {
      value = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
    } else {
      value = unit
    }
    // A text with half a character cannot be kept, and guessing would change it.
    guard let scalar = Unicode.Scalar(value) else {
      throw failure("a surrogate stands alone", position..<position + 6, builder)
    }
    _ = builder.setAside(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    position += value > 0xFFFF ? 12 : 6
  }

  /// The number of the escape `\uXXXX` that stands at a position.
  private func codeUnit(at position: Int) -> UInt32? {
    guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[position + 2..<position + 6] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private func failure(
    _ message: String,
    _ range: Range<Int>,
    _ builder: borrowing TapeBuilder
  ) -> SyntaxFailure {
    SyntaxFailure(
      "json-syntax",
      message,
      at: builder.span(range.lowerBound, range.upperBound)
    )
  }
}
