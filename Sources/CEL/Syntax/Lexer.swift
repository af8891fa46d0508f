/// Cuts the text of an expression into tokens.
struct Lexer {
  let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next token; `.end` for good once the text is used up.
  mutating func next() throws(ExpressionError) -> Token {
    skipSpace()
    guard let byte = byte(0) else { return token(.end, 0) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try string(prefix: 0, kind: .string, isRaw: false)
    case UInt8(ascii: "`"):
      return try quotedIdentifier()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case UInt8(ascii: "."):
      if let following = self.byte(1), following.isDigit { return try number() }
      return token(.dot, 1)
    case _ where byte.startsIdentifier:
      return try word()
    default:
      return try sign(byte)
    }
  }

  private func byte(_ ahead: Int) -> UInt8? {
    offset + ahead < bytes.count ? bytes[offset + ahead] : nil
  }

  private mutating func token(_ kind: Token.Kind, _ length: Int) -> Token {
    defer { offset += length }
    return Token(kind: kind, start: offset, end: offset + length)
  }

  private mutating func skipSpace() {
    while let byte = byte(0) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
        offset += 1
      case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"):
        while let byte = self.byte(0), byte != 0x0A { offset += 1 }
      default:
        return
      }
    }
  }
}

// MARK: - Words and numbers

extension Lexer {
  private mutating func word() throws(ExpressionError) -> Token {
    let first = byte(0).map { $0 | 0x20 }
    let second = byte(1)
    if first == UInt8(ascii: "r"), second.isQuote {
      return try string(prefix: 1, kind: .string, isRaw: true)
    }
    if first == UInt8(ascii: "b"), second.isQuote {
      return try string(prefix: 1, kind: .bytes, isRaw: false)
    }
    if first == UInt8(ascii: "b"), second.map({ $0 | 0x20 }) == UInt8(ascii: "r"), byte(2).isQuote {
      return try string(prefix: 2, kind: .bytes, isRaw: true)
    }
    var length = 1
    while let byte = byte(length), byte.continuesIdentifier { length += 1 }
    let isIn = length == 2 && first == UInt8(ascii: "i") && second == UInt8(ascii: "n")
    return token(isIn && byte(0) == UInt8(ascii: "i") ? .in : .identifier, length)
  }

  private mutating func quotedIdentifier() throws(ExpressionError) -> Token {
    var length = 1
    while let byte = byte(length), byte.continuesIdentifier || ".-/ ".utf8.contains(byte) {
      length += 1
    }
    guard byte(length) == UInt8(ascii: "`"), length > 1 else {
      throw ExpressionError(
        "this quoted field name has no end",
        at: offset..<min(offset + length + 1, bytes.count),
        help: "between backticks stand letters, digits, '_', '.', '-', '/' and spaces"
      )
    }
    return token(.quotedIdentifier, length + 1)
  }

  private mutating func number() throws(ExpressionError) -> Token {
    var length = 0
    var kind = Token.Kind.integer
    if byte(0) == UInt8(ascii: "0"), byte(1).map({ $0 | 0x20 }) == UInt8(ascii: "x") {
      length = 2
      while let byte = byte(length), byte.isHexadecimal { length += 1 }
    } else {
      skipDigits(&length)
      if byte(length) == UInt8(ascii: "."), byte(length + 1)?.isDigit == true {
        kind = .double
        length += 1
        skipDigits(&length)
      }
      if let digits = exponentLength(at: length) {
        kind = .double
        length += digits
        skipDigits(&length)
      }
    }
    if kind == .integer, byte(length).map({ $0 | 0x20 }) == UInt8(ascii: "u") {
      kind = .unsigned
      length += 1
    }
    if let byte = byte(length), byte.continuesIdentifier {
      throw ExpressionError(
        "this number runs into a name",
        at: offset..<offset + length + 1,
        help: "a number is written as 12, 12u, 0x1F or 1.5e3"
      )
    }
    return token(kind, length)
  }

  private func skipDigits(_ length: inout Int) {
    while let byte = byte(length), byte.isDigit { length += 1 }
  }

