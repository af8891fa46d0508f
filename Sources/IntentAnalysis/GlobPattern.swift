/// A set of texts in IAM's notation: `*` stands for any text, `?` for one character.
package struct GlobPattern {
  private let bytes: [UInt8]

  /// - Parameter ignoringCase: Whether upper and lower case are the same, as in actions.
  package init(_ text: String, ignoringCase: Bool = false) {
    bytes = Array(ignoringCase ? text.lowercased().utf8 : text.utf8)
  }

  private static let any = UInt8(ascii: "*")
  private static let one = UInt8(ascii: "?")

  /// Whether every text of another pattern is one of this; false also where only several steps of
  /// thought would show it.
  package func contains(_ other: GlobPattern) -> Bool {
    var place = 0
    var index = 0
    // After a mismatch the last `*` swallows one byte more.
    var star: (place: Int, index: Int)?
    while index < other.bytes.count {
      if place < bytes.count, bytes[place] == Self.any {
        star = (place, index)
        place += 1
      } else if place < bytes.count, covers(bytes[place], other.bytes[index]) {
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
    return bytes[place...].allSatisfy { $0 == Self.any }
  }

  private func covers(_ own: UInt8, _ other: UInt8) -> Bool {
    own == Self.one ? other != Self.any : own == other && other != Self.any
  }

  /// Whether some text belongs to both; exact. Time and space are the product of the lengths.
  package func overlaps(_ other: GlobPattern) -> Bool {
    let (left, right) = (bytes, other.bytes)
    // row[j]: whether left[i...] and right[j...] have a text in common.
    var below = [Bool](repeating: false, count: right.count + 1)
    for i in stride(from: left.count, through: 0, by: -1) {
      var row = [Bool](repeating: false, count: right.count + 1)
      for j in stride(from: right.count, through: 0, by: -1) {
        let hasLeft = i < left.count
        let hasRight = j < right.count
        if !hasLeft, !hasRight {
          row[j] = true
        } else if hasLeft, left[i] == Self.any {
          row[j] = below[j] || (hasRight && row[j + 1])
        } else if hasRight, right[j] == Self.any {
          row[j] = row[j + 1] || (hasLeft && below[j])
        } else if hasLeft, hasRight {
          let agree = left[i] == right[j] || left[i] == Self.one || right[j] == Self.one
          row[j] = agree && below[j + 1]
        }
      }
      below = row
    }
    return below[0]
  }
}
