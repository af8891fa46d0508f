extension PartialRequest {
  /// The statements as they are for requests like this one, whatever their action and resource: without
  /// what holds of all of them, and without statements that are about none.
  ///
  /// What stays open of a condition whose key is known stays as a doubt.
  package func narrowed(_ statements: [Statement]) -> [Statement] {
    statements.compactMap { statement in
      guard !statement.scope.isPlain else { return statement }
      guard let scope = narrowed(statement.scope) else { return nil }
      return Statement(statement.effect, scope, provenance: statement.provenance)
    }
  }

  private func narrowed(_ scope: Scope) -> Scope? {
    var narrow = scope
    narrow.conditions = []
    for condition in scope.conditions {
      guard case .test(_, let key, _) = condition, !isOpen(key) else {
        narrow.conditions.append(condition)
        continue
      }
      switch match(Scope(actions: .except([]), conditions: [condition])) {
      case .yes: continue
      case .no: return nil
      case .open(let doubts): narrow.conditions += doubts.map(Condition.open)
      }
    }
    switch scope.resources {
    case nil, .only([]), .except([]): break
    case .only(let patterns)?:
      let left = resolved(patterns)
      if left.isEmpty { return nil }
      narrow.resources = .only(left)
    case .except(let patterns)?: narrow.resources = .except(resolved(patterns))
    }
    return narrow
  }

  /// The patterns with the values of variables whose keys are known; without those that fit nothing.
  private func resolved(_ patterns: [Pattern]) -> [Pattern] {
    let request = Request(action, on: resource, context: context)
    return patterns.compactMap { pattern in
      let keys = pattern.symbols.compactMap(\.key)
      guard !keys.isEmpty, !keys.contains(where: isOpen) else { return pattern }
      switch pattern.resolved(in: request) {
      case .pattern(let known): return known
      case .nothing: return nil
      case .open: return pattern
      }
    }
  }
}

extension Scope {
  /// Whether nothing of it hangs on the keys of a request.
  fileprivate var isPlain: Bool {
    conditions.isEmpty
      && resources.map { $0.elements.allSatisfy { $0.symbols.allSatisfy { $0.key == nil } } }
        ?? true
  }

  /// The condition keys that decide about it, those of policy variables included.
  package var keys: [ConditionKey] {
    var keys: [ConditionKey] = []
    for case .test(_, let key, let patterns) in conditions {
      keys.append(key)
      keys += patterns.flatMap(\.symbols).compactMap(\.key)
    }
    return keys + (resources?.elements.flatMap(\.symbols).compactMap(\.key) ?? [])
  }
}

extension Symbol {
  /// The key of a policy variable.
  fileprivate var key: ConditionKey? {
    switch self {
    case .variable(let key, _): key
    case .placeholder: nil
    }
  }
}
