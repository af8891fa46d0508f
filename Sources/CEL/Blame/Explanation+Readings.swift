import Values

extension Explanation {
  /// What a node read; its value is that of the place, not that of an operation on it.
  func read(_ id: NodeID, _ context: inout EvaluationContext) -> Reading {
    var reading = readPlace(id, &context)
    reading.unknowns = reading.unknowns ?? context.gaps(in: reading.value)
    return reading
  }

  private func readPlace(_ id: NodeID, _ context: inout EvaluationContext) -> Reading {
    let range = code.ranges[id.index]
    switch code.operations[id.index] {
    case .constant, .undeclared:
      return Reading(value: interpreter.evaluate(id, &context), range: range)
    case .variable:
      let value = unwrapped(context.resolve(interpreter.evaluate(id, &context)), context)
      var reading = Reading(value: value, range: range, isPath: !value.origin.isNone)
      // A list that was computed before may come from a function of the host.
      if value.kind == .list { reading.witness = context.heap.elements(of: value) }
      if value.origin.isNone { reading.relate(reading.witness.map(\.origin)) }
      return reading
    case .select(let operand, let field), .selectOptional(let operand, let field),
      .has(let operand, let field):
      let name = context.heap.text(interpreter.field(field, context))
      return step(id, from: operand, to: name, &context)
    case .index(let operand, let key), .indexOptional(let operand, let key):
      let value = interpreter.evaluate(key, &context)
      let name = value.kind == .string ? context.heap.text(value) : context.heap.literal(value)
      var reading = step(id, from: operand, to: name, &context)
      // Another key would lead elsewhere.
      reading.relate(read(key, &context))
      return reading
    case .not(let operand), .negate(let operand), .spread(let operand), .matches(let operand, _):
      return merge([operand], id, &context)
    case .binary(_, let left, let right):
      return merge([left, right], id, &context)
    case .and(let run), .or(let run), .list(let run), .map(let run), .textFunction(_, let run),
      .library(_, let run):
      return merge(Array(code.operands[run.range]), id, &context)
    case .builtin(let builtin, let run):
      return read(builtin, Array(code.operands[run.range]), id, &context)
    case .call(let function, let run):
      return read(code.functions[Int(function)], Array(code.operands[run.range]), id, &context)
    case .conditional(let test, let first, let second):
      let decision = interpreter.condition(test, &context)
      guard decision.kind == .bool else { return read(test, &context) }
      var reading = read(decision.isTrue ? first : second, &context)
      reading.relate(read(test, &context))
      return reading
    case .comprehension(let index):
      return read(code.comprehensions[Int(index)], id, &context)
    case .bind(let slot, let value, let body):
      context.frame[interpreter.scope.frame + Int(slot)] = interpreter.evaluate(value, &context)
      return read(body, &context)
    case .mapOptional(let operand, _, _), .flatMapOptional(let operand, _, _):
      return merge([operand], id, &context)
    }
  }

  private func merge(
    _ operands: [NodeID],
    _ id: NodeID,
    _ context: inout EvaluationContext
  ) -> Reading {
    let value = interpreter.evaluate(id, &context)
    let readings = operands.map { read($0, &context) }
    var reading = Reading.merging(readings, value: value, range: code.ranges[id.index])
    // What is known does not hang on what is unknown in the operands.
    if value.kind != .unknown { reading.unknowns = context.gaps(in: value) }
    return reading
  }

  private func unwrapped(_ value: Value, _ context: borrowing EvaluationContext) -> Value {
    guard value.kind == .optional else { return value }
    return context.heap.unwrap(value) ?? value
  }
}

// MARK: - Paths

extension Explanation {
  /// One step down a path: to a field, an element or the value under a key.
  private func step(
    _ id: NodeID,
    from operand: NodeID,
    to name: String,
    _ context: inout EvaluationContext
  ) -> Reading {
    let base = read(operand, &context)
    let range = code.ranges[id.index]
    if case .absent(let parent, let path) = base.kind, !base.value.flags.contains(.defaulted) {
      return Reading(
        kind: .absent(parent: parent, path: path + [name]),
        value: base.value,
        range: range,
        isPath: true
      )
    }
    let found = entry(id, of: operand, &context)
    if found.kind == .unknown, base.value.kind == .unknown { return base }
    guard isMissing(found, context) || found.flags.contains(.defaulted) else {
      let isPath = found.kind != .error
      var reading = Reading(value: unwrapped(found, context), range: range, isPath: isPath)
      // An error has no place; what the step began from does.
      if !isPath { reading.relate([base.value.origin]) }
      return reading
    }
    return Reading(
      kind: .absent(parent: base.value, path: [name]),
      value: isQuestion(id) && found.kind == .error ? .none : found,
      range: range,
      isPath: true
    )
  }

