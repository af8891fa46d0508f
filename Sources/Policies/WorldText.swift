import Values

/// Says in which worlds something holds, as briefly as the set of worlds allows.
enum WorldText {
  /// One text for each alternative; empty if it holds in all worlds.
  ///
  /// Cubic in the number of worlds at most, which is bounded.
  ///
  /// - Parameters:
  ///   - holding: The worlds in which it holds.
  ///   - all: All worlds that were judged.
  static func describe(_ holding: [World], of all: [World], in model: WorldModel) -> [String] {
    guard holding.count < all.count else { return [] }
    let held = Set(holding)
    let others = all.filter { !held.contains($0) }.map { Row($0, of: model) }
    var terms: [[World.Choice]] = []
    for world in holding where !terms.contains(where: Row(world, of: model).agrees) {
      terms.append(widened(world.choices, avoiding: others))
    }
    terms = necessary(terms, for: holding.map { Row($0, of: model) }, in: model)
    terms.sort { one, other in
      one.lexicographicallyPrecedes(other) { ($0.variable, $0.chosen) < ($1.variable, $1.chosen) }
    }
    return terms.map { term in
      term.map { text($0, model) }.joined(separator: " and ")
    }
  }

  /// A world with its choices where they are found at once.
  private struct Row {
    private var chosen: [Int]

    init(_ world: World, of model: WorldModel) {
      chosen = [Int](repeating: -1, count: model.variables.count)
      for choice in world.choices { chosen[choice.variable] = choice.chosen }
    }

    /// Whether a term holds in the world, whatever is open in it.
    func agrees(with term: [World.Choice]) -> Bool {
      term.allSatisfy { chosen[$0.variable] == $0.chosen }
    }

    /// Whether a term may hold in the world: what is open in it may be chosen so.
    func allows(_ term: [World.Choice]) -> Bool {
      term.allSatisfy { chosen[$0.variable] == $0.chosen || chosen[$0.variable] < 0 }
    }

    /// Whether some term holds in the world, whatever is open in it.
    func isCovered(by terms: [[World.Choice]], in model: WorldModel) -> Bool {
      let possible = terms.filter(allows)
      if possible.contains(where: agrees) { return true }
      guard let open = possible.joined().first(where: { chosen[$0.variable] < 0 }) else {
        return false
      }
      return model.variables[open.variable].cases.indices.allSatisfy { index in
        var finer = self
        finer.chosen[open.variable] = index
        return finer.isCovered(by: possible, in: model)
      }
    }
  }

  /// The terms that the others do not say already. Long lists are left as they are.
  private static func necessary(
    _ terms: [[World.Choice]],
    for holding: [Row],
    in model: WorldModel
  ) -> [[World.Choice]] {
    guard (2...32).contains(terms.count) else { return terms }
    var needed = terms
    for index in terms.indices.reversed() {
      var fewer = needed
      fewer.remove(at: index)
      if holding.allSatisfy({ $0.isCovered(by: fewer, in: model) }) { needed = fewer }
    }
    return needed
  }

  /// A term without the choices that need not be said, because no other world allows the rest.
  private static func widened(_ term: [World.Choice], avoiding others: [Row]) -> [World.Choice] {
    var term = term
    for variable in term.map(\.variable).sorted() {
      let rest = term.filter { $0.variable != variable }
      if !others.contains(where: { $0.allows(rest) }) { term = rest }
    }
    return term
  }

  private static func text(_ choice: World.Choice, _ model: WorldModel) -> String {
    let variable = model.variables[choice.variable]
    let value = variable.cases[choice.chosen]
    switch variable.kind {
    case .condition: return "\(variable.name) is \(value)"
    case .parameter: return "\(variable.name) = \(value)"
    }
  }
}
