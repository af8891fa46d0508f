import Values

/// Logic is three-valued and errors are values: `&&` is false if one operand is false whatever the
/// others are; otherwise unknown beats error and error beats true.
extension EvaluationContext {
  /// The value of an operand of logic: a bool, an unknown or an error.
  @inline(__always)
  mutating func condition(_ value: Value) -> Value {
    value.kind == .bool ? value : undecidedCondition(value)
  }

  private mutating func undecidedCondition(_ value: Value) -> Value {
    let value = operand(value)
    switch value.kind {
    case .bool, .error: return value
    case .unknown: return value.derived
    case .null, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .template, .choice, .reference:
      return noOverload("bool", value)
    }
  }

  /// What an operation on an optional comes to for a value that is none.
  mutating func noOptional(_ value: Value, _ operation: @autoclosure () -> String) -> Value {
    failure(value) ?? noOverload(operation(), value)
  }

  /// Whether `size(container) <symbol> number` holds for every number of elements that the container
  /// may have; nil where that is not a question.
  mutating func comparedSize(
    _ symbol: BinaryOperator,
    of container: Value,
    with number: Value
  ) -> Bool? {
    let container = operand(container)
    guard container.kind == .list || container.kind == .map else { return nil }
    return extent(of: container).compared(symbol, with: number.asInt)
  }
}

extension Value {
  /// The one of two results of logic that counts, neither of which decides: the first unknown, else the
  /// first error.
  @inline(__always)
  func weaker(_ other: Value) -> Value {
    if kind == .unknown || other.kind == .bool { return self }
    return other.kind == .unknown || kind == .bool ? other : self
  }

  /// Whether a part can be put into a list or map: not an error, and not an unknown that may turn out
  /// to be one.
  var isCertain: Bool { kind != .error && (kind != .unknown || !flags.contains(.derived)) }
}