  /// What a step of a path leads to; for `has`, what it asks for.
  private func entry(
    _ id: NodeID,
    of operand: NodeID,
    _ context: inout EvaluationContext
  ) -> Value {
    guard case .has(_, let field) = code.operations[id.index] else {
      return context.resolve(interpreter.evaluate(id, &context))
    }
    let base = interpreter.evaluate(operand, &context)
    let resources = code.environment.selectField
    let found = context.select(base, interpreter.field(field, context), resources)
    return context.resolve(found)
  }

  /// `has` asks; that nothing is there is no error then.
  private func isQuestion(_ id: NodeID) -> Bool {
    if case .has = code.operations[id.index] { return true }
    return false
  }

  /// Whether a step ended because nothing is there.
  private func isMissing(_ value: Value, _ context: borrowing EvaluationContext) -> Bool {
    guard value.kind == .error else { return value.isAbsent }
    let code = context.heap.error(value).code
    return code == .noSuchKey || code == .indexOutOfBounds
  }
}

// MARK: - Calls

extension Explanation {
  private func read(
    _ builtin: Builtin,
    _ operands: [NodeID],
    _ id: NodeID,
    _ context: inout EvaluationContext
  ) -> Reading {
    switch builtin {
    case .or, .orValue:
      let first = read(operands[0], &context)
      guard context.operand(interpreter.evaluate(operands[0], &context)).isAbsent else {
        return first
      }
      let second = read(operands[1], &context)
      guard first.isAbsent, !second.hasPlace else { return second.hasPlace ? second : first }
      var result = first
      result.value = second.value
      return result
    case .value, .hasValue:
      return read(operands[0], &context)
    case .size, .startsWith, .endsWith, .contains, .matches, .int, .uint, .double, .string,
      .bytes, .bool, .type, .optionalOf, .optionalNone, .optionalOfNonZeroValue, .optionalUnwrap,
      .first, .last:
      return merge(operands, id, &context)
    }
  }

  /// What a function of the host returned is the witness; its arguments count where the result has no
  /// place of its own.
  private func read(
    _ function: Function,
    _ operands: [NodeID],
    _ id: NodeID,
    _ context: inout EvaluationContext
  ) -> Reading {
    let value = context.resolve(interpreter.evaluate(id, &context))
    var reading = Reading(
      kind: .call(function.name),
      value: unwrapped(value, context),
      range: code.ranges[id.index]
    )
    if reading.value.kind == .list { reading.witness = context.heap.elements(of: reading.value) }
    reading.relate(reading.witness.map(\.origin))
    guard value.origin.isNone, reading.related.isEmpty else { return reading }
    for operand in operands { reading.relate(read(operand, &context)) }
    return reading
  }

  /// `filter` and its like: the list they go through, and what they found there.
  private func read(
    _ macro: Comprehension,
    _ id: NodeID,
    _ context: inout EvaluationContext
  ) -> Reading {
    let value = interpreter.evaluate(id, &context)
    var reading = read(macro.range, &context)
    reading.isPath = false
    if value.kind != .unknown {
      reading.unknowns = context.gaps(in: value)
    } else if let unknowns = unknowns(in: macro, &context) {
      reading.unknowns = unknowns
    }
    guard value.kind == .list else { return reading }
    let elements = context.heap.elements(of: value)
    if case .call = reading.kind { reading.witness = elements }
    reading.relate(elements.map(\.origin))
    return reading
  }

  /// What is not known in what a macro asks of the elements and makes of them; nil where that is which
  /// elements there are.
  private func unknowns(in macro: Comprehension, _ context: inout EvaluationContext) -> [Value]? {
    let range = context.operand(interpreter.evaluate(macro.range, &context))
    guard let elements = interpreter.elements(of: range, &context) else { return nil }
    var unknowns: [Value] = []
    for index in 0..<elements.count {
      context.bind(macro, index, elements, of: range, at: interpreter.scope.frame)
      for node in [macro.condition, macro.transform].compactMap(\.self) {
        let value = context.operand(interpreter.evaluate(node, &context))
        if value.kind == .unknown { unknowns += read(node, &context).unknowns ?? [] }
        if node == macro.condition, value.isFalse { break }
      }
    }
    return unknowns
  }
}