  /// The length of `e`, the sign and one digit; nil if no exponent begins here.
  private func exponentLength(at position: Int) -> Int? {
    guard byte(position).map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return nil }
    let isSigned =
      byte(position + 1) == UInt8(ascii: "+") || byte(position + 1) == UInt8(ascii: "-")
    let length = isSigned ? 2 : 1
    return byte(position + length)?.isDigit == true ? length + 1 : nil
  }
}

// MARK: - Strings and signs

extension Lexer {
  /// A string or bytes literal, quotes and prefix included.
  private mutating func string(
    prefix: Int,
    kind: Token.Kind,
    isRaw: Bool
  ) throws(ExpressionError) -> Token {
    let quote = byte(prefix)
    let isTriple = byte(prefix + 1) == quote && byte(prefix + 2) == quote
    var length = prefix + (isTriple ? 3 : 1)
    while let byte = byte(length) {
      if byte == quote,
        !isTriple || (self.byte(length + 1) == quote && self.byte(length + 2) == quote)
      {
        return token(kind, length + (isTriple ? 3 : 1))
      }
      if !isTriple, byte == 0x0A || byte == 0x0D { break }
      length += byte == UInt8(ascii: "\\") && !isRaw ? 2 : 1
    }
    throw ExpressionError(
      "this string has no end",
      at: offset..<min(offset + length, bytes.count),
      help: isTriple ? "close it with three quotes" : "close it with the quote that opened it"
    )
  }

  private mutating func sign(_ byte: UInt8) throws(ExpressionError) -> Token {
    let isDoubled = self.byte(1) == byte
    let isBeforeEqual = self.byte(1) == UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "?"): return token(.question, 1)
    case UInt8(ascii: ":"): return token(.colon, 1)
    case UInt8(ascii: ","): return token(.comma, 1)
    case UInt8(ascii: "("): return token(.openParenthesis, 1)
    case UInt8(ascii: ")"): return token(.closeParenthesis, 1)
    case UInt8(ascii: "["): return token(.openBracket, 1)
    case UInt8(ascii: "]"): return token(.closeBracket, 1)
    case UInt8(ascii: "{"): return token(.openBrace, 1)
    case UInt8(ascii: "}"): return token(.closeBrace, 1)
    case UInt8(ascii: "+"): return token(.plus, 1)
    case UInt8(ascii: "-"): return token(.minus, 1)
    case UInt8(ascii: "*"): return token(.star, 1)
    case UInt8(ascii: "/"): return token(.slash, 1)
    case UInt8(ascii: "%"): return token(.percent, 1)
    case UInt8(ascii: "<"): return isBeforeEqual ? token(.lessOrEqual, 2) : token(.less, 1)
    case UInt8(ascii: ">"): return isBeforeEqual ? token(.greaterOrEqual, 2) : token(.greater, 1)
    case UInt8(ascii: "!"): return isBeforeEqual ? token(.notEqual, 2) : token(.not, 1)
    case UInt8(ascii: "=") where isDoubled: return token(.equal, 2)
    case UInt8(ascii: "&") where isDoubled: return token(.and, 2)
    case UInt8(ascii: "|") where isDoubled: return token(.or, 2)
    default: throw unexpected(byte)
    }
  }

  private func unexpected(_ byte: UInt8) -> ExpressionError {
    // Whole scalars: half of one cannot be shown.
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    let help: String? =
      switch text {
      case "=": "write '==' to compare"
      case "&": "write '&&' for 'and'"
      case "|": "write '||' for 'or'"
      case "“", "”", "‘", "’": "write straight quotes: ' or \""
      case "#": "a comment begins with '//'"
      default: nil
      }
    return ExpressionError("'\(text)' has no meaning here", at: offset..<end, help: help)
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }

  var isHexadecimal: Bool {
    isDigit || UInt8(ascii: "a") <= self | 0x20 && self | 0x20 <= UInt8(ascii: "f")
  }

  var startsIdentifier: Bool {
    self == UInt8(ascii: "_")
      || UInt8(ascii: "a") <= self | 0x20 && self | 0x20 <= UInt8(ascii: "z")
  }

  var continuesIdentifier: Bool { startsIdentifier || isDigit }
}

extension UInt8? {
  fileprivate var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
}
