import Values

extension EvaluationContext {
  /// `left == right`: a bool, an unknown or an error. Values of different types are unequal.
  mutating func equal(_ left: Value, _ right: Value) -> Value {
    if left.kind == .string, right.kind == .string { return .bool(heap.equalTexts(left, right)) }
    if left.kind == .choice { return ask(left) { $1.equal($0, right) } }
    if right.kind == .choice { return ask(right) { $1.equal(left, $0) } }
    if left.isTextual, right.isTextual { return equalTexts(left, right) }
    if isTooLongOrShort(left, for: right) || isTooLongOrShort(right, for: left) { return .false }
    if let failure = failure(left, right) { return failure }
    if left.isNumber, right.isNumber { return .bool(Number(left) == Number(right)) }
    guard left.kind == right.kind else { return .false }
    switch left.kind {
    case .null: return .true
    case .bytes, .ip, .cidr: return .bool(heap.utf8(left).elementsEqual(heap.utf8(right)))
    case .timestamp: return .bool(heap.instant(left) == heap.instant(right))
    case .list: return equalLists(left, right)
    case .map: return equalMaps(left, right)
    case .optional: return equalOptionals(left, right)
    case .bool, .type, .resource, .duration: return .bool(left.bits == right.bits)
    case .int, .uint, .double, .string, .error, .unknown, .template, .choice, .reference:
      return .false
    }
  }

  /// Whether a text has more or fewer characters than what an unknown one can stand for.
  private func isTooLongOrShort(_ text: Value, for open: Value) -> Bool {
    guard open.kind == .unknown, text.kind == .string, !open.flags.contains(.derived),
      let lengths = heap.unknown(open).lengths
    else { return false }
    // However characters are counted, there are not more of them than bytes.
    return heap.text(text).count > lengths.upperBound || text.count < lengths.lowerBound
  }

  mutating func notEqual(_ left: Value, _ right: Value) -> Value {
    let equal = equal(left, right)
    return equal.kind == .bool ? .bool(equal.isFalse) : equal
  }

  private mutating func equalOptionals(_ left: Value, _ right: Value) -> Value {
    guard let left = heap.unwrap(left), let right = heap.unwrap(right) else {
      return .bool(left.isAbsent && right.isAbsent)
    }
    return equal(left, right)
  }

  private mutating func equalLists(_ left: Value, _ right: Value) -> Value {
    let first = elements(of: left)
    let second = elements(of: right)
    if let undecided = first.undecided ?? second.undecided { return undecided }
    if let doubt = doubt(about: first) ?? doubt(about: second) {
      return canBeEqual(first, second) ? doubt : .false
    }
    guard first.count == second.count else { return .false }
    var result = Value.true
    for index in 0..<first.count {
      let equal = equal(first.value(index, in: heap), second.value(index, in: heap))
      if equal.isFalse { return .false }
      if !equal.isTrue, result.isTrue { result = equal }
    }
    return result
  }

  /// Whether lists can be equal, some of whose elements may turn out not to be there; takes as many
  /// steps as there are pairs of elements.
  private mutating func canBeEqual(_ first: Elements, _ second: Elements) -> Bool {
    // Whether the first list so far can be the beginning of the second, for each length of that.
    var row = [true]
    for index in 0..<second.count {
      row.append(row[index] && second.value(index, in: heap).isPossible)
    }
    for index in 0..<first.count {
      let element = first.value(index, in: heap)
      var next = [row[0] && element.isPossible]
      for column in 0..<second.count {
        if step() != nil { return true }
        let other = second.value(column, in: heap)
        let skips = row[column + 1] && element.isPossible || next[column] && other.isPossible
        next.append(skips || row[column] && !equal(element, other).isFalse)
      }
      row = next
    }
    return row[second.count]
  }

  private mutating func equalMaps(_ left: Value, _ right: Value) -> Value {
    let keys = self.keys(of: left)
    let others = self.keys(of: right)
    if let undecided = keys.undecided ?? others.undecided { return undecided }
    guard keys.count == others.count else { return .false }
    var result = Value.true
    for index in 0..<keys.count {
      let key = keys.value(index, in: heap)
      guard case .found(let entry) = lookup(key, in: left),
        case .found(let other) = lookup(key, in: right), !other.flags.contains(.defaulted)
      else { return .false }
      let equal = equal(entry, other)
      if equal.isFalse { return .false }
      if !equal.isTrue, result.isTrue { result = equal }
    }
    return result
  }

  /// `element in container`.
  mutating func contains(_ container: Value, _ element: Value) -> Value {
    if container.kind == .choice { return ask(container) { $1.contains($0, element) } }
    if element.kind == .choice { return ask(element) { $1.contains(container, $0) } }
    if container.kind == .list { return listContains(container, element) }
    if let failure = failure(container, element) { return failure }
    guard container.kind == .map else { return noOverload("_in_", element, container) }
    switch lookup(element, in: container) {
    case .found(let entry): return isPresent(entry)
    case .absent: return .false
    case .undecided(let value): return value
    }
  }

  private mutating func listContains(_ list: Value, _ element: Value) -> Value {
    if !element.isTextual, let failure = failure(element) { return failure }
    let elements = elements(of: list)
    if let undecided = elements.undecided { return undecided }
    var result = Value.false
    for index in 0..<elements.count {
      let candidate = elements.value(index, in: heap)
      var equal = equal(candidate, element)
      if equal.isTrue {
        guard candidate.isPossible else { return .true }
        equal = doubt(about: candidate)
      }
      if !equal.isFalse, result.isFalse { result = equal }
    }
    return result
  }
}
