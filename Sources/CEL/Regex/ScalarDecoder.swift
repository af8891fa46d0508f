/// Goes through the Unicode scalars of valid UTF-8 without making a string of it.
struct ScalarDecoder {
  private let utf8: ArraySlice<UInt8>
  private var offset: Int

  init(_ utf8: ArraySlice<UInt8>) {
    self.utf8 = utf8
    offset = utf8.startIndex
  }

  mutating func next() -> UInt32? {
    guard offset < utf8.endIndex else { return nil }
    let lead = utf8[offset]
    offset += 1
    guard lead >= 0xC0 else { return UInt32(lead) }
    let (following, mask): (Int, UInt8) =
      lead < 0xE0 ? (1, 0x1F) : lead < 0xF0 ? (2, 0x0F) : (3, 0x07)
    var scalar = UInt32(lead & mask)
    for _ in 0..<following where offset < utf8.endIndex {
      scalar = scalar << 6 | UInt32(utf8[offset] & 0x3F)
      offset += 1
    }
    return scalar
  }
}
