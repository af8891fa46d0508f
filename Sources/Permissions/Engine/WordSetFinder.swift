/// Finds sets of words for a dimension whose predicates compare several texts.
///
/// One value for each predicate is enough: one that fits for each that wants some value to, one that
/// does not for each that is to fail. So sets of that size are tried, of one word for each way in which
/// words fit the patterns.
struct WordSetFinder {
  private let side: Problem.Side
  private let covers: [Problem.Cover]
  private let coverCount: Int
  private let mode: Problem.Mode
  private(set) var alphabet: Alphabet

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
    for predicate in side.box + covers.flatMap(\.predicates) {
      for symbol in predicate.forms.flatMap(\.symbols) {
        _ = self.alphabet.letter(for: symbol)
      }
    }
  }

  /// A word, and which predicates it fits: those of the box first, then those of the covers.
  private struct Atom {
    let word: [Letter]
    let fits: [Bool]
  }

  mutating func points(_ budget: inout Budget) throws(Budget.Exhausted) -> [Candidate] {
    let all = side.box + covers.flatMap(\.predicates)
    let atoms = try atoms(all, &budget)
    let size = min(atoms.count, all.count { $0.kind == .severalTexts })
    var found: [Candidate] = []
    var chosen: [Int] = []
    func extend(from first: Int) throws(Budget.Exhausted) {
      if !chosen.isEmpty {
        try budget.spend(1)
        if let candidate = candidate(chosen.map { atoms[$0] }) { found.append(candidate) }
      }
      guard chosen.count < size, first < atoms.count else { return }
      for next in first..<atoms.count {
        chosen.append(next)
        try extend(from: next + 1)
        chosen.removeLast()
      }
    }
    try extend(from: 0)
    return found
  }

  private func candidate(_ atoms: [Atom]) -> Candidate? {
    var number = -1
    func holds(_ predicate: Predicate) -> Bool {
      number += 1
      switch predicate.test {
      case .presence(_, let holdsPresent): return holdsPresent
      case .texts(_, .forAnyValue?): return atoms.contains { $0.fits[number] }
      case .texts(_, .forAllValues?): return atoms.allSatisfy { $0.fits[number] }
      case .texts(_, nil), .truth, .numbers, .dates, .addresses: return false
      }
    }
    let box = side.box.map(holds)
    var surviving = CoverSet(count: coverCount)
    for cover in covers {
      let all = cover.predicates.map(holds)
      if all.allSatisfy({ $0 }) { surviving.insert(cover.index) }
    }
    guard box.allSatisfy({ $0 }) else { return nil }
    return Candidate(surviving: surviving, value: .words(atoms.map(\.word)))
  }

  private func atoms(
    _ predicates: [Predicate],
    _ budget: inout Budget
  ) throws(Budget.Exhausted) -> [Atom] {
    var automaton = Automaton(alphabet, isCaseless: false)
    var readers: [[Int]] = []
    for (index, predicate) in predicates.enumerated() {
      let isLarge = (mode == .possible) == (index < side.box.count)
      let reading: Automaton.Reading =
        mode == .exact || isLarge == predicate.isNegated ? .holds : .may
      var local = alphabet
      readers.append(
        predicate.forms.filter { !$0.isEmpty && ($0.doubt == nil || reading == .may) }.map {
          automaton.add(
            $0.tokens[...],
            $0,
            $0.symbols.map { local.letter(for: $0) },
            reading,
            isWanted: true
          )
        }
      )
    }
    let walk = try automaton.walk(needed: [], &budget)
    var known: Set<[Bool]> = []
    var atoms: [Atom] = []
    for state in 0..<walk.count {
      let fits = zip(predicates, readers).map { predicate, entries in
        entries.contains { automaton.accepts($0, state, walk) } != predicate.isNegated
      }
      if known.insert(fits).inserted { atoms.append(Atom(word: walk.word(to: state), fits: fits)) }
    }
    return atoms
  }
}
