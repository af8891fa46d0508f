/// Finds what somebody probably meant.
package enum Suggestion {
  /// The word closest to `typo`, if one is close enough to be a slip: at most a third of its letters
  /// changed, left out, added or swapped. Ties go to the first in order.
  ///
  /// - Parameter most: How many letters may differ at most, where many words look alike.
  package static func closest(
    to typo: String,
    among words: some Sequence<String>,
    within most: Int = .max
  ) -> String? {
    let limit = min(max(1, typo.count / 3), most)
    let letters = Array(typo.lowercased())
    var best: (word: String, distance: Int)?
    for word in words where abs(word.utf8.count - typo.utf8.count) <= 4 * limit {
      let most = min(limit, (best?.distance ?? .max) - 1)
      if let distance = distance(letters, Array(word.lowercased()), atMost: most) {
        best = (word, distance)
      }
    }
    return best?.word
  }

  /// `did you mean 'word'?`, or nil.
  package static func help(for typo: String, among words: some Sequence<String>) -> String? {
    closest(to: typo, among: words).map { "did you mean '\($0)'?" }
  }

  /// The optimal string alignment distance: Levenshtein's, with swapped neighbours as one change; nil
  /// where it is greater than `limit`.
  private static func distance(
    _ left: [Character],
    _ right: [Character],
    atMost limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1)
        cost = min(cost, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
      // A later row comes from this one or, by a swap, from the one before with one change more.
      guard min(last.min() ?? 0, (beforeLast.min() ?? 0) + 1) <= limit else { return nil }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
