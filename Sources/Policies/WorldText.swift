import Values

/// Says in which of the judged worlds something holds, as briefly as the set of worlds allows.
///
/// Sets of worlds are bits: bit `n` stands for world `n`.
struct WorldText {
  private let worlds: [World]
  private let model: WorldModel
  /// The worlds that made a choice.
  private let choosing: [World.Choice: UInt64]

  init(_ worlds: [World], of model: WorldModel) {
    precondition(worlds.count <= WorldSearch.limit, "a search judges no more worlds than its limit")
    var choosing: [World.Choice: UInt64] = [:]
    for (index, world) in worlds.enumerated() {
      for choice in world.choices { choosing[choice, default: 0] |= 1 << UInt64(index) }
    }
    self.worlds = worlds
    self.model = model
    self.choosing = choosing
  }

  /// One text for each alternative; empty if it holds in all worlds.
  ///
  /// Linear in the choices of the worlds in which it holds.
  func describe(_ holding: UInt64) -> [String] {
    guard holding.nonzeroBitCount < worlds.count else { return [] }
    var terms: [[World.Choice]] = []
    var said: UInt64 = 0
    for (index, world) in worlds.enumerated() where (holding & ~said) >> UInt64(index) & 1 == 1 {
      let term = widened(world.choices, within: holding)
      terms.append(term)
      said |= term.reduce(.max) { $0 & self[$1] }
    }
    terms.sort { one, other in
      one.lexicographicallyPrecedes(other) { ($0.variable, $0.chosen) < ($1.variable, $1.chosen) }
    }
    return terms.map { term in term.map(text).joined(separator: " and ") }
  }

  private subscript(_ choice: World.Choice) -> UInt64 {
    choosing[choice] ?? 0
  }

  /// A term without the choices that need not be said, because only worlds in which it holds agree
  /// with the rest.
  private func widened(_ term: [World.Choice], within holding: UInt64) -> [World.Choice] {
    let order = term.sorted { $0.variable < $1.variable }
    // The worlds that agree with all choices from a place on.
    var agreeing = [UInt64.max >> UInt64(UInt64.bitWidth - worlds.count)]
    for choice in order.reversed() { agreeing.append(agreeing[agreeing.count - 1] & self[choice]) }
    var kept: UInt64 = .max
    var needless: Set<World.Choice> = []
    for (place, choice) in order.enumerated() {
      let rest = kept & agreeing[order.count - place - 1]
      if rest & ~holding == 0 {
        needless.insert(choice)
      } else {
        kept &= self[choice]
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
