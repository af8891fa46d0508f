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

  /// Insertions, deletions and substitutions without regard to case; some number above the limit if
  /// there are more.
  private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let isSame = byte == other || (byte ^ other == 0x20 && byte.startsIdentifier)
        let substituted = diagonal + (isSame ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[right.count]
  }
}
