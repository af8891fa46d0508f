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
  /// The first byte of a character beyond ASCII, from `byte` on.
  private var endOfASCII: Int

  init(_ bytes: [UInt8], contentStart: Int, isASCII: Bool) {
    self.contentStart = contentStart
    self.isASCII = isASCII
    byte = contentStart
    endOfASCII = isASCII ? bytes.count : TextEncoding.endOfASCII(in: bytes, from: contentStart)
  }

  /// The offset of a character.
  @inline(__always)
  mutating func offset(of target: Int, in bytes: [UInt8]) -> Int {
    isASCII ? contentStart + target : walk(to: target, bytes)
  }

  private mutating func walk(to target: Int, _ bytes: [UInt8]) -> Int {
    while index > target, byte > contentStart {
      byte -= 1
      guard bytes[byte] & 0xC0 != 0x80 else { continue }
      if bytes[byte] >= 0x80 { endOfASCII = byte }
      index -= 1
    }
    while index < target, byte < bytes.count {
      // One step over what is a byte a character, then one character.
      let step = min(target - index, endOfASCII - byte)
      byte += step
      index += step
      guard index < target, byte < bytes.count else { break }
      repeat { byte += 1 } while byte < bytes.count && bytes[byte] & 0xC0 == 0x80
      index += 1
      endOfASCII = TextEncoding.endOfASCII(in: bytes, from: byte)
    }
    return byte
  }
}
