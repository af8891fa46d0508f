extension PatternForm {
  /// Whether a text without symbols fits a form without them. Time proportional to the product of the
  /// lengths at worst, nothing is allocated.
  ///
  /// It is enough to go back to the last star: one that does not reach over a colon is alone with its
  /// segment.
  func covers(_ word: [Letter]) -> Bool {
    guard !isEmpty else { return false }
    var token = 0
    var place = 0
    var star: (token: Int, place: Int, reach: Token.Reach)?
    while true {
      if token < tokens.count, case .star(let reach) = tokens[token] {
        star = (token, place, reach)
        token += 1
        continue
      }
      if token == tokens.count, place == word.count { return true }
      if token < tokens.count, place < word.count, reads(tokens[token], word[place]) {
        token += 1
        place += 1
        continue
      }
      guard let last = star, last.place < word.count,
        last.reach != .within || word[last.place] != .colon
      else { return false }
      star = (last.token, last.place + 1, last.reach)
      token = last.token + 1
      place = last.place + 1
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
