/// Finds words for a dimension whose predicates compare one text.
///
/// A union of patterns is split pattern by pattern, so that automata never multiply.
struct WordFinder {
  private let side: Problem.Side
  private let covers: [Problem.Cover]
  private let coverCount: Int
  private let mode: Problem.Mode
  private(set) var alphabet: Alphabet
  /// Whether nothing of this side is open.
  private let isClosed: Bool
  private let isCaseless: Bool
  /// The covers that stand wherever the boxes hold.
  private var implied: CoverSet

  init(
    _ side: Problem.Side,
    _ covers: [Problem.Cover],
    coverCount: Int,
    _ mode: Problem.Mode,
    _ alphabet: Alphabet
  ) {
    self.side = side
    self.covers = covers
    self.coverCount = coverCount
    self.mode = mode
    self.alphabet = alphabet
    let predicates = side.box + covers.flatMap(\.predicates)
    isClosed = predicates.allSatisfy(\.isClosed)
    isCaseless = predicates.allSatisfy { $0.forms.allSatisfy(\.foldsCase) }
    implied = CoverSet(count: coverCount)
    for cover in covers where cover.isImplied { implied.insert(cover.index) }
    guard !isClosed else { return }
    for form in predicates.flatMap(\.forms) {
      for symbol in form.symbols { _ = self.alphabet.letter(for: symbol) }
    }
  }

  mutating func points(_ budget: inout Budget) throws(Budget.Exhausted) -> [Candidate] {
    let isForbidden = side.box.contains { predicate in
      if case .presence(_, false) = predicate.test { true } else { false }
    }
    if isForbidden { return [] }
    var clauses = side.box.filter { !$0.isNegated && $0.kind == .text }.map(\.forms)
    // Nothing fits one of none.
    if clauses.contains(where: \.isEmpty) { return [] }
    let size = clauses.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    guard size < 20_000 else { throw Budget.Exhausted() }
    let own = clauses.count
    if !Domain.holds(clauses, side.dimension) { clauses.append(domain(clauses)) }
    var found: [CoverSet: Candidate] = [:]
    var order: [CoverSet] = []
    var choice = [Int](repeating: 0, count: clauses.count)
    while true {
      let forms = zip(clauses, choice).map { $0[$1] }
      for candidate in try points(forms, own: own, &budget)
      where found.updateValue(candidate, forKey: candidate.surviving) == nil {
        order.append(candidate.surviving)
        if candidate.surviving == implied { return [candidate] }
      }
      var place = clauses.count - 1
      while place >= 0, choice[place] + 1 == clauses[place].count {
        choice[place] = 0
        place -= 1
      }
      guard place >= 0 else { break }
      choice[place] += 1
    }
    return order.compactMap { found[$0] }
  }

  /// The forms of the domain. A placeholder that a resource begins with stands for an ARN.
  private func domain(_ clauses: [[PatternForm]]) -> [PatternForm] {
    var forms = Domain.forms(of: side.dimension)
    guard mode == .certain, side.dimension == .resource else { return forms }
    for form in clauses.joined() {
      guard case .symbol(let index)? = form.tokens.first,
        form.symbols[Int(index)].mayHoldColon
      else { continue }
      let leading = PatternForm(
        [.symbol(0), .star(.crossing)],
        symbols: [form.symbols[Int(index)]]
      )
      if !forms.contains(leading) { forms.append(leading) }
    }
    return forms
  }

  // MARK: - One form of each clause

  /// What is known of an entry of the automaton before it is walked.
  private enum Reader {
    case always, never
    case entry(Int)
  }

