/// A pattern of IAM actions, `s3:Get*`: `*` stands for any text, `?` for one character, case does
/// not matter.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Action".
package struct ActionPattern: Sendable {
  private let bytes: [UInt8]

  package init(_ text: some Sequence<UInt8>) {
    bytes = text.map(Self.lowercased)
  }

  package init(_ text: String) {
    self.init(text.utf8)
  }

  /// Whether the pattern covers an action. Time proportional to the product of the lengths at worst.
  package func matches(_ action: some Sequence<UInt8>) -> Bool {
    Self.matches(bytes, action.map(Self.lowercased))
  }

  package func matches(_ action: String) -> Bool {
    matches(action.utf8)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }

  /// Glob matching with one point of return: after a mismatch the last `*` swallows one byte more.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var place = 0
    var index = 0
    var star: (place: Int, index: Int)?
    while index < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count,
        pattern[place] == text[index] || pattern[place] == UInt8(ascii: "?")
      {
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
}
