import Values

extension EvaluationContext {
  mutating func lookup(_ key: Value, in map: Value) -> Lookup {
    switch key.kind {
    case .string:
      guard let entry = heap.lookup(key, in: map) else { return .absent }
      return .found(entry)
    case .int, .uint, .double, .bool:
      for index in 0..<map.count where heap.key(index, of: map).isSameKey(as: key) {
        return .found(heap.entry(index, of: map))
      }
      return .absent
    case .template, .reference:
      return lookupText(key, in: map)
    case .choice:
      return lookup(operand(key), in: map)
    case .unknown:
      return .undecided(key.derived)
    case .error:
      return .undecided(key)
    case .null, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource:
      return .absent
    }
  }

  /// Looks up a string that is not known in full: it is absent if no key can be it.
  private mutating func lookupText(_ key: Value, in map: Value) -> Lookup {
    for index in 0..<map.count where heap.key(index, of: map).kind == .string {
      let equal = equalTexts(heap.key(index, of: map), key)
      if equal.isTrue { return .found(heap.entry(index, of: map)) }
      if !equal.isFalse { return .undecided(equal) }
    }
    return .absent
  }

  mutating func noSuchKey(_ key: Value) -> Value {
    error(.noSuchKey, key.kind == .string ? heap.text(key) : heap.literal(key))
  }
}

// MARK: - Fields and indices

extension EvaluationContext {
  /// `value[key]`.
  mutating func index(_ value: Value, _ key: Value) -> Value {
    let value = operand(value)
    switch value.kind {
    case .map:
      switch lookup(key, in: value) {
      case .found(let entry): return settled(entry)
      case .absent: return noSuchKey(key)
      case .undecided(let value): return value
      }
    case .list:
      switch element(key, of: value) {
      case .found(let element): return settled(element)
      case .absent: return error(.indexOutOfBounds, heap.literal(key))
      case .undecided(let value): return value
      }
    case .optional:
      return optional(ofPresent: find(key, at: value))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return failure(value, key) ?? noOverload("_[_]", value, key)
    }
  }

  /// What `value[?key]` finds; what is only a default is not there.
  mutating func find(_ key: Value, at value: Value) -> Lookup {
    let value = operand(value)
    switch value.kind {
    case .optional:
      guard let inner = heap.unwrap(value) else { return .absent }
      return find(key, at: inner)
    case .map:
      return present(lookup(key, in: value))
    case .list:
      return present(element(key, of: value))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return .undecided(failure(value, key) ?? noOverload("_[?_]", value, key))
    }
  }

  private mutating func element(_ key: Value, of list: Value) -> Lookup {
    let key = operand(key)
    let index: Int
    switch key.kind {
    case .int: index = Int(key.asInt)
    case .uint: index = Int(exactly: key.bits) ?? -1
    case .double:
      guard let exact = Int(exactly: key.asDouble) else {
        return .undecided(error(.invalidArgument, "index \(heap.literal(key))"))
      }
      index = exact
    case .null, .bool, .string, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return .undecided(failure(key) ?? noOverload("_[_]", list, key))
    }
    let elements = elements(of: list)
    if let undecided = elements.undecided { return .undecided(undecided) }
    guard index >= 0, index < elements.count else { return .absent }
    if let first = elements.firstPossible, first <= index {
      return .undecided(doubt(about: elements.value(first, in: heap)))
    }
    return .found(elements.value(index, in: heap))
  }

  /// What was found if it is there, as the world chooses it.
  mutating func present(_ lookup: Lookup) -> Lookup {
    guard case .found(let entry) = lookup else { return lookup }
    let isPresent = isPresent(entry)
    guard isPresent.kind == .bool else { return .undecided(isPresent) }
    return isPresent.isTrue ? .found(settled(entry)) : .absent
  }

  /// The optional of what is there.
  mutating func optional(ofPresent lookup: Lookup) -> Value {
    switch lookup {
    case .absent: .none
    case .undecided(let value): value
    case .found(let value): heap.optional(value)
    }
  }
}
