/// Many patterns read side by side, letter by letter: the positions in all of them are the bits of one
/// state (the Shift-And algorithm of Baeza-Yates and Gonnet), made deterministic as far as it is walked.
///
/// To find a word in one pattern that avoids others, letters of the first pattern, one letter that
/// occurs nowhere, and the colon are enough: in a word found, every letter that a wildcard read may be
/// replaced by that letter, and what avoided the word avoids the new one.
struct Automaton {
  /// What an entry makes of symbols.
  enum Reading: Hashable {
    /// Only what fits whatever symbols stand for.
    case holds
    /// All that may fit, with symbols in their places.
    case generates
    /// All that may fit.
    case may
  }

  /// Where the patterns of one entry stand in the states.
  struct Entry {
    let first: Int
    let accept: Int
  }

  /// A pattern with symbols, or beside symbols, that is read loosely: walked position by position.
  private struct Loose {
    let tokens: [Token]
    let letters: [Letter?]
    /// How many tokens come before the first wildcard.
    let rigid: Int
    /// Where the positions of a rigid reading begin; those of the loose one follow.
    let first: Int
    var loose: Int { first + tokens.count + 1 }
  }

  private var entries: [Entry] = []
  private var loose: [Loose] = []
  private var starts: [Int] = []
  private var size = 0
  private var letterBits: [Letter: [Int]] = [:]
  private var stars: (within: [Int], crossing: [Int], passed: [Int]) = ([], [], [])
  private var anys: (within: [Int], crossing: [Int]) = ([], [])
  private var wanted: [Letter] = []
  private var readsColons = false
  private var wantedBits: [Letter: [Int]] = [:]
  private let alphabet: Alphabet
  private let isCaseless: Bool

  /// - Parameter isCaseless: Whether all patterns disregard case, so that capitals need not be tried.
  init(_ alphabet: Alphabet, isCaseless: Bool) {
    self.alphabet = alphabet
    self.isCaseless = isCaseless
  }

  /// Adds tokens, whose symbols stand for `letters`.
  ///
  /// - Parameters:
  ///   - isWanted: Whether the search needs words that fit, so that its letters have to be tried.
  ///   - positions: Where reading begins.
  mutating func add(
    _ tokens: ArraySlice<Token>,
    _ form: PatternForm,
    _ letters: [Letter],
    _ reading: Reading,
    isWanted: Bool,
    from positions: [Int] = [0]
  ) -> Int {
    let hasLoose = reading == .may && !alphabet.symbols.isEmpty
    let first = size
    if hasLoose {
      addLoose(Array(tokens), letters, foldsCase: form.foldsCase, isWanted)
    } else {
      addStrict(tokens, form, letters, reading, isWanted)
      starts += positions.map { first + $0 }
    }
    entries.append(Entry(first: first, accept: size - 1))
    return entries.count - 1
  }

  private mutating func want(_ letter: Letter) {
    if !wanted.contains(letter) { wanted.append(letter) }
  }

  /// Notes that the position to come reads a letter.
  private mutating func note(_ letter: Letter, _ isWanted: Bool) {
    letterBits[letter, default: []].append(size)
    guard isWanted else { return }
    want(letter)
    wantedBits[letter, default: []].append(size)
  }

  private mutating func addStrict(
    _ tokens: ArraySlice<Token>,
    _ form: PatternForm,
    _ letters: [Letter],
    _ reading: Reading,
    _ isWanted: Bool
  ) {
    for token in tokens {
      switch token {
      case .letter(let letter):
        note(letter, isWanted)
        if form.foldsCase, !isCaseless, let other = letter.otherCase { note(other, isWanted) }
      case .symbol(let index):
        note(letters[Int(index)], isWanted)
      case .star(let reach):
        stars.passed.append(size)
        switch (reach, reading) {
        case (.crossing, _), (.uncertain, .generates), (.uncertain, .may), (.perhaps, .generates),
          (.perhaps, .may):
          stars.crossing.append(size)
        case (.within, _), (.uncertain, .holds):
          stars.within.append(size)
          readsColons = true
        case (.perhaps, .holds): break
        }
      case .any(let reach):
        if reach == .within || reach == .uncertain && reading == .holds {
          anys.within.append(size)
          readsColons = true
        } else {
          anys.crossing.append(size)
        }
      }
      size += 1
    }
    size += 1
  }

  private mutating func addLoose(
    _ tokens: [Token],
    _ letters: [Letter],
    foldsCase: Bool,
    _ isWanted: Bool
  ) {
    var symbolLetters: [Letter?] = []
    for token in tokens {
      switch token {
      case .letter(let letter):
        symbolLetters.append(nil)
        if isWanted { want(letter) }
      case .symbol(let index):
        symbolLetters.append(letters[Int(index)])
        if isWanted { want(letters[Int(index)]) }
      case .star, .any: symbolLetters.append(nil)
      }
    }
    let rigid =
      tokens.firstIndex {
        switch $0 {
        case .star, .any: true
        case .letter, .symbol: false
        }
      } ?? tokens.count
    readsColons = true
    let entry = Loose(tokens: tokens, letters: symbolLetters, rigid: rigid, first: size)
    loose.append(entry)
    starts.append(size)
    size += 2 * (tokens.count + 1)
    foldsLoose.append(foldsCase)
  }

