/// Finds the word that somebody may have meant.
enum Spelling {
  /// The candidate with the fewest edits, if they are few for the word's length; the first one of
  /// several.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = max(1, min(3, word.count / 3))
    var best: (word: String, distance: Int)?
    for candidate in candidates where candidate != word {
      let distance = distance(Array(word.utf8), Array(candidate.utf8), atMost: limit)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// Insertions, deletions, substitutions and swapped neighbours, without regard to case; some number
  /// above the limit if there are more.
  private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var above: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        let cost = isSame(left[i], right[j]) ? 0 : 1
        var best = min(row[j] + cost, row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, isSame(left[i], right[j - 1]), isSame(left[i - 1], right[j]) {
          best = min(best, above[j - 1] + 1)
        }
        next.append(best)
      }
      above = row
      row = next
    }
    return row[right.count]
  }

  private static func isSame(_ left: UInt8, _ right: UInt8) -> Bool {
    left == right || (left ^ right == 0x20 && left.startsIdentifier)
  }
}
