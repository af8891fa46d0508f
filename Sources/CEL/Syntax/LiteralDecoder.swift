/// Turns the text of a string or bytes literal into what it stands for.
struct LiteralDecoder {
  private let bytes: [UInt8]
  private let isBytes: Bool
  private var offset: Int
  private var result: [UInt8] = []

  /// The content of a `.string` or `.bytes` token: UTF-8, or any bytes.
  static func decode(_ token: Token, in bytes: [UInt8]) throws(ExpressionError) -> [UInt8] {
    var start = token.start
    var isRaw = false
    while bytes[start] != UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\"") {
      isRaw = isRaw || bytes[start] | 0x20 == UInt8(ascii: "r")
      start += 1
    }
    let isTriple =
      token.end - start >= 6 && bytes[start + 1] == bytes[start] && bytes[start + 2] == bytes[start]
    let quotes = isTriple ? 3 : 1
    let content = start + quotes..<token.end - quotes
    if isRaw { return Array(bytes[content]) }
    var decoder = LiteralDecoder(bytes, isBytes: token.kind == .bytes, from: content.lowerBound)
    return try decoder.decode(upTo: content.upperBound)
  }

  private init(_ bytes: [UInt8], isBytes: Bool, from offset: Int) {
    self.bytes = bytes
    self.isBytes = isBytes
    self.offset = offset
  }

  private mutating func decode(upTo end: Int) throws(ExpressionError) -> [UInt8] {
    result.reserveCapacity(end - offset)
    while offset < end {
      if bytes[offset] == UInt8(ascii: "\\") {
        try escape(end)
      } else {
        result.append(bytes[offset])
        offset += 1
      }
    }
    return result
  }

  private mutating func escape(_ end: Int) throws(ExpressionError) {
    let start = offset
    let letter = bytes[offset + 1]
    offset += 2
    switch letter {
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      result.append(letter)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      try append(number(digits: 2, radix: 16, from: start, end), from: start)
    case UInt8(ascii: "u") where !isBytes:
      try append(number(digits: 4, radix: 16, from: start, end), from: start)
    case UInt8(ascii: "U") where !isBytes:
      try append(number(digits: 8, radix: 16, from: start, end), from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      offset -= 1
      try append(number(digits: 3, radix: 8, from: start, end), from: start)
    default:
      throw ExpressionError(
        "'\\\(String(decoding: CollectionOfOne(letter), as: UTF8.self))' is not an escape",
        at: start..<offset,
        help: "write '\\\\' for a backslash, or put 'r' before the quote: r'\\d+'"
      )
    }
  }

  private mutating func number(
    digits: Int,
    radix: UInt32,
    from start: Int,
    _ end: Int
  ) throws(ExpressionError) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard offset < end, let digit = bytes[offset].digitValue, digit < radix else {
        throw ExpressionError(
          "this escape needs \(digits) \(radix == 8 ? "octal" : "hexadecimal") digits",
          at: start..<offset
        )
      }
      number = number &* radix &+ digit
      offset += 1
    }
    return number
  }

  private mutating func append(_ number: UInt32, from start: Int) throws(ExpressionError) {
    if isBytes {
      result.append(UInt8(truncatingIfNeeded: number))
    } else if let scalar = Unicode.Scalar(number) {
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else {
      throw ExpressionError("this escape is not a Unicode character", at: start..<offset)
    }
  }
}

extension UInt8 {
  /// What a hexadecimal digit stands for.
  var digitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