  private var foldsLoose: [Bool] = []

  // MARK: - Walking

  /// A state that was reached, by its words in the arena.
  struct Walk {
    fileprivate(set) var arena: [UInt64] = []
    fileprivate(set) var parents: [(state: Int32, letter: Letter)] = []
    fileprivate let width: Int

    var count: Int { parents.count }

    /// The shortest text that leads to a state, in reverse order of discovery.
    func word(to state: Int) -> [Letter] {
      var letters: [Letter] = []
      var state = state
      while parents[state].state >= 0 {
        letters.append(parents[state].letter)
        state = Int(parents[state].state)
      }
      return letters.reversed()
    }

    func contains(_ bit: Int, in state: Int) -> Bool {
      arena[state * width + bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
  }

  /// Whether the text that leads to a state fits an entry.
  func accepts(_ entry: Int, _ state: Int, _ walk: Walk) -> Bool {
    let accept = entries[entry].accept
    if walk.contains(accept, in: state) { return true }
    guard let loose = loose.first(where: { $0.first == entries[entry].first }) else { return false }
    return (0...loose.tokens.count).contains { position in
      walk.contains(loose.first + position, in: state)
        && loose.tokens[position...].allSatisfy { token in
          switch token {
          case .star, .symbol: true
          case .letter, .any: false
          }
        }
    }
  }

  /// How many words of states a step of the budget pays for; a position of a loose reading costs as much
  /// as eight.
  private static let wordsPerStep = 512

  private var positionsOfLoose: Int {
    loose.reduce(0) { $0 + $1.tokens.count }
  }

  /// All states that keep each of the `needed` entries alive.
  mutating func walk(needed: [Int], _ budget: inout Budget) throws(Budget.Exhausted) -> Walk {
    let width = max(1, (size + 63) / 64)
    let masks = Masks(self, width)
    let cost = 1 + masks.letters.count * (width + 8 * positionsOfLoose) / Self.wordsPerStep
    let needs = needed.map { mask(entries[$0].first...entries[$0].accept, width) }
    var walk = Walk(width: width)
    var index = StateIndex()
    var state = [UInt64](repeating: 0, count: width)
    for start in starts { state[start >> 6] |= 1 << UInt64(start & 63) }
    pass(&state, masks)
    walk.arena += state
    walk.parents.append((-1, Alphabet.fresh))
    _ = index.insert(0, walk.arena, width)
    var next = 0
    var source = state
    while next < walk.count {
      for word in 0..<width { source[word] = walk.arena[next * width + word] }
      for letter in masks.letters where step(source, letter, masks, &state) {
        pass(&state, masks)
        let isAlive = needs.allSatisfy { need in
          (0..<width).contains { need[$0] & state[$0] != 0 }
        }
        guard isAlive else { continue }
        walk.arena += state
        if index.insert(walk.count, walk.arena, width) {
          walk.parents.append((Int32(next), letter.letter))
          try budget.spend(cost)
        } else {
          walk.arena.removeLast(width)
        }
      }
      next += 1
    }
    return walk
  }

  private func mask(_ bits: ClosedRange<Int>, _ width: Int) -> [UInt64] {
    var mask = [UInt64](repeating: 0, count: width)
    for bit in bits { mask[bit >> 6] |= 1 << UInt64(bit & 63) }
    return mask
  }

  /// What reading a letter does to states, as masks.
  private struct Masks {
    struct Entry {
      let letter: Letter
      /// Positions that move on.
      var moved: [UInt64]
      /// Positions that stay.
      var stayed: [UInt64]
      let isUseful: [UInt64]?
    }

    var letters: [Entry] = []
    let passed: [UInt64]
    let hasPassed: Bool

    init(_ automaton: Automaton, _ width: Int) {
      func mask(_ bits: [Int]) -> [UInt64] {
        var mask = [UInt64](repeating: 0, count: width)
        for bit in bits { mask[bit >> 6] |= 1 << UInt64(bit & 63) }
        return mask
      }
      func union(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        zip(left, right).map { $0 | $1 }
      }
      passed = mask(automaton.stars.passed)
      hasPassed = !automaton.stars.passed.isEmpty
      let crossing = mask(automaton.stars.crossing)
      let all = union(crossing, mask(automaton.stars.within))
      let anyCrossing = mask(automaton.anys.crossing)
      let anyAll = union(anyCrossing, mask(automaton.anys.within))
      var tried = automaton.wanted
      if automaton.readsColons, !tried.contains(.colon) { tried.append(.colon) }
      tried.append(Alphabet.fresh)
      for letter in tried {
        let literal = mask(automaton.letterBits[letter] ?? [])
        let isPlaceholder = Alphabet.isPlaceholder(letter)
        let crosses =
          letter == .colon || isPlaceholder && automaton.alphabet.mayHoldColon(letter)
        let moved =
          isPlaceholder ? literal : union(literal, letter == .colon ? anyCrossing : anyAll)
        // A letter that no wanted pattern has at a position is as good as the fresh one.
        let isAlwaysUseful =
          letter == .colon || letter == Alphabet.fresh || !automaton.loose.isEmpty
          || isPlaceholder
        letters.append(
          Entry(
            letter: letter,
            moved: moved,
            stayed: crosses ? crossing : all,
            isUseful: isAlwaysUseful ? nil : mask(automaton.wantedBits[letter] ?? [])
          )
        )
      }
    }
  }

  /// Reads a letter; false where it leads nowhere, or where the fresh letter does.
  private func step(
    _ source: [UInt64],
    _ letter: Masks.Entry,
    _ masks: Masks,
    _ target: inout [UInt64]
  ) -> Bool {
    let width = source.count
    if let useful = letter.isUseful {
      var isUseful = false
      for word in 0..<width where useful[word] & source[word] != 0 { isUseful = true }
      guard isUseful else { return false }
    }
    var carry: UInt64 = 0
    for word in 0..<width {
      let moved = source[word] & letter.moved[word]
      target[word] = moved << 1 | carry | source[word] & letter.stayed[word]
      carry = moved >> 63
    }
    for (index, entry) in loose.enumerated() {
      step(entry, foldsCase: foldsLoose[index], letter.letter, source, &target)
    }
    return true
  }

  /// Adds what is reached without a letter.
  private func pass(_ state: inout [UInt64], _ masks: Masks) {
    guard masks.hasPassed else { return }
    var isDone = false
    while !isDone {
      isDone = true
      var carry: UInt64 = 0
      for word in state.indices {
        let passed = state[word] & masks.passed[word]
        let more = passed << 1 | carry
        carry = passed >> 63
        if more & ~state[word] != 0 {
          state[word] |= more
          isDone = false
        }
      }
    }
  }

  // MARK: - Loose readings

  private func step(
    _ entry: Loose,
    foldsCase: Bool,
    _ letter: Letter,
    _ source: [UInt64],
    _ target: inout [UInt64]
  ) {
    func has(_ bit: Int) -> Bool { source[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
    func set(_ bit: Int, _ target: inout [UInt64]) { target[bit >> 6] |= 1 << UInt64(bit & 63) }
    let count = entry.tokens.count
    var here = (0...count).map { has(entry.loose + $0) }
    if let position = (0...count).first(where: { has(entry.first + $0) }) {
      if let next = rigidStep(entry, position, letter, foldsCase) {
        set(entry.first + next, &target)
        return
      }
      let isDead: Bool =
        if position == count {
          !Alphabet.isPlaceholder(letter)
        } else if case .letter = entry.tokens[position] {
          !Alphabet.isPlaceholder(letter)
        } else if let own = entry.letters[position].flatMap(alphabet.symbol),
          let other = alphabet.symbol(letter), position < entry.rigid
        {
          own.isCertainlyNot(other)
        } else {
          false
        }
      if isDead { return }
      here[position] = true
      close(entry, &here)
    }
    var next = [Bool](repeating: false, count: count + 1)
    if Alphabet.isPlaceholder(letter) {
      next = here
      for position in 0..<count where next[position] {
        let isBlocked =
          entry.tokens[position] == .letter(.colon) && !alphabet.mayHoldColon(letter)
        if !isBlocked { next[position + 1] = true }
      }
    } else {
      let folded = foldsCase ? letter.folded : letter
      for position in 0..<count where here[position] {
        switch entry.tokens[position] {
        case .letter(let wanted): if wanted == folded { next[position + 1] = true }
        case .star(let reach):
          if reach != .within || letter != .colon { next[position] = true }
        case .any(let reach):
          if reach != .within || letter != .colon { next[position + 1] = true }
        case .symbol:
          let mayRead =
            letter != .colon || entry.letters[position].map(alphabet.mayHoldColon) ?? true
          if mayRead { next[position] = true }
        }
      }
      close(entry, &next)
    }
    for position in 0...count where next[position] { set(entry.loose + position, &target) }
  }

  /// Where a rigid reading stands after a letter: each token so far was read by one letter, and could
  /// not have been read otherwise.
  private func rigidStep(
    _ entry: Loose,
    _ position: Int,
    _ letter: Letter,
    _ foldsCase: Bool
  ) -> Int? {
    guard position < entry.rigid else { return nil }
    switch entry.tokens[position] {
    case .letter(let wanted):
      return wanted == (foldsCase ? letter.folded : letter) ? position + 1 : nil
    case .symbol: return entry.letters[position] == letter ? position + 1 : nil
    case .star, .any: return nil
    }
  }

  private func close(_ entry: Loose, _ here: inout [Bool]) {
    for position in entry.tokens.indices where here[position] {
      switch entry.tokens[position] {
      case .star, .symbol: here[position + 1] = true
      case .letter, .any: break
      }
    }
  }
}
