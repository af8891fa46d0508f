import Values

/// Evaluates the operations of one program with one set of variables.
///
/// Logic is three-valued and errors are values: `&&` is false if one operand is false whatever the
/// others are; otherwise unknown beats error and error beats true.
struct Interpreter {
  let code: Code
  /// The position in the heap of the program's constants.
  let constants: Int
  /// Where this evaluation's variables begin in the context's frame.
  let frame: Int

  func evaluate(_ id: NodeID, _ context: inout EvaluationContext) -> Value {
    if let exhausted = context.step() { return exhausted }
    switch code.operations[id.index] {
    case .constant(let index):
      return context.heap[constants + Int(index)]
    case .variable(let slot):
      return context.frame[frame + Int(slot)]
    case .undeclared(let index):
      let error = code.errors[Int(index)]
      return context.error(error.code, error.detail)
    case .select(let operand, let field):
      return select(evaluate(operand, &context), field, &context)
    case .selectOptional(let operand, let field):
      return selectOptional(evaluate(operand, &context), field, &context)
    case .has(let operand, let field):
      return has(evaluate(operand, &context), field, &context)
    case .index(let operand, let key):
      let value = evaluate(operand, &context)
      return context.index(value, evaluate(key, &context))
    case .indexOptional(let operand, let key):
      let value = evaluate(operand, &context)
      return context.indexOptional(value, evaluate(key, &context))
    case .and(let run): return and(run, &context)
    case .or(let run): return or(run, &context)
    case .not(let operand):
      let value = condition(operand, &context)
      return value.kind == .bool ? .bool(value.isFalse) : value
    case .negate(let operand):
      return context.negate(evaluate(operand, &context))
    case .binary(let symbol, let left, let right):
      return binary(symbol, left, right, &context)
    case .conditional(let test, let first, let second):
      let test = condition(test, &context)
      guard test.kind == .bool else { return test.kind == .unknown ? test.derived : test }
      return evaluate(test.isTrue ? first : second, &context)
    case .list(let run): return list(run, &context)
    case .map(let run): return map(run, &context)
    case .spread(let operand): return evaluate(operand, &context)
    case .call(let function, let run): return call(function, run, &context)
    case .builtin(let builtin, let run): return call(builtin, run, &context)
    case .textFunction(let function, let run): return call(function, run, &context)
    case .library(let index, let run):
      return call(code.libraryFunctions[Int(index)], run, &context)
    case .matches(let operand, let pattern):
      return context.matches(evaluate(operand, &context), code.patterns[Int(pattern)])
    case .comprehension(let index):
      return comprehend(code.comprehensions[Int(index)], &context)
    case .bind(let slot, let value, let body):
      context.frame[frame + Int(slot)] = evaluate(value, &context)
      return evaluate(body, &context)
    case .mapOptional(let operand, let slot, let body):
      guard let inner = unwrap(operand, slot, &context) else { return .none }
      guard inner.kind != .error, inner.kind != .unknown else { return inner }
      return context.optional(of: context.operand(evaluate(body, &context)))
    case .flatMapOptional(let operand, let slot, let body):
      guard let inner = unwrap(operand, slot, &context) else { return .none }
      guard inner.kind != .error, inner.kind != .unknown else { return inner }
      return evaluate(body, &context)
    }
  }

  private func binary(
    _ symbol: BinaryOperator,
    _ left: NodeID,
    _ right: NodeID,
    _ context: inout EvaluationContext
  ) -> Value {
    let earlier = context.touched
    let first = evaluate(left, &context)
    let second = evaluate(right, &context)
    let result = context.binary(symbol, first, second)
    guard result.kind == .unknown else { return result }
    let answer =
      comparedSize(symbol, of: left, with: second, &context)
      ?? symbol.mirrored.flatMap { comparedSize($0, of: right, with: first, &context) }
    guard let answer else { return result }
    context.restoreTouched(earlier)
    return .bool(answer)
  }

  /// Whether `size(x) <symbol> number` holds for every number of elements that x may have.
  private func comparedSize(
    _ symbol: BinaryOperator,
    of node: NodeID,
    with number: Value,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard number.kind == .int, case .builtin(.size, let run) = code.operations[node.index] else {
      return nil
    }
    let container = context.operand(evaluate(code.operands[run.range.lowerBound], &context))
    guard container.kind == .list || container.kind == .map else { return nil }
    return context.extent(of: container).compared(symbol, with: number.asInt)
  }

