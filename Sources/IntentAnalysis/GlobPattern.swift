import SourceText

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
    Wildcard.covers(bytes[...], other.bytes[...]) { own, other in
      own == Self.one ? other != Self.any : own == other && other != Self.any
    }
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
