package import Values

/// What an iteration goes through: the elements of a list, or the keys of a map, that are there or may
/// be, as a run in the heap.
struct Elements: BitwiseCopyable {
  private let start: Int
  /// The keys of a map stand two apart.
  private let stride: Int
  let count: Int
  /// The index of the first element that may turn out not to be there; nil if all are there.
  let firstPossible: Int?
  /// It cannot be told yet which elements there are: an unknown.
  let undecided: Value?

  /// All elements of a list.
  init(all list: Value, firstPossible: Int?) {
    start = list.start
    stride = 1
    count = list.count
    self.firstPossible = firstPossible
    undecided = nil
  }

  /// All keys of a map.
  init(keysOf map: Value) {
    start = map.start
    stride = 2
    count = map.count
    firstPossible = nil
    undecided = nil
  }

  init(undecided: Value) {
    start = 0
    stride = 1
    count = 0
    firstPossible = nil
    self.undecided = undecided
  }

  @inline(__always)
  func value(_ index: Int, in heap: borrowing ValueHeap) -> Value {
    heap[start + index * stride]
  }
}

extension EvaluationContext {
  /// The elements of a list that are there, or that may be there with ``Value/Flags/possible``, for the
  /// host to go through; nil where an open variable decides which those are, which is then touched.
  package mutating func presentElements(_ list: Value) -> [Value]? {
    let elements = elements(of: list)
    guard elements.undecided == nil else { return nil }
    return (0..<elements.count).map { settled(elements.value($0, in: heap)) }
  }

  /// The elements of a list that are there: a choice among them may fall on nothing.
  mutating func elements(of list: Value) -> Elements {
    var firstPossible: Int?
    for index in 0..<list.count {
      let element = heap.element(index, of: list)
      if element.kind == .choice { return presentElements(of: list) }
      if element.isPossible, firstPossible == nil { firstPossible = index }
    }
    return Elements(all: list, firstPossible: firstPossible)
  }

  private mutating func presentElements(of list: Value) -> Elements {
    var present: [Value] = []
    for index in 0..<list.count {
      let element = heap.element(index, of: list)
      let isPresent = isPresent(element)
      if isPresent.isTrue { present.append(element) }
      if isPresent.kind != .bool { return Elements(undecided: isPresent) }
    }
    let firstPossible = present.firstIndex(where: \.isPossible)
    return Elements(all: heap.list(present), firstPossible: firstPossible)
  }

  /// The keys of a map that are written and there.
  mutating func keys(of map: Value) -> Elements {
    for index in 0..<map.count where !heap.entry(index, of: map).isPlain {
      return presentKeys(of: map)
    }
    return Elements(keysOf: map)
  }

  private mutating func presentKeys(of map: Value) -> Elements {
    var keys: [Value] = []
    for index in 0..<map.count {
      let isPresent = isPresent(heap.entry(index, of: map))
      if isPresent.isTrue { keys.append(heap.key(index, of: map)) }
      if isPresent.kind != .bool { return Elements(undecided: isPresent) }
    }
    return Elements(all: heap.list(keys), firstPossible: nil)
  }

  /// Why it is not known whether an element is there: an unknown.
  mutating func doubt(about element: Value) -> Value {
    if element.kind == .unknown { return element.assumedPresent.derived }
    let unknown = Unknown(.openWorld, "whether this element is there")
    return heap.unknown(unknown, origin: element.origin).derived
  }

  /// Why it is not known which elements there are; nil if it is known.
  mutating func doubt(about elements: Elements) -> Value? {
    if let undecided = elements.undecided { return undecided }
    return elements.firstPossible.map { doubt(about: elements.value($0, in: heap)) }
  }
}

extension Value {
  /// An element that may turn out not to be there.
  var isPossible: Bool { flags.contains(.possible) }

  /// The same value where it is taken for granted that it is there.
  var assumedPresent: Value {
    var copy = self
    copy.flags.remove(.possible)
    return copy
  }

  /// Certainly there, and written.
  fileprivate var isPlain: Bool { kind != .choice && !flags.contains(.defaulted) }
}
