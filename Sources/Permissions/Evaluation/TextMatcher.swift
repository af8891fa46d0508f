/// Whether one text fits one pattern, position by position.
///
/// What placeholders stand for is not known. A text that fits whatever they are is a match; one that
/// fits for nothing that they could be is none. `holds` follows the first set of positions, `may` the
/// second, which is larger.
struct TextMatcher {
  private let form: PatternForm
  private let text: [Letter]
  private let textSymbols: [Symbol]
  /// What comes before is the same in both.
  private var start = 0

  static func match(_ pattern: Pattern, at place: PatternForm.Place, _ text: Text) -> Match {
    let foldsCase = place == .action || place == .literalWithoutCase
    let isASCII = !foldsCase || text.letters.allSatisfy { $0.rawValue < 0x80 }
    if isASCII, pattern.isRuledOut(text.letters, foldsCase: foldsCase) { return .no }
    let match = match(PatternForm(pattern, at: place), text)
    guard place == .resource, match != .yes, pattern.dependsOnReading, text.mayHaveColons(over: 5)
    else { return match }
    switch Self.match(PatternForm(pattern, at: place, .beyondColons), text) {
    case .no: return .no
    case .yes, .open: return .open(match.doubts + [.wildcardBeforeColon])
    }
  }

  static func match(_ form: PatternForm, _ text: Text) -> Match {
    if form.isEmpty { return .no }
    if let doubt = form.doubt { return .open([doubt]) }
    let matcher = TextMatcher(form, text)
    if matcher.isDecidedByPrefix { return .no }
    if matcher.isMatch(.holds) { return .yes }
    let isClosed = form.symbols.isEmpty && text.symbols.isEmpty
    if isClosed || !matcher.isMatch(.may) { return .no }
    // Those that decide alone, or all of them together.
    let symbols = form.symbols + text.symbols
    let deciding = symbols.filter { matcher.isMatch(.mayOnly($0)) }
    var doubts: [Doubt] = []
    doubts.add((deciding.isEmpty ? symbols : deciding).map { .symbol($0) })
    return .open(doubts)
  }

  /// Whether the pattern wants one letter or symbol where the text has another, or has ended.
  private var isDecidedByPrefix: Bool {
    guard start < form.tokens.count else { return false }
    switch form.tokens[start] {
    case .letter: return start == text.count || !text[start].isSymbol
    case .symbol(let index):
      guard start < text.count, text[start].isSymbol else { return false }
      return form.symbols[Int(index)].isCertainlyNot(textSymbols[text[start].symbol])
    case .star, .any: return false
    }
  }

  private enum Reading: Equatable {
    case holds, may
    /// What one symbol stands for is open, and nothing else.
    case mayOnly(Symbol)

    func isOpen(_ symbol: Symbol) -> Bool {
      switch self {
      case .holds: false
      case .may: true
      case .mayOnly(let open): open == symbol
      }
    }
  }

  private init(_ form: PatternForm, _ text: Text) {
    self.form = form
    self.text = form.foldsCase ? text.letters.map(\.folded) : text.letters
    textSymbols = text.symbols
    start = sharedPrefix
  }

  private func isMatch(_ reading: Reading) -> Bool {
    let end = form.tokens.count
    let endsOpen = form.tokens.last == .star(.crossing)
    var here = [Bool](repeating: false, count: end + 1)
    var next = here
    here[start] = true
    pass(&here, reading)
    for letter in text[start...] {
      // What reads everything reads the rest.
      if endsOpen, here[end - 1] { return true }
      step(here, letter, reading, &next)
      guard next.contains(true) else { return false }
      swap(&here, &next)
      for position in next.indices { next[position] = false }
    }
    return here[end]
  }

  /// Adds the positions that are reached without a letter.
  private func pass(_ here: inout [Bool], _ reading: Reading) {
    for position in form.tokens.indices where here[position] {
      switch form.tokens[position] {
      case .star: here[position + 1] = true
      case .symbol(let index):
        if reading.isOpen(form.symbols[Int(index)]) { here[position + 1] = true }
      case .letter, .any: break
      }
    }
  }

  /// - Parameter next: Nothing yet.
  private func step(
    _ here: [Bool],
    _ letter: Letter,
    _ reading: Reading,
    _ next: inout [Bool]
  ) {
    if letter.isSymbol {
      let symbol = textSymbols[letter.symbol]
      if reading.isOpen(symbol) {
        spread(symbol, here, &next)
      } else {
        hold(symbol, here, &next)
      }
    } else {
      for position in form.tokens.indices where here[position] {
        switch form.tokens[position] {
        case .letter(let wanted):
          if wanted == letter { next[position + 1] = true }
        case .star(let reach):
          if reads(letter, reach, reading) { next[position] = true }
        case .any(let reach):
          if reads(letter, reach, reading) { next[position + 1] = true }
        case .symbol(let index):
          let symbol = form.symbols[Int(index)]
          let mayRead = letter != .colon || symbol.mayHoldColon
          if mayRead, reading.isOpen(symbol) { next[position] = true }
        }
      }
    }
    pass(&next, reading)
  }

  private func reads(_ letter: Letter, _ reach: Token.Reach, _ reading: Reading) -> Bool {
    switch (reach, reading) {
    case (.crossing, _), (.uncertain, .may), (.perhaps, .may): true
    case (.within, _), (.uncertain, _): letter != .colon
    case (.perhaps, _): false
    }
  }

  /// The positions behind a symbol of the text, whatever it stands for.
  private func hold(_ symbol: Symbol, _ here: [Bool], _ next: inout [Bool]) {
    for position in form.tokens.indices where here[position] {
      switch form.tokens[position] {
      case .symbol(let index):
        if form.symbols[Int(index)] == symbol { next[position + 1] = true }
      case .star(.crossing): next[position] = true
      case .star(.within), .star(.uncertain):
        if !symbol.mayHoldColon { next[position] = true }
      case .letter, .any, .star(.perhaps): break
      }
    }
  }

  /// All positions that some text of a symbol could lead to.
  private func spread(_ symbol: Symbol, _ here: [Bool], _ next: inout [Bool]) {
    next = here
    for position in form.tokens.indices where next[position] {
      let isBlocked = form.tokens[position] == .letter(.colon) && !symbol.mayHoldColon
      if !isBlocked { next[position + 1] = true }
    }
  }

  /// How many tokens and letters from the beginning are the same, so that one can only stand for the
  /// other.
  private var sharedPrefix: Int {
    var length = 0
    for (token, letter) in zip(form.tokens, text) {
      switch token {
      case .letter(let wanted): guard wanted == letter else { return length }
      case .symbol(let index):
        guard letter.isSymbol, form.symbols[Int(index)] == textSymbols[letter.symbol] else {
          return length
        }
      case .star, .any: return length
      }
      length += 1
    }
    return length
  }
}
