package import Values

/// What an iteration goes through: the elements of a list, or the keys of a map, that are there.
enum Elements {
  /// All elements of a list, as they stand in the heap.
  case all(of: Value)
  case some([Value])
  /// It cannot be told yet which elements there are: an unknown.
  case unsettled(Value)

  var count: Int {
    switch self {
    case .all(let list): list.count
    case .some(let values): values.count
    case .unsettled: 0
    }
  }

  var undecided: Value? {
    if case .unsettled(let value) = self { return value }
    return nil
  }

  @inline(__always)
  func value(_ index: Int, in heap: ValueHeap) -> Value {
    switch self {
    case .all(let list): heap.element(index, of: list)
    case .some(let values): values[index]
    case .unsettled(let value): value
    }
  }
}

extension EvaluationContext {
  /// The elements of a list that are there, for the host to go through; nil where an open variable
  /// decides which those are, which is then touched.
  package mutating func presentElements(_ list: Value) -> [Value]? {
    let elements = elements(of: list)
    guard elements.undecided == nil else { return nil }
    return (0..<elements.count).map { settled(elements.value($0, in: heap)) }
  }

  /// The elements of a list that are there: a choice among them may fall on nothing.
  mutating func elements(of list: Value) -> Elements {
    var isConditional = false
    for index in 0..<list.count where heap.element(index, of: list).kind == .choice {
      isConditional = true
      break
    }
    return isConditional ? presentElements(of: list) : .all(of: list)
  }

  private mutating func presentElements(of list: Value) -> Elements {
    var present: [Value] = []
    for index in 0..<list.count {
      let element = heap.element(index, of: list)
      let isPresent = isPresent(element)
      if isPresent.isTrue { present.append(element) }
      if isPresent.kind != .bool { return .unsettled(isPresent) }
    }
    return .some(present)
  }

  /// The keys of a map that are written and there.
  mutating func keys(of map: Value) -> Elements {
    var keys: [Value] = []
    keys.reserveCapacity(map.count)
    for index in 0..<map.count {
      let isPresent = isPresent(heap.entry(index, of: map))
      if isPresent.isTrue { keys.append(heap.key(index, of: map)) }
      if isPresent.kind != .bool { return .unsettled(isPresent) }
    }
    return .some(keys)
  }
}
