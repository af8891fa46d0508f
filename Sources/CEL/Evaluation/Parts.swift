import Values

/// The parts of a list or map that a literal makes, up to the failure that it comes to.
struct Parts {
  private(set) var values: [Value] = []
  private(set) var failure: Value?

  init(capacity: Int) {
    values.reserveCapacity(capacity)
  }

  mutating func add(_ element: Value) {
    if element.isCertain { values.append(element) } else { fail(element) }
  }

  private mutating func fail(_ value: Value) {
    failure = failure?.weaker(value) ?? value
  }

  mutating func add(_ key: Value, _ value: Value, _ context: inout EvaluationContext) {
    for part in [key, value] where !part.isCertain { fail(part) }
    if failure == nil, isRepeated(key, context) {
      failure = context.error(.invalidArgument, "repeated key \(context.heap.literal(key))")
    }
    values += [key, value]
  }

  private func isRepeated(_ key: Value, _ context: borrowing EvaluationContext) -> Bool {
    for index in stride(from: 0, to: values.count, by: 2) {
      let other = values[index]
      let isSame =
        key.kind == .string && other.kind == .string
        ? context.heap.equalTexts(key, other) : key.isSameKey(as: other)
      if isSame { return true }
    }
    return false
  }

  func list(in context: inout EvaluationContext) -> Value {
    failure ?? context.take(elements: values.count) ?? context.heap.list(values)
  }

  func map(in context: inout EvaluationContext) -> Value {
    failure ?? context.take(elements: values.count) ?? context.heap.map(alternating: values)
  }
}

extension EvaluationContext {
  /// A value as a part of a literal.
  mutating func part(_ value: Value) -> Value {
    // A choice may fall on nothing, which a literal has no room for.
    value.kind == .choice ? operand(value) : value
  }

  /// What an optional is as a part of a literal; nil if it is none.
  mutating func part(spreading value: Value) -> Value? {
    let optional = operand(value)
    guard optional.kind == .optional else {
      return failure(optional) ?? noOverload("optional", optional)
    }
    return heap.unwrap(optional).map { operand($0) }
  }

  /// A value as a key of a map that a literal makes.
  mutating func key(_ value: Value) -> Value {
    let key = operand(value)
    if key.isKey { return key }
    guard key.kind == .template || key.kind == .reference else {
      return failure(key) ?? noOverload("unsupported key type", key)
    }
    guard let utf8 = partialText(key).whole else { return gap(in: key) }
    return heap.string(utf8: utf8)
  }
}
