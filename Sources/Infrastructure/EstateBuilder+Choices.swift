package import Values

/// What the readers of all input languages do with choices.
extension EstateBuilder {
  /// `transform` of a value, or of each case where it is a choice; cases of cases too.
  package mutating func mapCases(
    of value: Value,
    _ transform: (Value, inout EstateBuilder) -> Value
  ) -> Value {
    guard value.kind == .choice else { return transform(value, &self) }
    var cases: [(guard: GuardID, value: Value)] = []
    for index in 0..<value.count {
      let (id, part) = heap.choiceCase(index, of: value)
      cases.append((id, mapCases(of: part, transform)))
    }
    var mapped = heap.choice(cases, origin: value.origin)
    mapped.flags = value.flags
    return mapped
  }

  /// Whether a choice may fall on nothing at all.
  package func mayBeAbsent(_ value: Value) -> Bool {
    guard value.kind == .choice else { return value.isAbsent }
    return (0..<value.count).contains { mayBeAbsent(heap.choiceCase($0, of: value).value) }
  }

  /// The texts that a value may be, each with the guard of the worlds in which it is; a single case
  /// that is no string where that cannot be told, or where there are more than `limit`.
  ///
  /// Choices of choices are flattened, and choices within texts multiplied out.
  package mutating func textCases(
    of value: Value,
    limit: Int = 4096
  ) -> [(guard: GuardID, value: Value)] {
    switch value.kind {
    case .choice:
      return casesOfChoice(value, limit) ?? [(.always, value)]
    case .template:
      return casesOfTemplate(value, limit) ?? [(.always, value)]
    case .reference:
      let text = heap.text(of: value)
      guard text.kind == .string || text.kind == .choice else { return [(.always, value)] }
      return textCases(of: text, limit: limit)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown:
      return [(.always, value)]
    }
  }

  private mutating func casesOfChoice(
    _ choice: Value,
    _ limit: Int
  ) -> [(guard: GuardID, value: Value)]? {
    var cases: [(guard: GuardID, value: Value)] = []
    for index in 0..<choice.count {
      let (id, part) = heap.choiceCase(index, of: choice)
      for (inner, value) in textCases(of: part, limit: limit) {
        cases.append((worlds.add(.all([id, inner])), value))
      }
      guard cases.count <= limit else { return nil }
    }
    return cases
  }

  private mutating func casesOfTemplate(
    _ template: Value,
    _ limit: Int
  ) -> [(guard: GuardID, value: Value)]? {
    var texts: [(guard: GuardID, bytes: [UInt8])] = [(.always, [])]
    for piece in heap.elements(of: template) {
      let parts = textCases(of: piece, limit: limit)
      guard texts.count * parts.count <= limit, parts.allSatisfy({ $0.value.kind == .string })
      else {
        return nil
      }
      var longer: [(guard: GuardID, bytes: [UInt8])] = []
      for text in texts {
        for part in parts {
          let both = worlds.add(.all([text.guard, part.guard]))
          longer.append((both, text.bytes + heap.utf8(part.value)))
        }
      }
      texts = longer
    }
    var cases: [(guard: GuardID, value: Value)] = []
    for text in texts {
      cases.append((text.guard, heap.string(utf8: text.bytes, origin: template.origin)))
    }
    return cases
  }
}

extension EstateBuilder {
  /// Notes at `origin` the parameter defaults that other values rest on.
  package mutating func inheritAssumptions(of values: [Value], at origin: Origin) {
    guard !origin.isNone else { return }
    for value in values where !value.origin.isNone && value.origin != origin {
      for assumption in assumptions(of: value.origin) { assume(assumption, at: origin) }
    }
  }
}
