import Values

/// Says in which worlds something holds, as briefly as the set of worlds allows.
enum WorldText {
  /// One text for each alternative; empty if it holds in all worlds.
  ///
  /// - Parameters:
  ///   - holding: The worlds in which it holds.
  ///   - all: All worlds that were judged.
  static func describe(_ holding: [World], of all: [World], in model: WorldModel) -> [String] {
    guard holding.count < all.count else { return [] }
    var terms = holding
    var isMerged = true
    while isMerged {
      isMerged = false
      for variable in Set(terms.flatMap { $0.choices.map(\.variable) }).sorted() {
        if let merged = merge(terms, over: variable, all: all) {
          terms = merged
          isMerged = true
        }
      }
    }
    let texts = terms.map { term in
      term.choices.map { text($0, model) }.joined(separator: " and ")
    }
    return texts.contains("") ? [] : texts
  }

  /// The terms without `variable`, where some of them say the same for all of its cases that occur.
  private static func merge(_ terms: [World], over variable: Int, all: [World]) -> [World]? {
    for term in terms where term[variable] != nil {
      let rest = term.choices.filter { $0.variable != variable }
      let siblings = terms.filter { other in
        other[variable] != nil
          && Set(other.choices.filter { $0.variable != variable }) == Set(rest)
      }
      let agreeing = all.filter { world in rest.allSatisfy { world[$0.variable] == $0.chosen } }
      let occurring = Set(agreeing.compactMap { $0[variable] })
      guard occurring == Set(siblings.compactMap { $0[variable] }) else { continue }
      var merged = World()
      for choice in rest { merged = merged.choosing(choice.chosen, for: choice.variable) }
      return terms.filter { !siblings.contains($0) } + [merged]
    }
    return nil
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
