import Values

/// Fields of maps and resources; `resources` reads those of resources.
extension EvaluationContext {
  /// `value.field`.
  @inline(__always)
  mutating func select(
    _ value: Value,
    _ field: Value,
    _ resources: Environment.SelectField
  ) -> Value {
    if value.kind == .map, let entry = entry(field, of: value), entry.isSettled { return entry }
    return selectUnsettled(value, field, resources)
  }

  private mutating func selectUnsettled(
    _ value: Value,
    _ field: Value,
    _ resources: Environment.SelectField
  ) -> Value {
    let value = operand(value)
    switch value.kind {
    case .map:
      guard let entry = entry(field, of: value) else { return noSuchKey(field) }
      return settled(entry)
    case .resource:
      return resourceField(value, field, resources) ?? noSuchKey(field)
    case .optional:
      return optional(ofPresent: find(field, in: value, resources))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .duration, .timestamp,
      .ip, .cidr, .error, .unknown, .template, .choice, .reference:
      return failure(value) ?? noField(value, field)
    }
  }

  /// What `value.?field` finds.
  mutating func find(
    _ field: Value,
    in value: Value,
    _ resources: Environment.SelectField
  ) -> Lookup {
    let value = operand(value)
    switch value.kind {
    case .optional:
      guard let inner = heap.unwrap(value) else { return .absent }
      return find(field, in: inner, resources)
    case .map:
      guard let entry = entry(field, of: value) else { return .absent }
      return present(.found(entry))
    case .resource:
      guard let entry = resourceField(value, field, resources) else { return .absent }
      return present(.found(entry))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .duration, .timestamp,
      .ip, .cidr, .error, .unknown, .template, .choice, .reference:
      return .undecided(failure(value) ?? noField(value, field))
    }
  }

  /// `has(value.field)`.
  @inline(__always)
  mutating func has(
    _ value: Value,
    _ field: Value,
    _ resources: Environment.SelectField
  ) -> Value {
    guard value.kind == .map else { return hasBesideMaps(value, field, resources) }
    guard let entry = entry(field, of: value) else { return .false }
    return isPresent(entry)
  }

  private mutating func hasBesideMaps(
    _ value: Value,
    _ field: Value,
    _ resources: Environment.SelectField
  ) -> Value {
    switch value.kind {
    case .resource:
      guard let entry = resourceField(value, field, resources) else { return .false }
      return isPresent(entry)
    case .optional:
      guard let inner = heap.unwrap(value) else { return .false }
      return has(inner, field, resources)
    case .choice: return ask(value) { $1.has($0, field, resources) }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .duration,
      .timestamp, .ip, .cidr, .error, .unknown, .template, .reference:
      return failure(value) ?? noField(value, field)
    }
  }

  /// One place for what is inlined there. Mutating, though it changes nothing: what does not mutate is
  /// handed a copy of the context's fields.
  private mutating func entry(_ field: Value, of map: Value) -> Value? {
    heap.lookup(field, in: map)
  }

  private mutating func resourceField(
    _ resource: Value,
    _ field: Value,
    _ resources: Environment.SelectField
  ) -> Value? {
    resources(resource, field.name, heap.text(field), &self)
  }

  private mutating func noField(_ value: Value, _ field: Value) -> Value {
    let name = heap.text(field)
    return error(.noSuchOverload, "a \(value.kind.typeName) has no field '\(name)'")
  }
}

extension Value {
  /// No world has to choose what this is.
  @inline(__always)
  fileprivate var isSettled: Bool { kind != .choice && kind != .template }
}
