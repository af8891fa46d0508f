import SourceText

/// Patterns over names in which case does not matter: `*` stands for any text, `?` for one byte.
enum CaselessPattern {
  @inline(__always)
  static func covers<Pattern, Text>(_ pattern: Pattern, _ text: Text) -> Bool
  where
    Pattern: RandomAccessCollection<UInt8>, Pattern.Index == Int,
    Text: RandomAccessCollection<UInt8>, Text.Index == Int
  {
    Wildcard.covers(pattern, text) { one, other in
      one == UInt8(ascii: "?") || lowercased(one) == lowercased(other)
    }
  }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
