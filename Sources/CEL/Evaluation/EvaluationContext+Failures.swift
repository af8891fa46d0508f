import Values

extension EvaluationContext {
  mutating func error(_ code: EvaluationError.Code, _ detail: String = "") -> Value {
    heap.error(code, detail)
  }

  /// What an operation on these operands comes to if one of them is unknown, or else an error.
  func failure(_ left: Value, _ right: Value) -> Value? {
    if left.kind == .unknown { return left.derived }
    if right.kind == .unknown { return right.derived }
    if left.kind == .error { return left }
    return right.kind == .error ? right : nil
  }

  /// What an operation on this operand comes to if it is unknown or an error.
  func failure(_ operand: Value) -> Value? {
    switch operand.kind {
    case .unknown: operand.derived
    case .error: operand
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .template, .choice, .reference:
      nil
    }
  }

  /// The error of an operation that is not defined for these operands.
  mutating func noOverload(_ operation: String, _ operands: Value...) -> Value {
    let types = operands.map(\.kind.typeName).joined(separator: ", ")
    return error(.noSuchOverload, "\(operation)(\(types))")
  }
}
