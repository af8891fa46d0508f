import Values

extension EvaluationContext {
  /// Built-in functions whose arguments all are evaluated; `or` and `orValue` are not among them.
  mutating func call(_ builtin: Builtin, _ first: Value, _ second: Value) -> Value {
    switch builtin {
    case .size: size(first)
    case .startsWith: ask(.hasPrefix, first, second)
    case .endsWith: ask(.hasSuffix, first, second)
    case .contains: ask(.contains, first, second)
    case .matches: matches(first, pattern: second)
    case .int, .uint, .double, .string, .bytes, .bool: convert(first, to: builtin)
    case .type: type(of: operand(first))
    case .optionalOf: optional(of: operand(first))
    case .optionalNone: .none
    case .optionalOfNonZeroValue: optional(ofNonZero: operand(first))
    case .optionalUnwrap: unwrapAll(operand(first))
    case .hasValue, .value: unwrap(operand(first), builtin)
    case .first: edge(operand(first), isLast: false)
    case .last: edge(operand(first), isLast: true)
    case .or, .orValue: error(.noSuchOverload, "\(builtin)")
    }
  }

  private mutating func size(_ value: Value) -> Value {
    let value = operand(value)
    switch value.kind {
    case .string: return .int(Int64(heap.utf8(value).count { $0 & 0xC0 != 0x80 }))
    case .bytes: return .int(Int64(value.count))
    case .list, .map:
      let extent = extent(of: value)
      return extent.doubt ?? .int(Int64(extent.least))
    case .template, .reference:
      guard let utf8 = partialText(value).whole else { return gap(in: value) }
      return .int(Int64(utf8.count { $0 & 0xC0 != 0x80 }))
    case .null, .bool, .int, .uint, .double, .type, .optional, .duration, .timestamp, .ip, .cidr,
      .resource, .error, .unknown, .choice:
      return failure(value) ?? noOverload("size", value)
    }
  }

  private func type(of value: Value) -> Value {
    failure(value) ?? .type(value.kind.reported)
  }

  /// The first or last element of a list, as an optional.
  private mutating func edge(_ list: Value, isLast: Bool) -> Value {
    guard list.kind == .list else {
      return failure(list) ?? noOverload(isLast ? "last" : "first", list)
    }
    let elements = elements(of: list)
    if let undecided = elements.undecided { return undecided }
    guard elements.count > 0 else { return .none }
    let element = elements.value(isLast ? elements.count - 1 : 0, in: heap)
    return element.isPossible ? doubt(about: element) : heap.optional(element)
  }
}

// MARK: - Optionals

extension EvaluationContext {
  mutating func optional(of value: Value) -> Value {
    // An unknown that is certainly a value can be wrapped; one that may be an error cannot.
    if value.kind == .unknown, !value.flags.contains(.derived) { return heap.optional(value) }
    return failure(value) ?? heap.optional(value)
  }

  private mutating func optional(ofNonZero value: Value) -> Value {
    if let failure = failure(value) { return failure }
    let isZero = isZero(value)
    if isZero.isTrue { return .none }
    return isZero.isFalse ? heap.optional(value) : isZero
  }

  /// Whether a value is the zero of its type: a bool or an unknown.
  private mutating func isZero(_ value: Value) -> Value {
    switch value.kind {
    case .null: .true
    case .bool, .int, .uint: .bool(value.bits == 0)
    case .double: .bool(value.asDouble == 0)
    case .string, .bytes: .bool(value.count == 0)
    case .list, .map:
      isEmpty(value)
    case .optional: .bool(value.isAbsent)
    case .template, .reference: isEmptyText(value)
    case .type, .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .choice: .false
    }
  }

  private mutating func isEmpty(_ container: Value) -> Value {
    let extent = extent(of: container)
    if extent.least > 0 { return .false }
    return extent.doubt ?? .true
  }

  private mutating func isEmptyText(_ text: Value) -> Value {
    let partial = partialText(text)
    if let whole = partial.whole { return .bool(whole.isEmpty) }
    return partial.pieces.contains(where: \.isFull) ? .false : gap(in: text)
  }

  /// `x.hasValue()` and `x.value()`.
  private mutating func unwrap(_ optional: Value, _ builtin: Builtin) -> Value {
    guard optional.kind == .optional else {
      return failure(optional) ?? noOverload("\(builtin)", optional)
    }
    if builtin == .hasValue { return .bool(!optional.isAbsent) }
    return heap.unwrap(optional) ?? error(.emptyOptional)
  }

  /// The values of the optionals in a list.
  private mutating func unwrapAll(_ list: Value) -> Value {
    guard list.kind == .list else { return failure(list) ?? noOverload("unwrapOpt", list) }
    let elements = elements(of: list)
    if let undecided = elements.undecided { return undecided }
    var values: [Value] = []
    for index in 0..<elements.count {
      let element = operand(elements.value(index, in: heap))
      guard element.kind == .optional else {
        if element.isPossible { return doubt(about: element) }
        return failure(element) ?? noOverload("unwrapOpt", element)
      }
      if let value = heap.unwrap(element) {
        values.append(element.isPossible ? value.possible : value)
      }
    }
    return heap.list(values)
  }
}
