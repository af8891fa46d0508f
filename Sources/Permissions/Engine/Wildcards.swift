extension PatternForm {
  /// Whether a text without symbols fits a form without them. Time proportional to the product of the
  /// lengths at worst, nothing is allocated.
  ///
  /// It is enough to go back to the last star and, where that may read no more, to the last one that
  /// reads colons: the first place where what stands between two such stars fits is the best.
  func covers(_ word: [Letter]) -> Bool {
    guard !isEmpty else { return false }
    var token = 0
    var place = 0
    var star: (token: Int, place: Int, reach: Token.Reach)?
    var wide: (token: Int, place: Int, reach: Token.Reach)?
    while true {
      if token < tokens.count, case .star(let reach) = tokens[token] {
        star = (token, place, reach)
        if reach != .within { wide = star }
        token += 1
        continue
      }
      if token == tokens.count, place == word.count { return true }
      if token < tokens.count, place < word.count, reads(tokens[token], word[place]) {
        token += 1
        place += 1
        continue
      }
      if let last = star, last.reach == .within,
        last.place == word.count || word[last.place] == .colon
      {
        star = wide
      }
      guard let last = star, last.place < word.count else { return false }
      let next = (token: last.token, place: last.place + 1, reach: last.reach)
      star = next
      if next.reach != .within { wide = next }
      token = next.token + 1
      place = next.place
    }
  }

  private func reads(_ token: Token, _ letter: Letter) -> Bool {
    switch token {
    case .letter(let wanted): wanted == (foldsCase ? letter.folded : letter)
    case .any(let reach): reach != .within || letter != .colon
    case .star, .symbol: false
    }
  }
}
