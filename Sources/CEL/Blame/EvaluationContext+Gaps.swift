import Values

extension EvaluationContext {
  /// The unknowns in a value that was read, each where it was read: in the pieces of a text, in the
  /// elements of a list and in what may turn out not to be one.
  mutating func gaps(in value: Value) -> [Value] {
    switch value.kind {
    case .unknown:
      return [value]
    case .choice:
      return gaps(in: resolve(value))
    case .template:
      let found = heap.elements(of: value).flatMap { gaps(in: $0) }
      return found.map { value.origin.isNone ? $0 : $0.from(value.origin) }
    case .reference:
      let found = gaps(in: heap.text(of: value))
      return found.map { value.origin.isNone ? $0 : $0.from(value.origin) }
    case .optional:
      return heap.unwrap(value).map { gaps(in: $0) } ?? []
    case .list:
      return heap.elements(of: value).flatMap { element in
        element.isPossible ? [doubt(about: element)] : gaps(in: element)
      }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .duration, .timestamp,
      .ip, .cidr, .resource, .error:
      return []
    }
  }
}
