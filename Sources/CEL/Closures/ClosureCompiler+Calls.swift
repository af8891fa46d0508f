import Values

extension ClosureCompiler {
  func call(_ function: Function, _ run: Run) -> Closure {
    let call = function.call
    return self.call(run, isStrict: function.isStrict) { call($0, &$1) }
  }

  func call(_ function: TextFunction, _ run: Run) -> Closure {
    call(run, isStrict: true) { $1.call(function, $0) }
  }

  func call(_ function: LibraryFunction, _ run: Run) -> Closure {
    call(run, isStrict: true) { $1.call(function, $0) }
  }

  private func call(
    _ run: Run,
    isStrict: Bool,
    _ function: @escaping Function.Call
  ) -> Closure {
    let operands = code.operands[run.range].map { node($0) }
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      var arguments = Arguments(capacity: operands.count)
      for operand in operands {
        arguments.add(operand.evaluate(scope, &context), isStrict: isStrict, &context)
      }
      return arguments.failure ?? function(arguments.values, &context)
    }
  }

  func call(_ builtin: Builtin, _ operands: [NodeID]) -> Closure {
    guard let first = operands.first else {
      return { _, context in context.step() ?? context.call(builtin, .null, .null) }
    }
    if builtin == .or || builtin == .orValue { return alternative(builtin, first, operands[1]) }
    if builtin == .hasValue, let closure = hasValue(first) { return closure }
    let operand = closure(first)
    guard operands.count > 1 else {
      return { scope, context in
        if let exhausted = context.step() { return exhausted }
        return context.call(builtin, operand(scope, &context), .null)
      }
    }
    let other = closure(operands[1])
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = operand(scope, &context)
      return context.call(builtin, value, other(scope, &context))
    }
  }
}

// MARK: - Lists and maps

extension ClosureCompiler {
  /// A part of a literal.
  private struct Part: Sendable {
    let node: ClosureNode
    let isSpread: Bool

    /// Nil if it is an optional that is none.
    func value(_ scope: Scope, _ context: inout EvaluationContext) -> Value? {
      let value = node.evaluate(scope, &context)
      return isSpread ? context.part(spreading: value) : context.part(value)
    }
  }

  private func part(_ id: NodeID) -> Part {
    guard case .spread(let operand) = code.operations[id.index] else {
      return Part(node: node(id), isSpread: false)
    }
    return Part(node: node(operand), isSpread: true)
  }

  func list(_ run: Run) -> Closure {
    let elements = code.operands[run.range].map { part($0) }
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      var parts = Parts(capacity: elements.count)
      for element in elements {
        if let value = element.value(scope, &context) { parts.add(value) }
      }
      return parts.list(in: &context)
    }
  }

  /// Keys and values by turns.
  func map(_ run: Run) -> Closure {
    let entries = stride(from: run.range.lowerBound, to: run.range.upperBound, by: 2).map {
      (key: node(code.operands[$0]), value: part(code.operands[$0 + 1]))
    }
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      var parts = Parts(capacity: 2 * entries.count)
      for entry in entries {
        let key = context.key(entry.key.evaluate(scope, &context))
        if let value = entry.value.value(scope, &context) { parts.add(key, value, &context) }
      }
      return parts.map(in: &context)
    }
  }
}

// MARK: - Comprehensions

extension ClosureCompiler {
  func comprehension(_ macro: Comprehension) -> Closure {
    let range = closure(macro.range)
    let test = macro.condition.map { node($0) }
    let transform = macro.transform.map { node($0) }
    switch (macro.kind, macro.condition) {
    case (.all, let test?), (.exists, let test?):
      return quantifier(macro, range, closure(test))
    case (.existsOne, let test?):
      return count(macro, range, closure(test))
    case (.filter, _), (.map, _), (.transformMap, _), (_, nil):
      return { scope, context in
        if let exhausted = context.step() { return exhausted }
        let range = context.operand(range(scope, &context))
        let (elements, failure) = context.elements(ofRange: range)
        if let failure { return failure }
        return context.collect(
          macro,
          elements,
          of: range,
          at: scope.frame,
          where: test.map { test in { test.evaluate(scope, &$0) } },
          transform.map { transform in { transform.evaluate(scope, &$0) } }
        )
      }
    }
  }

  private func count(
    _ macro: Comprehension,
    _ range: @escaping Closure,
    _ test: @escaping Closure
  ) -> Closure {
    { scope, context in
      if let exhausted = context.step() { return exhausted }
      let range = context.operand(range(scope, &context))
      let (elements, failure) = context.elements(ofRange: range)
      if let failure { return failure }
      return context.count(macro, elements, of: range, at: scope.frame) { test(scope, &$0) }
    }
  }

  /// `all` and `exists`; lists whose elements are all there have a loop of their own.
  private func quantifier(
    _ macro: Comprehension,
    _ range: @escaping Closure,
    _ test: @escaping Closure
  ) -> Closure {
    let neutral = Value.bool(macro.kind == .all)
    let slot = macro.slot
    let hasOneVariable = macro.secondSlot == nil
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let range = context.operand(range(scope, &context))
      let (elements, failure) = context.elements(ofRange: range)
      if let failure { return failure }
      guard hasOneVariable, elements.firstPossible == nil else {
        return context.fold(macro, elements, of: range, neutral: neutral, at: scope.frame) {
          test(scope, &$0)
        }
      }
      var result = neutral
      for index in 0..<elements.count {
        context.frame[scope.frame + slot] = elements.value(index, in: context.heap)
        let value = context.condition(test(scope, &context))
        if value.kind == .bool {
          if value.bits != neutral.bits { return value }
        } else {
          if context.steps < 0 { return value }
          result = result.weaker(value)
        }
      }
      return result
    }
  }
}
