import Values

extension Interpreter {
  func call(_ function: Int32, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let function = code.functions[Int(function)]
    let (arguments, failure) = arguments(run, isStrict: function.isStrict, &context)
    return failure ?? function.call(arguments, &context)
  }

  func call(_ function: TextFunction, _ run: Run, _ context: inout EvaluationContext) -> Value {
    let (arguments, failure) = arguments(run, isStrict: true, &context)
    return failure ?? context.call(function, arguments)
  }

  /// The arguments of a call; where it is strict, also why it is not to be made.
  private func arguments(
    _ run: Run,
    isStrict: Bool,
    _ context: inout EvaluationContext
  ) -> (arguments: [Value], failure: Value?) {
    var arguments: [Value] = []
    arguments.reserveCapacity(Int(run.count))
    var failure: Value?
    for index in run.range {
      var argument = evaluate(code.operands[index], &context)
      if isStrict {
        argument = context.operand(argument)
        if let failed = context.failure(argument) {
          failure = failure.map { Self.weaker($0, failed) } ?? failed
        }
      }
      arguments.append(argument)
    }
    return (arguments, failure)
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
    guard optional.kind == .optional else {
      return context.failure(optional) ?? context.noOverload("\(builtin)", optional)
    }
    guard let inner = context.heap.unwrap(optional) else { return evaluate(other, &context) }
    return builtin == .or ? optional : inner
  }

  func list(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var elements: [Value] = []
    elements.reserveCapacity(Int(run.count))
    var failure: Value?
    for index in run.range {
      guard let element = part(code.operands[index], &context) else { continue }
      if Self.isCertain(element) {
        elements.append(element)
      } else {
        failure = failure.map { Self.weaker($0, element) } ?? element
      }
    }
    return failure ?? context.take(elements: elements.count) ?? context.heap.list(elements)
  }

  /// Whether a part can be put into a list or map: not an error, and not an unknown that may turn out
  /// to be one.
  static func isCertain(_ value: Value) -> Bool {
    value.kind != .error && (value.kind != .unknown || !value.flags.contains(.derived))
  }

  /// An element, or a value of an entry; nil if it is an optional that is none.
  private func part(_ id: NodeID, _ context: inout EvaluationContext) -> Value? {
    guard case .spread(let operand) = code.operations[id.index] else {
      let value = evaluate(id, &context)
      // A choice may fall on nothing, which the literal of a list has no room for.
      return value.kind == .choice ? context.operand(value) : value
    }
    let optional = context.operand(evaluate(operand, &context))
    guard optional.kind == .optional else {
      return context.failure(optional) ?? context.noOverload("optional", optional)
    }
    return context.heap.unwrap(optional).map { context.operand($0) }
  }

  func map(_ run: Run, _ context: inout EvaluationContext) -> Value {
    var entries: [Value] = []
    var failure: Value?
    for index in stride(from: run.range.lowerBound, to: run.range.upperBound, by: 2) {
      let key = key(code.operands[index], &context)
      guard let value = part(code.operands[index + 1], &context) else { continue }
      for part in [key, value] where !Self.isCertain(part) {
        failure = failure.map { Self.weaker($0, part) } ?? part
      }
      if failure == nil, isRepeated(key, entries, context) {
        failure = context.error(.invalidArgument, "repeated key \(context.heap.literal(key))")
      }
      entries += [key, value]
    }
    return failure ?? context.take(elements: entries.count)
      ?? context.heap.map(alternating: entries)
  }

  private func key(_ id: NodeID, _ context: inout EvaluationContext) -> Value {
    let key = context.operand(evaluate(id, &context))
    if key.isKey { return key }
    guard key.kind == .template || key.kind == .reference else {
      return context.failure(key) ?? context.noOverload("unsupported key type", key)
    }
    guard let utf8 = context.partialText(key).whole else { return context.gap(in: key) }
    return context.heap.string(utf8: utf8)
  }

  private func isRepeated(
    _ key: Value,
    _ entries: [Value],
    _ context: borrowing EvaluationContext
  ) -> Bool {
    for index in stride(from: 0, to: entries.count, by: 2) {
      let other = entries[index]
      let isSame =
        key.kind == .string && other.kind == .string
        ? context.heap.equalTexts(key, other) : key.isSameKey(as: other)
      if isSame { return true }
    }
    return false
  }
}
