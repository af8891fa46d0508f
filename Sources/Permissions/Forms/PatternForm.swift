/// A pattern made ready for matching: tokens, under the rules of the place that it stands at.
struct PatternForm: Hashable, Sendable {
  /// Where a pattern stands.
  enum Place: Hashable, Sendable {
    /// `Action`: no case.
    case action
    /// `Resource`: segment by segment.
    case resource
    /// `StringEquals`, `BinaryEquals`: no wildcards.
    case literal
    /// `StringEqualsIgnoreCase`, `Bool`
    case literalWithoutCase
    /// `StringLike`
    case like
    /// `ArnLike`, `ArnEquals`: segment by segment, ARNs only.
    case arn
  }

  private(set) var tokens: [Token] = []
  private(set) var symbols: [Symbol] = []
  let foldsCase: Bool
  /// Whether no text fits.
  private(set) var isEmpty = false
  /// What is not known of it besides its symbols.
  private(set) var doubt: Doubt?

  init(_ pattern: Pattern, at place: Place) {
    foldsCase = place == .action || place == .literalWithoutCase
    symbols = pattern.symbols
    switch place {
    case .action, .like: addLetters(of: pattern, wildcards: .crossing)
    case .literal, .literalWithoutCase: addLetters(of: pattern, wildcards: nil)
    case .resource, .arn: addSegments(of: pattern, isResource: place == .resource)
    }
    if foldsCase, doubt == nil { doubt = caseDoubt(of: pattern) }
  }

  /// A form of tokens that nobody writes.
  init(_ tokens: [Token], symbols: [Symbol] = []) {
    self.tokens = tokens
    self.symbols = symbols
    foldsCase = false
  }

  private mutating func addLetters(of pattern: Pattern, wildcards: Token.Reach?) {
    tokens.reserveCapacity(pattern.letters.count)
    for letter in pattern.letters { tokens.append(token(letter, wildcards)) }
  }

  private func token(_ letter: Letter, _ reach: Token.Reach?) -> Token {
    switch letter {
    case .anyText: reach.map { .star($0) } ?? .letter(Letter("*"))
    case .anyCharacter: reach.map { .any($0) } ?? .letter(Letter("?"))
    case let letter where letter.isSymbol: .symbol(Int32(letter.symbol))
    default: .letter(foldsCase ? letter.folded : letter)
    }
  }

  /// The segments of an ARN: wildcards of the first five do not reach over a colon. Segments that a
  /// resource leaves out are open; a condition's pattern without six segments fits nothing, and what
  /// AWS makes of wildcards in such a pattern is not documented.
  private mutating func addSegments(of pattern: Pattern, isResource: Bool) {
    if isResource, pattern.letters == [.anyText] {
      tokens = [.star(.crossing)]
      return
    }
    var segment = 0
    var isOpen = false
    var hasWildcard = false
    tokens.reserveCapacity(pattern.letters.count)
    for letter in pattern.letters {
      if letter == .colon { segment += 1 }
      if letter == .anyText || letter == .anyCharacter { hasWildcard = true }
      if letter.isSymbol, pattern.symbols[letter.symbol].mayHoldColon { isOpen = true }
      tokens.append(token(letter, segment >= 5 ? .crossing : isOpen ? .uncertain : .within))
    }
    guard segment < 5 else { return }
    if isOpen {
      if isResource { tokens.append(.star(.perhaps)) }
    } else if isResource {
      for missing in segment + 1...5 {
        tokens += [.letter(.colon), .star(missing == 5 ? .crossing : .within)]
      }
    } else if hasWildcard {
      tokens = [.star(.perhaps)]
      doubt = .caller("what '\(pattern.description)' is to an operator for ARNs")
    } else {
      isEmpty = true
    }
  }

  /// Letters beyond ASCII may have a case that is not known here.
  private func caseDoubt(of pattern: Pattern) -> Doubt? {
    let isBeyond = pattern.letters.contains { letter in
      letter.isScalar && letter.rawValue > 0x7F
        && Unicode.Scalar(letter.rawValue)?.properties.isCased == true
    }
    return isBeyond ? .caseBeyondASCII(pattern.description) : nil
  }

  /// The letters that every text that fits begins with.
  var literalPrefix: some Sequence<Letter> {
    tokens.lazy.map { if case .letter(let letter) = $0 { letter } else { nil } }
      .prefix { $0 != nil }.compactMap { $0 }
  }
}

extension Symbol {
  /// Whether its text may hold a colon.
  var mayHoldColon: Bool {
    switch self {
    case .variable: true
    case .placeholder(let placeholder): placeholder.mayHoldColon
    }
  }
}
