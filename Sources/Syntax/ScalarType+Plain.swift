extension SyntaxNode.ScalarType {
  /// The type of a text that is written as a plain scalar.
  package init(ofPlain text: String) {
    let bytes = Array(text.utf8)
    self.init(plain: bytes.span)
  }

  /// The type of a plain scalar: the core schema of YAML 1.2.2 (section 10.3.2), with the booleans
  /// that only YAML 1.1 has (yaml.org/type/bool.html) told apart.
  @inline(__always)
  init(plain text: Span<UInt8>) {
    guard !text.isEmpty else {
      self = .null
      return
    }
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self = Self.number(text)
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "y"),
      UInt8(ascii: "Y"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      self = text.count <= 5 ? Self.word(text) : .string
    default:
      self = .string
    }
  }

  private static func word(_ text: Span<UInt8>) -> Self {
    switch (text.count, text[0] | 0x20) {
    case (1, UInt8(ascii: "~")): .null
    case (1, UInt8(ascii: "y")), (1, UInt8(ascii: "n")): .legacyBoolean
    case (2, UInt8(ascii: "n")): matches(text, "no") ? .legacyBoolean : .string
    case (2, UInt8(ascii: "o")): matches(text, "on") ? .legacyBoolean : .string
    case (3, UInt8(ascii: "o")): matches(text, "off") ? .legacyBoolean : .string
    case (3, UInt8(ascii: "y")): matches(text, "yes") ? .legacyBoolean : .string
    case (4, UInt8(ascii: "n")): matches(text, "null") ? .null : .string
    case (4, UInt8(ascii: "t")): matches(text, "true") ? .boolean : .string
    case (5, UInt8(ascii: "f")): matches(text, "false") ? .boolean : .string
    default: .string
    }
  }

  /// Whether the text is the word in lower case, in upper case, or with a capital.
  private static func matches(_ text: Span<UInt8>, _ word: String) -> Bool {
    guard text.count == word.utf8.count else { return false }
    let caseBit: UInt8 = 0x20
    let restIsUpper = text.count > 1 && text[1] & caseBit == 0
    var index = 0
    for lower in word.utf8 {
      let isEither = index == 0 && !restIsUpper
      let expected = restIsUpper ? lower & ~caseBit : lower
      guard (isEither ? text[index] | caseBit : text[index]) == expected else { return false }
      index += 1
    }
    return true
  }

  private static func number(_ text: Span<UInt8>) -> Self {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      if text[1] == UInt8(ascii: "x") { return allDigits(text, from: 2, isHexadecimal) }
      if text[1] == UInt8(ascii: "o") { return allDigits(text, from: 2, isOctal) }
    }
    var index = isSign(text[0]) ? 1 : 0
    let whole = skipDigits(text, &index)
    guard index < text.count else { return whole > 0 ? .integer : .string }
    var fraction = 0
    if text[index] == UInt8(ascii: ".") {
      index += 1
      fraction = skipDigits(text, &index)
      if whole + fraction == 0 { return special(text, from: index) }
    }
    guard whole + fraction > 0 else { return .string }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, isSign(text[index]) { index += 1 }
      guard skipDigits(text, &index) > 0 else { return .string }
    }
    return index == text.count ? .float : .string
  }

  /// What may follow the point: `.inf` with or without a sign, `.nan` without.
  private static func special(_ text: Span<UInt8>, from index: Int) -> Self {
    guard text.count == index + 3 else { return .string }
    let rest = text.extracting(index..<text.count)
    if matches(rest, "inf") { return .float }
    // The core schema knows `.nan`, `.NaN` and `.NAN`.
    let isNaN =
      (rest[0] == UInt8(ascii: "N") && rest[1] == UInt8(ascii: "a")
        && rest[2] == UInt8(ascii: "N"))
      || (matches(rest, "nan") && rest[0] & 0x20 == rest[2] & 0x20)
    return isNaN && index == 1 ? .float : .string
  }

  private static func allDigits(
    _ text: Span<UInt8>,
    from start: Int,
    _ isDigit: (UInt8) -> Bool
  ) -> Self {
    for index in start..<text.count where !isDigit(text[index]) { return .string }
    return .integer
  }

  private static func skipDigits(_ text: Span<UInt8>, _ index: inout Int) -> Int {
    let start = index
    while index < text.count, text[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return index - start
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  private static func isOctal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 8
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }
}
