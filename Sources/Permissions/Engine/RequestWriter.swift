/// Makes requests of points.
struct RequestWriter {
  private let problem: Problem
  private let alphabet: Alphabet
  private let hasPrincipals: Bool
  /// What kind of values keys have, for all that is known.
  private var kinds: [Dimension: Predicate.Kind] = [:]
  /// What letters that occur nowhere are written as.
  private let spare: [Unicode.Scalar]

  /// - Parameter entries: All that the question is about, the problem or not.
  init(_ problem: Problem, _ alphabet: Alphabet, _ entries: [Grants.Entry]) {
    self.problem = problem
    self.alphabet = alphabet
    hasPrincipals = entries.contains { $0.statement.scope.principals != nil }
    for side in entries.flatMap(\.box.sides) {
      for kind in side.predicates.compactMap(\.kind) { kinds[side.dimension] = kind }
    }
    var used = [Bool](repeating: false, count: 0x2600)
    func use(_ letter: Letter) {
      if Int(letter.rawValue) < used.count { used[Int(letter.rawValue)] = true }
    }
    for side in problem.sides {
      for form in (side.box + side.covers.flatMap(\.predicates)).flatMap(\.forms) {
        for token in form.tokens {
          guard case .letter(let letter) = token else { continue }
          use(letter)
          if let other = letter.otherCase { use(other) }
        }
      }
    }
    let pleasant = "xyzwqvkjubnmghdfplotrseica0123456789_-".unicodeScalars
    let strange = (0x25A0...0x25FF).compactMap(Unicode.Scalar.init)
    spare = (Array(pleasant) + strange).filter { !used[Int($0.value)] }
  }

  /// - Parameter actions: The patterns of the allowing statements, for the case of their letters.
  func request(_ point: [Candidate.Value], _ actions: [Pattern]) -> Request {
    var request = Request("s3:GetObject", on: "*")
    if hasPrincipals { request.principal = .anonymous }
    for (side, value) in zip(problem.sides, point) {
      let texts = texts(of: value, side.dimension)
      switch side.dimension {
      case .action: request.action = recased(texts.first ?? "", actions)
      case .resource: request.resource = texts.first ?? ""
      case .principal: request.principal = PrincipalForm.principal(texts.first ?? "")
      case .key(let key): if !texts.isEmpty { request.context[key] = texts }
      }
    }
    return request
  }

  private func texts(of value: Candidate.Value, _ dimension: Dimension) -> [Text] {
    switch value {
    case .absent: []
    case .anything: [anything(in: dimension)]
    case .word(let word): [text(of: word)]
    case .words(let words): words.map(text)
    case .text(let text): [Text(text)]
    }
  }

  private func anything(in dimension: Dimension) -> Text {
    switch kinds[dimension] {
    case .truth?: "true"
    case .number?: "0"
    case .date?: "2026-01-01T00:00:00Z"
    case .address?: "192.0.2.1"
    case .text?, .severalTexts?, nil: text(of: [Alphabet.fresh])
    }
  }

  private func text(of word: [Letter]) -> Text {
    var builder = LetterBuilder()
    for letter in word {
      if let symbol = alphabet.symbol(letter) {
        builder.add(symbol)
      } else if letter.isScalar {
        builder.add(letter)
      } else {
        // The fresh letter first, then those of variables.
        let number = letter == Alphabet.fresh ? 0 : Int(letter.rawValue & 0xFF) + 1
        builder.add(Letter(number < spare.count ? spare[number] : "\u{25C7}"))
      }
    }
    return Text(letters: builder.letters, symbols: builder.symbols)
  }

  /// The action with capitals where a pattern has them.
  private func recased(_ action: Text, _ patterns: [Pattern]) -> String {
    var best: [Letter] = []
    for pattern in patterns {
      var shared: [Letter] = []
      for (letter, own) in zip(pattern.letters, action.letters) {
        guard letter.isScalar, letter.folded == own.folded else { break }
        shared.append(letter)
      }
      if shared.count > best.count { best = shared }
    }
    let letters = best + action.letters.dropFirst(best.count)
    return Text(letters: letters, symbols: action.symbols).description
  }
}
