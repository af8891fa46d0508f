/// Patterns of IAM actions, `s3:Get*`: `*` stands for any text, `?` for one character, case does not
/// matter.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Action".
package enum ActionPattern {
  /// Whether `pattern` covers `action`, both as UTF-8. Time proportional to the product of the lengths
  /// at worst; nothing is allocated, because policies ask it for every action of every statement.
  package static func matches(_ pattern: ArraySlice<UInt8>, _ action: ArraySlice<UInt8>) -> Bool {
    var place = pattern.startIndex
    var index = action.startIndex
    // After a mismatch the last `*` swallows one byte more.
    var star: (place: Int, index: Int)?
    while index < action.endIndex {
      if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.endIndex, equals(pattern[place], action[index]) {
        place += 1
        index += 1
      } else if let last = star {
        star = (last.place, last.index + 1)
        place = last.place + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  package static func matches(_ pattern: String, _ action: String) -> Bool {
    matches(Array(pattern.utf8)[...], Array(action.utf8)[...])
  }

  private static func equals(_ pattern: UInt8, _ byte: UInt8) -> Bool {
    pattern == byte || pattern == UInt8(ascii: "?") || lowercased(pattern) == lowercased(byte)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }
}