  /// The value of an operand of logic: a bool, an unknown or an error.
  func condition(_ id: NodeID, _ context: inout EvaluationContext) -> Value {
    let value = context.operand(evaluate(id, &context))
    switch value.kind {
    case .bool, .error: return value
    case .unknown: return value.derived
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .template, .choice, .reference:
      return context.noOverload("bool", value)
    }
  }

  private func and(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var result = Value.true
    for index in run.range {
      let value = condition(code.operands[index], &context)
      if value.isFalse { return value }
      result = Self.weaker(result, value)
    }
    return result
  }

  private func or(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var result = Value.false
    for index in run.range {
      let value = condition(code.operands[index], &context)
      if value.isTrue { return value }
      result = Self.weaker(result, value)
    }
    return result
  }

  /// The one of two undecided results that counts: the first unknown, else the first error.
  static func weaker(_ left: Value, _ right: Value) -> Value {
    if left.kind == .unknown || right.kind == .bool { return left }
    return right.kind == .unknown || left.kind == .bool ? right : left
  }

  /// Puts what an optional holds into a slot and returns it; nil for none.
  ///
  /// An unknown that is held is returned as null, so that it is not taken for a failure.
  private func unwrap(
    _ operand: NodeID,
    _ slot: Int32,
    _ context: inout EvaluationContext
  ) -> Value? {
    let optional = context.operand(evaluate(operand, &context))
    guard optional.kind == .optional else {
      return context.failure(optional) ?? context.noOverload("optMap", optional)
    }
    guard let inner = context.heap.unwrap(optional) else { return nil }
    context.frame[frame + Int(slot)] = inner
    return .null
  }
}

// MARK: - Fields

extension Interpreter {
  func field(_ field: Int32, _ context: borrowing EvaluationContext) -> Value {
    context.heap[constants + Int(field)]
  }

  func select(
    _ value: Value,
    _ field: Int32,
    _ context: inout EvaluationContext
  ) -> Value {
    let value = context.operand(value)
    switch value.kind {
    case .map:
      let key = context.heap[constants + Int(field)]
      guard let entry = context.heap.lookup(key, in: value) else { return context.noSuchKey(key) }
      return context.settled(entry)
    case .resource:
      return resourceField(value, field, &context)
        ?? context.noSuchKey(context.heap[constants + Int(field)])
    case .optional:
      return selectOptional(value, field, &context)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .duration, .timestamp,
      .ip, .cidr, .error, .unknown, .template, .choice, .reference:
      return context.failure(value) ?? noField(value, field, &context)
    }
  }

  private func selectOptional(
    _ value: Value,
    _ field: Int32,
    _ context: inout EvaluationContext
  ) -> Value {
    let value = context.operand(value)
    switch value.kind {
    case .optional:
      guard let inner = context.heap.unwrap(value) else { return .none }
      return selectOptional(inner, field, &context)
    case .map:
      let key = context.heap[constants + Int(field)]
      return context.optional(context.heap.lookup(key, in: value).map { .found($0) } ?? .absent)
    case .resource:
      return context.optional(resourceField(value, field, &context).map { .found($0) } ?? .absent)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .duration, .timestamp,
      .ip, .cidr, .error, .unknown, .template, .choice, .reference:
      return context.failure(value) ?? noField(value, field, &context)
    }
  }

  private func has(_ value: Value, _ field: Int32, _ context: inout EvaluationContext) -> Value {
    let entry: Value?
    switch value.kind {
    case .map: entry = context.heap.lookup(context.heap[constants + Int(field)], in: value)
    case .resource: entry = resourceField(value, field, &context)
    case .optional:
      guard let inner = context.heap.unwrap(value) else { return .false }
      return has(inner, field, &context)
    case .choice: return context.ask(value) { has($0, field, &$1) }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .duration, .timestamp,
      .ip, .cidr, .error, .unknown, .template, .reference:
      return context.failure(value) ?? noField(value, field, &context)
    }
    return entry.map { context.isPresent($0) } ?? .false
  }

  private func resourceField(
    _ resource: Value,
    _ field: Int32,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard case .string(let utf8, let name) = code.constants[Int(field)] else { return nil }
    let text = String(decoding: utf8, as: UTF8.self)
    return code.environment.selectField(resource, name, text, &context)
  }

  private func noField(
    _ value: Value,
    _ field: Int32,
    _ context: inout EvaluationContext
  ) -> Value {
    let name = context.heap.text(context.heap[constants + Int(field)])
    return context.error(.noSuchOverload, "a \(value.kind.typeName) has no field '\(name)'")
  }
}
