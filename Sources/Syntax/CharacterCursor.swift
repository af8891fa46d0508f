/// Turns libyaml's character indexes into byte offsets.
///
/// Indexes come nearly in order, so the cursor walks from the last one to the next: linear over a
/// whole text.
struct CharacterCursor {
  /// Behind a byte order mark, which libyaml never sees.
  private let contentStart: Int
  private let isASCII: Bool
  private var index = 0
  private var byte: Int

  init(_ bytes: [UInt8], contentStart: Int, isASCII: Bool) {
    self.contentStart = contentStart
    self.isASCII = isASCII
    byte = contentStart
  }

  /// The offset of a character.
  @inline(__always)
  mutating func offset(of target: Int, in bytes: [UInt8]) -> Int {
    isASCII ? contentStart + target : walk(to: target, bytes)
  }

  private mutating func walk(to target: Int, _ bytes: [UInt8]) -> Int {
    while index > target, byte > contentStart {
      byte -= 1
      if bytes[byte] & 0xC0 != 0x80 { index -= 1 }
    }
    while index < target, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      index += 1
    }
    return byte
  }
}
