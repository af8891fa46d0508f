import Values

extension Interpreter {
  func call(_ function: Int32, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let function = code.functions[Int(function)]
    let arguments = arguments(run, isStrict: function.isStrict, &context)
    return arguments.failure ?? function.call(arguments.values, &context)
  }

  func call(_ function: TextFunction, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let arguments = arguments(run, isStrict: true, &context)
    return arguments.failure ?? context.call(function, arguments.values)
  }

  func call(_ function: LibraryFunction, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let arguments = arguments(run, isStrict: true, &context)
    return arguments.failure ?? context.call(function, arguments.values)
  }

  private func arguments(
    _ run: Run,
    isStrict: Bool,
    _ context: inout EvaluationContext
  ) -> Arguments {
    var arguments = Arguments(capacity: Int(run.count))
    for index in run.range {
      arguments.add(evaluate(code.operands[index], &context), isStrict: isStrict, &context)
    }
    return arguments
  }

  func call(_ builtin: Builtin, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let operands = run.range
    guard let first = operands.first else { return context.call(builtin, .null, .null) }
    let value = evaluate(code.operands[first], &context)
    if builtin == .or || builtin == .orValue {
      return alternative(value, builtin, code.operands[first + 1], &context)
    }
    let second = operands.count > 1 ? evaluate(code.operands[first + 1], &context) : .null
    return context.call(builtin, value, second)
  }

  /// `x.or(y)` and `x.orValue(y)`: the other one is evaluated only where it is needed.
  private func alternative(
    _ value: Value,
    _ builtin: Builtin,
    _ other: NodeID,
    _ context: inout EvaluationContext
  ) -> Value {
    let optional = context.operand(value)
    guard optional.kind == .optional else { return context.noOptional(optional, "\(builtin)") }
    guard let inner = context.heap.unwrap(optional) else { return evaluate(other, &context) }
    return builtin == .or ? optional : inner
  }

  func list(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var parts = Parts(capacity: Int(run.count))
    for index in run.range {
      if let element = part(code.operands[index], &context) { parts.add(element) }
    }
    return parts.list(in: &context)
  }

  func map(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var parts = Parts(capacity: Int(run.count))
    for index in stride(from: run.range.lowerBound, to: run.range.upperBound, by: 2) {
      let key = context.key(evaluate(code.operands[index], &context))
      if let value = part(code.operands[index + 1], &context) { parts.add(key, value, &context) }
    }
    return parts.map(in: &context)
  }

  /// An element, or a value of an entry; nil if it is an optional that is none.
  private func part(_ id: NodeID, _ context: inout EvaluationContext) -> Value? {
    guard case .spread(let operand) = code.operations[id.index] else {
      return context.part(evaluate(id, &context))
    }
    return context.part(spreading: evaluate(operand, &context))
  }
}
