import Values

extension EvaluationContext {
  mutating func binary(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
    switch symbol {
    case .equal: equal(left, right)
    case .notEqual: notEqual(left, right)
    case .less: compare(left, right, symbol) { $0 < 0 }
    case .lessOrEqual: compare(left, right, symbol) { $0 <= 0 }
    case .greater: compare(left, right, symbol) { $0 > 0 }
    case .greaterOrEqual: compare(left, right, symbol) { $0 >= 0 }
    case .in: contains(right, left)
    case .add: add(operand(left), operand(right))
    case .subtract, .multiply, .divide, .modulo:
      arithmetic(symbol, operand(left), operand(right))
    }
  }

  private mutating func compare(
    _ left: Value,
    _ right: Value,
    _ symbol: BinaryOperator,
    _ accepts: (Int) -> Bool
  ) -> Value {
    if left.kind == .choice {
      return ask(left) { $1.compare($0, right, symbol, accepts) }
    }
    if right.kind == .choice {
      return ask(right) { $1.compare(left, $0, symbol, accepts) }
    }
    if let failure = failure(left, right) { return failure }
    if let first = Number(left), let second = Number(right) {
      return .bool(Number.compare(first, second).map(accepts) ?? false)
    }
    if left.isText, right.isText { return compareTexts(left, right, accepts) }
    guard left.kind == right.kind else { return noOverload("_\(symbol.symbol)_", left, right) }
    switch left.kind {
    case .bool: return .bool(accepts(Int(left.bits) - Int(right.bits)))
    case .bytes: return .bool(accepts(order(heap.utf8(left), heap.utf8(right))))
    case .null, .int, .uint, .double, .string, .list, .map, .type, .optional, .duration,
      .timestamp, .resource, .error, .unknown, .template, .choice, .reference:
      return noOverload("_\(symbol.symbol)_", left, right)
    }
  }

  /// UTF-8 is ordered as its scalars are.
  private mutating func compareTexts(
    _ left: Value,
    _ right: Value,
    _ accepts: (Int) -> Bool
  ) -> Value {
    if left.kind == .string, right.kind == .string {
      return .bool(accepts(order(heap.utf8(left), heap.utf8(right))))
    }
    let earlier = touched
    let order = PartialText.compare(partialText(left), partialText(right))
    return settle(order.map(accepts), left, right, earlier)
  }

  private func order(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    if left.elementsEqual(right) { return 0 }
    return left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  private mutating func add(_ left: Value, _ right: Value) -> Value {
    if left.isTextual, right.isTextual { return concatenate(left, right) }
    if let failure = failure(left, right) { return failure }
    guard left.kind == right.kind else { return noOverload("_+_", left, right) }
    switch left.kind {
    case .list:
      let first = elements(of: left)
      let second = elements(of: right)
      if let undecided = first.undecided ?? second.undecided { return undecided }
      if let exhausted = take(elements: left.count + right.count) { return exhausted }
      return heap.list(heap.elements(of: left) + heap.elements(of: right))
    case .bytes:
      if let exhausted = take(bytes: left.count + right.count) { return exhausted }
      return heap.bytes(Array(heap.utf8(left)) + heap.utf8(right))
    case .null, .bool, .int, .uint, .double, .string, .map, .type, .optional, .duration,
      .timestamp, .resource, .error, .unknown, .template, .choice, .reference:
      return arithmetic(.add, left, right)
    }
  }

  private mutating func arithmetic(
    _ symbol: BinaryOperator,
    _ left: Value,
    _ right: Value
  ) -> Value {
    if let failure = failure(left, right) { return failure }
    switch (left.kind, right.kind) {
    case (.int, .int): return integer(symbol, left.asInt, right.asInt) { .int($0) }
    case (.uint, .uint): return integer(symbol, left.bits, right.bits) { .uint($0) }
    case (.double, .double): return double(symbol, left, right)
    default: return noOverload("_\(symbol.symbol)_", left, right)
    }
  }

  private mutating func integer<Integer: FixedWidthInteger>(
    _ symbol: BinaryOperator,
    _ left: Integer,
    _ right: Integer,
    _ value: (Integer) -> Value
  ) -> Value {
    let (result, overflow): (Integer, Bool)
    switch symbol {
    case .add: (result, overflow) = left.addingReportingOverflow(right)
    case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
    case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
    case .divide:
      if right == 0 { return error(.divisionByZero) }
      (result, overflow) = left.dividedReportingOverflow(by: right)
    case .modulo:
      if right == 0 { return error(.modulusByZero) }
      (result, overflow) = left.remainderReportingOverflow(dividingBy: right)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in:
      return error(.noSuchOverload, symbol.symbol)
    }
    return overflow ? error(.overflow, "\(left) \(symbol.symbol) \(right)") : value(result)
  }

  private mutating func double(_ symbol: BinaryOperator, _ left: Value, _ right: Value) -> Value {
    switch symbol {
    case .add: .double(left.asDouble + right.asDouble)
    case .subtract: .double(left.asDouble - right.asDouble)
    case .multiply: .double(left.asDouble * right.asDouble)
    case .divide: .double(left.asDouble / right.asDouble)
    case .modulo, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in:
      noOverload("_\(symbol.symbol)_", left, right)
    }
  }

  mutating func negate(_ value: Value) -> Value {
    let value = operand(value)
    switch value.kind {
    case .int:
      let (result, overflow) = Int64(0).subtractingReportingOverflow(value.asInt)
      return overflow ? error(.overflow, "-\(value.asInt)") : .int(result)
    case .double:
      return .double(-value.asDouble)
    case .null, .bool, .uint, .string, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .resource, .error, .unknown, .template, .choice, .reference:
      return failure(value) ?? noOverload("-_", value)
    }
  }
}
