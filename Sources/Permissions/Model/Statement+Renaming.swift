/// Other names for parts of statements, so that those of two estates can be compared; what has none
/// keeps its own.
package struct Renaming: Sendable {
  package var placeholders: [Symbol.Placeholder: Symbol.Placeholder] = [:]
  package var keys: [ConditionKey: ConditionKey] = [:]
  /// The condition keys that stand for doubts: that the key has a value is that the doubt holds.
  package var doubts: [Doubt: ConditionKey] = [:]

  package init() {}
}

extension Statement {
  /// What a deployment fills in anywhere in the statement.
  package var placeholders: Set<Symbol.Placeholder> {
    var found: Set<Symbol.Placeholder> = []
    for pattern in patterns { found.formUnion(pattern.placeholders) }
    return found
  }

  /// Why it is open whether the statement is there, says this, or is about somebody.
  package var doubts: Set<Doubt> {
    var found: Set<Doubt> = []
    for case .open(let doubt) in scope.conditions { found.insert(doubt) }
    for case .open(let doubt) in scope.principals?.elements ?? [] { found.insert(doubt) }
    return found
  }

  /// The condition keys that decide: those of conditions and of policy variables.
  package var keys: Set<ConditionKey> {
    var found: Set<ConditionKey> = []
    for case .test(_, let key, _) in scope.conditions { found.insert(key) }
    for pattern in patterns {
      for case .variable(let key, _) in pattern.symbols { found.insert(key) }
    }
    return found
  }

  private var patterns: [Pattern] {
    var patterns = scope.actions.elements + (scope.resources?.elements ?? [])
    for principal in scope.principals?.elements ?? [] {
      switch principal {
      case .aws(let pattern), .service(let pattern), .federated(let pattern),
        .canonicalUser(let pattern):
        patterns.append(pattern)
      case .everyone, .open: break
      }
    }
    for case .test(_, _, let values) in scope.conditions { patterns += values }
    return patterns
  }
}

extension Statement {
  /// The statements that say the same under other names: two where it is open whom one is about.
  ///
  /// Whether a request is by somebody who cannot be read is a condition like others: a statement for
  /// everyone, if a doubt holds.
  package func renamed(_ renaming: Renaming) -> [Statement] {
    var scope = self.scope
    scope.actions = scope.actions.map { $0.renamed(renaming) }
    scope.resources = scope.resources?.map { $0.renamed(renaming) }
    scope.conditions = scope.conditions.map { $0.renamed(renaming) }
    scope.principals = scope.principals?.map { $0.renamed(renaming) }
    var doubts: [ConditionKey] = []
    if let principals = scope.principals {
      var rest: [PrincipalPattern] = []
      for principal in principals.elements {
        if case .open(let doubt) = principal, let key = renaming.doubts[doubt] {
          doubts.append(key)
        } else {
          rest.append(principal)
        }
      }
      guard !doubts.isEmpty else { return [copy(scope)] }
      switch principals {
      case .only:
        var everyone = doubts.map { key in
          var open = scope
          open.principals = .except([])
          open.conditions.append(.holding(key))
          return copy(open)
        }
        if !rest.isEmpty {
          scope.principals = .only(rest)
          everyone.append(copy(scope))
        }
        return everyone
      case .except:
        scope.principals = .except(rest)
        scope.conditions += doubts.map(Condition.holding)
      }
    }
    return [copy(scope)]
  }

  private func copy(_ scope: Scope) -> Statement {
    Statement(effect, scope, provenance: provenance)
  }
}

extension Scope.Selection {
  fileprivate func map(_ change: (Element) -> Element) -> Self {
    switch self {
    case .only(let elements): .only(elements.map(change))
    case .except(let elements): .except(elements.map(change))
    }
  }
}

extension Condition {
  fileprivate static func holding(_ key: ConditionKey) -> Condition {
    .test(ConditionOperator(.null), key, ["false"])
  }

  fileprivate func renamed(_ renaming: Renaming) -> Condition {
    switch self {
    case .test(let name, let key, let values):
      .test(name, renaming.keys[key] ?? key, values.map { $0.renamed(renaming) })
    case .open(let doubt): renaming.doubts[doubt].map(Condition.holding) ?? self
    }
  }
}

extension PrincipalPattern {
  fileprivate func renamed(_ renaming: Renaming) -> PrincipalPattern {
    switch self {
    case .everyone, .open: self
    case .aws(let pattern): .aws(pattern.renamed(renaming))
    case .service(let pattern): .service(pattern.renamed(renaming))
    case .federated(let pattern): .federated(pattern.renamed(renaming))
    case .canonicalUser(let pattern): .canonicalUser(pattern.renamed(renaming))
    }
  }
}

extension Symbol {
  fileprivate func renamed(_ renaming: Renaming) -> Symbol {
    switch self {
    case .variable(let key, let value): .variable(renaming.keys[key] ?? key, default: value)
    case .placeholder(let placeholder):
      .placeholder(renaming.placeholders[placeholder] ?? placeholder)
    }
  }
}

extension Pattern {
  /// The same text for literal comparison: wildcards in it are characters.
  package init(_ text: Text) {
    self.init(letters: text.letters, symbols: text.symbols)
  }

  /// What a deployment fills in.
  package var placeholders: Set<Symbol.Placeholder> {
    var found: Set<Symbol.Placeholder> = []
    for case .placeholder(let placeholder) in symbols { found.insert(placeholder) }
    return found
  }

  /// The same text with other names for what it does not say itself.
  package func renamed(_ renaming: Renaming) -> Pattern {
    guard !symbols.isEmpty else { return self }
    var builder = LetterBuilder()
    for letter in letters {
      if letter.isSymbol {
        builder.add(symbols[letter.symbol].renamed(renaming))
      } else {
        builder.add(letter)
      }
    }
    return Pattern(letters: builder.letters, symbols: builder.symbols)
  }
}
