import Values

/// Says in which of the judged worlds something holds, as briefly as the set of worlds allows.
///
/// Sets of worlds are bits: bit `n` stands for world `n`.
struct WorldText {
  private let worlds: [World]
  private let model: WorldModel
  /// The worlds that made a choice.
  private let choosing: [World.Choice: UInt64]
  /// The worlds that chose anything for a variable; it is open in the others.
  private let decided: [Int: UInt64]

  init(_ worlds: [World], of model: WorldModel) {
    precondition(worlds.count <= WorldSearch.limit, "a search judges no more worlds than its limit")
    var choosing: [World.Choice: UInt64] = [:]
    var decided: [Int: UInt64] = [:]
    for (index, world) in worlds.enumerated() {
      for choice in world.choices {
        choosing[choice, default: 0] |= 1 << UInt64(index)
        decided[choice.variable, default: 0] |= 1 << UInt64(index)
      }
    }
    self.worlds = worlds
    self.model = model
    self.choosing = choosing
    self.decided = decided
  }

  /// One text for each alternative; empty if it holds in all worlds.
  ///
  /// Linear in the choices of the worlds in which it holds, but for what ``necessary(_:for:)`` may
  /// spend.
  func describe(_ holding: UInt64) -> [String] {
    guard holding.nonzeroBitCount < worlds.count else { return [] }
    var terms: [[World.Choice]] = []
    var said: UInt64 = 0
    for (index, world) in worlds.enumerated() where (holding & ~said) >> UInt64(index) & 1 == 1 {
      let term = widened(world.choices, within: holding)
      terms.append(term)
      said |= agreeing(with: term)
    }
    terms = necessary(terms, for: holding)
    terms.sort { one, other in
      one.lexicographicallyPrecedes(other) { ($0.variable, $0.chosen) < ($1.variable, $1.chosen) }
    }
    return terms.map { term in term.map(text).joined(separator: " and ") }
  }

  /// The worlds in which a term holds, whatever is open in them.
  private func agreeing(with term: [World.Choice]) -> UInt64 {
    term.reduce(.max) { $0 & (choosing[$1] ?? 0) }
  }

  /// The worlds that made a choice or may still make it.
  private func allowing(_ choice: World.Choice) -> UInt64 {
    (choosing[choice] ?? 0) | ~(decided[choice.variable] ?? 0)
  }

  /// A term without the choices that need not be said, because only worlds in which it holds allow
  /// the rest.
  private func widened(_ term: [World.Choice], within holding: UInt64) -> [World.Choice] {
    let order = term.sorted { $0.variable < $1.variable }
    // The worlds that allow all choices from a place on.
    var allowed = [UInt64.max >> UInt64(UInt64.bitWidth - worlds.count)]
    for choice in order.reversed() { allowed.append(allowed[allowed.count - 1] & allowing(choice)) }
    var kept: UInt64 = .max
    var needless: Set<World.Choice> = []
    for (place, choice) in order.enumerated() {
      let rest = kept & allowed[order.count - place - 1]
      if rest & ~holding == 0 {
        needless.insert(choice)
      } else {
        kept &= allowing(choice)
      }
    }
    return term.filter { !needless.contains($0) }
  }

  private func text(_ choice: World.Choice) -> String {
    let variable = model.variables[choice.variable]
    let value = variable.cases[choice.chosen]
    switch variable.kind {
    case .condition: return "\(variable.name) is \(value)"
    case .parameter: return "\(variable.name) = \(value)"
    }
  }
}

// MARK: - Terms that others say already

extension WorldText {
  /// How many choices of terms may be looked at to leave terms out. Beyond that all are said.
  private static let patience = 4_000

  /// The terms that the others do not say already.
  private func necessary(_ terms: [[World.Choice]], for holding: UInt64) -> [[World.Choice]] {
    guard terms.count > 1 else { return terms }
    var patience = Self.patience
    var needed = terms
    for index in terms.indices.reversed() {
      var fewer = needed
      fewer.remove(at: index)
      if cover(fewer, holding, &patience) { needed = fewer }
    }
    return needed
  }

  /// Whether in each of some worlds one of the terms holds, whatever is open in it.
  private func cover(
    _ terms: [[World.Choice]],
    _ holding: UInt64,
    _ patience: inout Int
  ) -> Bool {
    patience -= terms.reduce(0) { $0 + $1.count }
    guard patience > 0 else { return false }
    let agreeing = terms.reduce(0) { $0 | self.agreeing(with: $1) }
    for (index, world) in worlds.enumerated()
    where (holding & ~agreeing) >> UInt64(index) & 1 == 1 {
      let chosen = Dictionary(uniqueKeysWithValues: world.choices.map { ($0.variable, $0.chosen) })
      guard cover(terms, chosen, &patience) else { return false }
    }
    return true
  }

  /// Whether one of the terms holds in a world, whatever is open in it.
  private func cover(
    _ terms: [[World.Choice]],
    _ chosen: [Int: Int],
    _ patience: inout Int
  ) -> Bool {
    patience -= terms.reduce(0) { $0 + $1.count }
    guard patience > 0 else { return false }
    let possible = terms.filter { term in
      term.allSatisfy { chosen[$0.variable, default: $0.chosen] == $0.chosen }
    }
    if possible.contains(where: { term in term.allSatisfy { chosen[$0.variable] != nil } }) {
      return true
    }
    guard let open = possible.joined().first(where: { chosen[$0.variable] == nil }) else {
      return false
    }
    return model.variables[open.variable].cases.indices.allSatisfy { index in
      var finer = chosen
      finer[open.variable] = index
      return cover(possible, finer, &patience)
    }
  }
}
