import Values

// MARK: - Values of fields and elements

extension ClosureCompiler {
  func select(_ operand: NodeID, _ field: Int) -> Closure {
    let resources = resources
    if let slot = variable(operand) {
      return { scope, context in
        if let exhausted = context.step(2) { return exhausted }
        let base = context.frame[scope.frame + slot]
        return context.select(base, context.heap[scope.constants + field], resources)
      }
    }
    if case .select(let inner, let outer) = code.operations[operand.index],
      let slot = variable(inner)
    {
      let first = Int(outer)
      return { scope, context in
        if let exhausted = context.step(3) { return exhausted }
        var value = context.frame[scope.frame + slot]
        value = context.select(value, context.heap[scope.constants + first], resources)
        return context.select(value, context.heap[scope.constants + field], resources)
      }
    }
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = operand(scope, &context)
      return context.select(value, context.heap[scope.constants + field], resources)
    }
  }

  func has(_ operand: NodeID, _ field: Int) -> Closure {
    let resources = resources
    if let slot = variable(operand) {
      return { scope, context in
        if let exhausted = context.step(2) { return exhausted }
        let base = context.frame[scope.frame + slot]
        return context.has(base, context.heap[scope.constants + field], resources)
      }
    }
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = operand(scope, &context)
      return context.has(value, context.heap[scope.constants + field], resources)
    }
  }

  func index(_ operand: NodeID, _ key: NodeID) -> Closure {
    let operand = closure(operand)
    let key = closure(key)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = operand(scope, &context)
      return context.index(value, key(scope, &context))
    }
  }
}

// MARK: - Optionals

extension ClosureCompiler {
  /// What is found, as an optional.
  func optional(_ finder: @escaping Finder) -> Closure {
    { scope, context in
      let found = finder(scope, &context)
      return context.optional(ofPresent: found)
    }
  }

  /// A node that is an optional because it finds something or nothing; nil for other optionals.
  private func finder(_ id: NodeID) -> Finder? {
    switch code.operations[id.index] {
    case .selectOptional(let operand, let field): find(Int(field), in: operand)
    case .indexOptional(let operand, let key): find(key, at: operand)
    case .constant, .variable, .undeclared, .select, .has, .index, .and, .or, .not, .negate,
      .binary, .conditional, .list, .map, .spread, .call, .builtin, .textFunction, .library,
      .matches, .comprehension, .bind, .mapOptional, .flatMapOptional:
      nil
    }
  }

  /// `x.?field`, also of what is found itself: no optionals are made on the way.
  func find(_ field: Int, in operand: NodeID) -> Finder {
    let resources = resources
    if let finder = finder(operand) {
      return { scope, context in
        if let exhausted = context.step() { return .undecided(exhausted) }
        switch finder(scope, &context) {
        case .absent: return .absent
        case .undecided(let value): return .undecided(context.failure(value) ?? value)
        case .found(let value):
          return context.find(context.heap[scope.constants + field], in: value, resources)
        }
      }
    }
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return .undecided(exhausted) }
      let value = operand(scope, &context)
      return context.find(context.heap[scope.constants + field], in: value, resources)
    }
  }

  func find(_ key: NodeID, at operand: NodeID) -> Finder {
    let operand = closure(operand)
    let key = closure(key)
    return { scope, context in
      if let exhausted = context.step() { return .undecided(exhausted) }
      let value = operand(scope, &context)
      let key = key(scope, &context)
      return context.find(key, at: value)
    }
  }

  /// `x.or(y)` and `x.orValue(y)`: the other one is evaluated only where it is needed.
  func alternative(_ builtin: Builtin, _ operand: NodeID, _ other: NodeID) -> Closure {
    let other = closure(other)
    if builtin == .orValue, let finder = finder(operand) {
      return { scope, context in
        if let exhausted = context.step() { return exhausted }
        switch finder(scope, &context) {
        case .found(let value): return value
        case .absent: return other(scope, &context)
        case .undecided(let value): return context.failure(value) ?? value
        }
      }
    }
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let optional = context.operand(operand(scope, &context))
      guard optional.kind == .optional else { return context.noOptional(optional, "\(builtin)") }
      guard let inner = context.heap.unwrap(optional) else { return other(scope, &context) }
      return builtin == .or ? optional : inner
    }
  }

  /// `x.?y.hasValue()`.
  func hasValue(_ operand: NodeID) -> Closure? {
    guard let finder = finder(operand) else { return nil }
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      switch finder(scope, &context) {
      case .found: return .true
      case .absent: return .false
      case .undecided(let value): return context.failure(value) ?? value
      }
    }
  }

  func mapOptional(_ operand: NodeID, _ slot: Int, _ body: NodeID) -> Closure {
    flatMap(operand, slot, body, isWrapped: true)
  }

  func flatMap(_ operand: NodeID, _ slot: Int, _ body: NodeID) -> Closure {
    flatMap(operand, slot, body, isWrapped: false)
  }

  private func flatMap(
    _ operand: NodeID,
    _ slot: Int,
    _ body: NodeID,
    isWrapped: Bool
  ) -> Closure {
    let operand = closure(operand)
    let body = closure(body)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let optional = context.operand(operand(scope, &context))
      guard optional.kind == .optional else { return context.noOptional(optional, "optMap") }
      guard let inner = context.heap.unwrap(optional) else { return .none }
      context.frame[scope.frame + slot] = inner
      let value = body(scope, &context)
      return isWrapped ? context.optional(of: context.operand(value)) : value
    }
  }
}
