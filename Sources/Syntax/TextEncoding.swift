/// What the bytes of a text are checked for before a parser sees them.
enum TextEncoding {
  /// An encoding other than UTF-8 that a text begins in, by its byte order mark or by where its
  /// zeros are (YAML 1.2.2, section 5.2; RFC 4627, section 3).
  static func foreign(in bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(4))
    if head.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return "UTF-32" }
    if head == [0xFF, 0xFE, 0x00, 0x00] { return "UTF-32" }
    if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
    guard head.count == 4 else { return nil }
    switch head.map({ $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return "UTF-32"
    case [true, false, true, false], [false, true, false, true]: return "UTF-16"
    default: return nil
    }
  }

  /// Where the content begins: behind a byte order mark.
  static func contentStart(of bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether all bytes are below 0x80.
  static func isASCII(_ bytes: [UInt8]) -> Bool {
    // No way out of the loop, so that it compiles to vector instructions.
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// The first bytes that are not UTF-8 (Unicode 16, table 3-7): the longest beginning of a
  /// character that goes wrong, or one byte.
  static func firstInvalidUTF8(in bytes: [UInt8]) -> Range<Int>? {
    var index = endOfASCII(in: bytes, from: 0)
    while index < bytes.count {
      guard let (length, second) = shape(ofLead: bytes[index]) else { return index..<index + 1 }
      for offset in 1..<length {
        let allowed = offset == 1 ? second : 0x80...0xBF
        guard index + offset < bytes.count, allowed.contains(bytes[index + offset]) else {
          return index..<index + offset
        }
      }
      index = endOfASCII(in: bytes, from: index + length)
    }
    return nil
  }

  /// The first byte from a place on that is 0x80 or more, or the end.
  static func endOfASCII(in bytes: [UInt8], from start: Int) -> Int {
    let stride = 16
    var position = start
    while position + stride <= bytes.count {
      var all: UInt8 = 0
      for byte in bytes[position..<position + stride] { all |= byte }
      if all >= 0x80 { break }
      position += stride
    }
    while position < bytes.count, bytes[position] < 0x80 { position += 1 }
    return position
  }

  /// The first character that YAML does not allow (YAML 1.2.2, section 5.1), in valid UTF-8.
  static func firstControlCharacter(in bytes: [UInt8], isASCII: Bool) -> Range<Int>? {
    if hasASCIIControls(bytes), let index = bytes.firstIndex(where: isControl) {
      return firstHighControl(in: bytes, before: index) ?? index..<index + 1
    }
    return isASCII ? nil : firstHighControl(in: bytes, before: bytes.count)
  }

  /// The number of a character, `U+001B`.
  static func codePoint(of character: some Collection<UInt8>) -> String {
    let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first?.value ?? 0
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// How long a character is that begins with a byte of 0x80 or more, and what its second byte may
  /// be: no overlong forms, no surrogates, nothing above U+10FFFF.
  private static func shape(
    ofLead byte: UInt8
  ) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch byte {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }

  /// Whether ``isControl(_:)`` is true of any byte, without a branch: this runs over every byte of
  /// every file and has to compile to vector instructions (10 instructions a byte otherwise).
  private static func hasASCIIControls(_ bytes: [UInt8]) -> Bool {
    var found: UInt8 = 0
    for byte in bytes {
      let isLow: UInt8 = byte < 0x20 ? 1 : 0
      let isTab: UInt8 = byte == 0x09 ? 1 : 0
      let isLineFeed: UInt8 = byte == 0x0A ? 1 : 0
      let isReturn: UInt8 = byte == 0x0D ? 1 : 0
      let isDelete: UInt8 = byte == 0x7F ? 1 : 0
      found |= isLow ^ isTab ^ isLineFeed ^ isReturn ^ isDelete
    }
    return found != 0
  }

  /// The first of U+0080 to U+009F but NEL, U+FFFE and U+FFFF.
  private static func firstHighControl(in bytes: [UInt8], before end: Int) -> Range<Int>? {
    var index = endOfASCII(in: bytes, from: 0)
    while index < end {
      let next = index + (shape(ofLead: bytes[index])?.length ?? 1)
      if isControl(bytes[index..<next]) { return index..<next }
      index = endOfASCII(in: bytes, from: next)
    }
    return nil
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
  }

  private static func isControl(_ character: ArraySlice<UInt8>) -> Bool {
    let (first, second) = (character[character.startIndex], character[character.startIndex + 1])
    if first == 0xC2 { return second < 0xA0 && second != 0x85 }
    return first == 0xEF && second == 0xBF && character[character.startIndex + 2] >= 0xBE
  }
}
