import SourceText

/// Patterns of IAM actions, `s3:Get*`: `*` stands for any text, `?` for one character, case does not
/// matter.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Action".
package enum ActionPattern {
  /// Whether `pattern` covers `action`, both as UTF-8. Time proportional to the product of the lengths
  /// at worst; nothing is allocated, because policies ask it for every action of every statement.
  package static func matches(_ pattern: ArraySlice<UInt8>, _ action: ArraySlice<UInt8>) -> Bool {
    Wildcard.covers(pattern, action, where: equals)
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
