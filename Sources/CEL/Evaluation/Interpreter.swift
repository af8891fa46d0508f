import Values

/// Evaluates the operations of one program with one set of variables, as plainly as they are written
/// down.
///
/// This is what explanations ask again and again about parts of an expression, and what the closures of
/// ``ClosureCompiler`` are held against.
struct Interpreter {
  let code: Code
  let scope: Scope

  private var resources: Environment.SelectField { code.environment.selectField }

  func evaluate(_ id: NodeID, _ context: inout EvaluationContext) -> Value {
    if let exhausted = context.step() { return exhausted }
    switch code.operations[id.index] {
    case .constant(let index):
      return context.heap[scope.constants + Int(index)]
    case .variable(let slot):
      return context.frame[scope.frame + Int(slot)]
    case .undeclared(let index):
      let error = code.errors[Int(index)]
      return context.error(error.code, error.detail)
    case .select(let operand, let field):
      let value = evaluate(operand, &context)
      return context.select(value, self.field(field, context), resources)
    case .selectOptional(let operand, let field):
      let value = evaluate(operand, &context)
      let found = context.find(self.field(field, context), in: value, resources)
      return context.optional(ofPresent: found)
    case .has(let operand, let field):
      let value = evaluate(operand, &context)
      return context.has(value, self.field(field, context), resources)
    case .index(let operand, let key):
      let value = evaluate(operand, &context)
      return context.index(value, evaluate(key, &context))
    case .indexOptional(let operand, let key):
      let value = evaluate(operand, &context)
      let key = evaluate(key, &context)
      return context.optional(ofPresent: context.find(key, at: value))
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
      context.frame[scope.frame + Int(slot)] = evaluate(value, &context)
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
    guard number.kind == .int, let operand = code.operand(ofSize: node) else { return nil }
    return context.comparedSize(symbol, of: evaluate(operand, &context), with: number)
  }

  /// The value of an operand of logic: a bool, an unknown or an error.
  func condition(_ id: NodeID, _ context: inout EvaluationContext) -> Value {
    context.condition(evaluate(id, &context))
  }

  private func and(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var result = Value.true
    for index in run.range {
      let value = condition(code.operands[index], &context)
      if value.isFalse { return value }
      result = result.weaker(value)
    }
    return result
  }

  private func or(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var result = Value.false
    for index in run.range {
      let value = condition(code.operands[index], &context)
      if value.isTrue { return value }
      result = result.weaker(value)
    }
    return result
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
    guard optional.kind == .optional else { return context.noOptional(optional, "optMap") }
    guard let inner = context.heap.unwrap(optional) else { return nil }
    context.frame[scope.frame + Int(slot)] = inner
    return .null
  }

  /// The constant that is the name of a field.
  func field(_ field: Int32, _ context: borrowing EvaluationContext) -> Value {
    context.heap[scope.constants + Int(field)]
  }
}
