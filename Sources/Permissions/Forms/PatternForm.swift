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

  /// How far a `*` goes that ends one of the first five segments of a resource's ARN.
  ///
  /// IAM's page says that it "can expand to match beyond the colon boundaries"; what AWS publishes of
  /// Access Analyzer's verdicts holds only if it does not. What differs between both is not known.
  ///
  /// Source: IAM User Guide, "IAM JSON policy elements: Resource";
  /// aws-samples/iam-access-analyzer-custom-policy-check-samples, `cloudformation-stack.md`.
  enum Reading: Hashable, Sendable {
    case withinSegments, beyondColons
  }

  private(set) var tokens: [Token] = []
  private(set) var symbols: [Symbol] = []
  let foldsCase: Bool
  /// Whether no text fits.
  private(set) var isEmpty = false
  /// Why it is not known what fits, besides its symbols; it has no other tokens then.
  private(set) var doubt: Doubt?
  private var hash = 0

  init(_ pattern: Pattern, at place: Place, _ reading: Reading = .withinSegments) {
    foldsCase = place == .action || place == .literalWithoutCase
    symbols = pattern.symbols
    switch place {
    case .action:
      // An action has one colon: a wildcard beside it reads none.
      addLetters(of: pattern, wildcards: pattern.letters.contains(.colon) ? .within : .crossing)
    case .like: addLetters(of: pattern, wildcards: .crossing)
    case .literal, .literalWithoutCase: addLetters(of: pattern, wildcards: nil)
    case .resource: addSegments(of: pattern, isResource: true, reading)
    case .arn: addSegments(of: pattern, isResource: false, .withinSegments)
    }
    if foldsCase, let unknown = caseDoubt(of: pattern) {
      doubt = unknown
      tokens = [.star(.perhaps)]
    }
    hash = Self.hash(of: tokens)
  }

  /// A form of tokens that nobody writes.
  init(_ tokens: [Token], symbols: [Symbol] = [], foldsCase: Bool = false) {
    self.tokens = tokens
    self.symbols = symbols
    self.foldsCase = foldsCase
    hash = Self.hash(of: tokens)
  }

  /// The form with other tokens in place of its own.
  func replacing(_ tokens: [Token]) -> PatternForm {
    var copy = self
    copy.tokens = tokens
    let isOpen = tokens.contains { if case .symbol = $0 { true } else { false } }
    if !isOpen { copy.symbols = [] }
    copy.hash = Self.hash(of: tokens)
    return copy
  }

  /// A form that may fit anything, or nothing.
  init(open doubt: Doubt) {
    self.init([.star(.perhaps)])
    self.doubt = doubt
  }

  /// FNV-1a, so that forms that differ are seldom compared in full.
  private static func hash(of tokens: [Token]) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for token in tokens { hash = (hash ^ token.number) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash)
  }

  static func == (left: PatternForm, right: PatternForm) -> Bool {
    left.hash == right.hash && left.tokens == right.tokens && left.symbols == right.symbols
      && left.foldsCase == right.foldsCase && left.isEmpty == right.isEmpty
      && left.doubt == right.doubt
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// Whether it is the same text or texts whatever is known later.
  var isClosed: Bool { symbols.isEmpty && doubt == nil }

  private mutating func addLetters(of pattern: Pattern, wildcards: Token.Reach?) {
    tokens.reserveCapacity(pattern.letters.count)
    for letter in pattern.letters { add(token(letter, wildcards)) }
  }

  /// Adds a token; a second star is no more than one.
  private mutating func add(_ token: Token) {
    if case .star = token, tokens.last == token { return }
    tokens.append(token)
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
  private mutating func addSegments(of pattern: Pattern, isResource: Bool, _ reading: Reading) {
    if isResource, !pattern.letters.isEmpty, pattern.letters.allSatisfy({ $0 == .anyText }) {
      tokens = [.star(.crossing)]
      return
    }
    var segment = 0
    var isOpen = false
    var hasWildcard = false
    tokens.reserveCapacity(pattern.letters.count)
    for (index, letter) in pattern.letters.enumerated() {
      if letter == .colon { segment += 1 }
      if letter == .anyText || letter == .anyCharacter { hasWildcard = true }
      if letter.isSymbol, pattern.symbols[letter.symbol].mayHoldColon { isOpen = true }
      let isBeyond = reading == .beyondColons && pattern.endsSegment(at: index)
      add(token(letter, segment >= 5 || isBeyond ? .crossing : isOpen ? .uncertain : .within))
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

  /// The text, if it is the only one that fits.
  var literal: [Letter]? {
    guard isClosed, !isEmpty else { return nil }
    var letters: [Letter] = []
    letters.reserveCapacity(tokens.count)
    for token in tokens {
      guard case .letter(let letter) = token else { return nil }
      letters.append(letter)
    }
    return letters
  }
}

extension Pattern {
  /// Whether it depends on the reading of wildcards what fits it as a resource.
  var dependsOnReading: Bool {
    var segment = 0
    for (index, letter) in letters.enumerated() {
      if letter == .colon { segment += 1 }
      if segment >= 5 { return false }
      if endsSegment(at: index) { return true }
    }
    return false
  }

  /// Whether a letter is a `*` before a colon.
  fileprivate func endsSegment(at index: Int) -> Bool {
    letters[index] == .anyText && index + 1 < letters.count && letters[index + 1] == .colon
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