  private mutating func points(
    _ choice: [PatternForm],
    own: Int,
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> [Candidate] {
    if isClosed {
      if let word = choice.lazy.compactMap(\.literal).first {
        try budget.spend(1)
        return point(word, choice).map { [$0] } ?? []
      }
    }
    var automaton = Automaton(isClosed ? Alphabet() : alphabet, isCaseless: isCaseless)
    let prefix = prefix(of: choice)
    var needed: [Int] = []
    for (index, form) in choice.enumerated() {
      let reading: Automaton.Reading =
        mode == .possible ? (index == 0 && own > 0 ? .generates : .may) : .holds
      switch read(form, reading, isWanted: true, prefix, &automaton) {
      case .always: continue
      case .never: return []
      case .entry(let entry): needed.append(entry)
      }
    }
    let avoided = readers(of: side.box.filter(\.isNegated), isBox: true, prefix, &automaton)
    if avoided.contains(where: { $0.contains { if case .always = $0 { true } else { false } } }) {
      return []
    }
    let rivals = covers.filter { !$0.isImplied }.map { cover in
      (cover, readers(of: cover.predicates, isBox: false, prefix, &automaton))
    }
    let walk = try automaton.walk(needed: needed, &budget)
    var found: [CoverSet: Candidate] = [:]
    for state in 0..<walk.count {
      func fits(_ reader: Reader) -> Bool {
        switch reader {
        case .always: true
        case .never: false
        case .entry(let entry): automaton.accepts(entry, state, walk)
        }
      }
      guard needed.allSatisfy({ automaton.accepts($0, state, walk) }),
        !avoided.contains(where: { $0.contains(where: fits) })
      else { continue }
      var surviving = implied
      for (cover, readers) in rivals {
        let stands = zip(cover.predicates, readers).allSatisfy { predicate, readers in
          if case .presence(_, let holdsPresent) = predicate.test { return holdsPresent }
          return readers.contains(where: fits) != predicate.isNegated
        }
        if stands { surviving.insert(cover.index) }
      }
      guard found[surviving] == nil else { continue }
      let word = prefix + walk.word(to: state)
      found[surviving] = Candidate(surviving: surviving, value: .word(word))
      if surviving == implied { break }
    }
    return found.values.sorted { $0.surviving.count < $1.surviving.count }
  }

  /// The only word of a choice, if it lies in the boxes.
  private func point(_ word: [Letter], _ choice: [PatternForm]) -> Candidate? {
    func fits(_ predicate: Predicate) -> Bool {
      if case .presence(_, let holdsPresent) = predicate.test { return holdsPresent }
      return predicate.forms.contains { $0.covers(word) } != predicate.isNegated
    }
    guard choice.allSatisfy({ $0.covers(word) }),
      side.box.allSatisfy({ !$0.isNegated || fits($0) })
    else { return nil }
    var surviving = implied
    for cover in covers where !cover.isImplied && cover.predicates.allSatisfy(fits) {
      surviving.insert(cover.index)
    }
    return Candidate(surviving: surviving, value: .word(word))
  }

  private func readers(
    of predicates: [Predicate],
    isBox: Bool,
    _ prefix: [Letter],
    _ automaton: inout Automaton
  ) -> [[Reader]] {
    predicates.map { predicate in
      // A box is read largely where a search is for what is possible, a cover narrowly.
      let isLarge = (mode == .possible) == isBox
      let reading: Automaton.Reading =
        mode == .exact || isLarge == predicate.isNegated ? .holds : .may
      let isWanted = !isBox && predicate.isNegated
      return predicate.forms.map { read($0, reading, isWanted: isWanted, prefix, &automaton) }
    }
  }

  private func read(
    _ form: PatternForm,
    _ reading: Automaton.Reading,
    isWanted: Bool,
    _ prefix: [Letter],
    _ automaton: inout Automaton
  ) -> Reader {
    if form.isEmpty || form.doubt != nil && reading == .holds { return .never }
    guard let start = WordStart(form, after: prefix) else { return .never }
    let rest = form.tokens[start.token...]
    if isClosed, rest.count == 1, rest.first == .star(.crossing) { return .always }
    var local = alphabet
    let letters = form.symbols.map { local.letter(for: $0) }
    return .entry(
      automaton.add(
        rest,
        form,
        letters,
        reading,
        isWanted: isWanted,
        from: start.positions
      )
    )
  }

  /// What all words of a choice begin with.
  private func prefix(of choice: [PatternForm]) -> [Letter] {
    guard isClosed else { return [] }
    var longest: [Letter] = []
    for form in choice where isCaseless || !form.foldsCase {
      var letters: [Letter] = []
      for token in form.tokens {
        guard case .letter(let letter) = token else { break }
        letters.append(letter)
      }
      if letters.count > longest.count { longest = letters }
    }
    return longest
  }
}

/// Where a form stands after a word: the tokens that are left, and the positions among them.
private struct WordStart {
  var token = 0
  var positions = [0]

  /// Nil where no text that begins with the word fits.
  init?(_ form: PatternForm, after prefix: [Letter]) {
    var place = 0
    while place < prefix.count {
      guard token < form.tokens.count else { return nil }
      guard case .letter(let wanted) = form.tokens[token] else { break }
      guard wanted == (form.foldsCase ? prefix[place].folded : prefix[place]) else { return nil }
      token += 1
      place += 1
    }
    guard place < prefix.count else { return }
    let tokens = form.tokens[token...]
    var here: Set<Int> = [0]
    func close(_ here: inout Set<Int>) {
      for offset in tokens.indices where here.contains(offset - token) {
        if case .star = tokens[offset] { here.insert(offset - token + 1) }
      }
    }
    close(&here)
    for letter in prefix[place...] {
      var next: Set<Int> = []
      for position in here where position < tokens.count {
        switch tokens[token + position] {
        case .letter(let wanted):
          if wanted == (form.foldsCase ? letter.folded : letter) { next.insert(position + 1) }
        case .star(let reach): if reach != .within || letter != .colon { next.insert(position) }
        case .any(let reach): if reach != .within || letter != .colon { next.insert(position + 1) }
        case .symbol: continue
        }
      }
      close(&next)
      guard !next.isEmpty else { return nil }
      here = next
    }
    positions = here.sorted()
  }
}
