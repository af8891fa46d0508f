import Values

/// How macros go through lists and maps; what they ask of each element is an `evaluation`.
extension EvaluationContext {
  typealias Evaluation = (inout EvaluationContext) -> Value

  /// What a macro goes through, or why that is not known: an unknown or an error.
  mutating func elements(ofRange range: Value) -> (elements: Elements, failure: Value?) {
    let elements: Elements
    switch range.kind {
    case .list: elements = self.elements(of: range)
    case .map: elements = keys(of: range)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      let failure = failure(range) ?? noOverload("comprehension", range)
      return (Elements(undecided: failure), failure)
    }
    return (elements, elements.undecided)
  }

  /// Puts an element into the slots of a macro.
  mutating func bind(
    _ macro: Comprehension,
    _ index: Int,
    _ elements: Elements,
    of range: Value,
    at frame: Int
  ) {
    // What is asked of an element is asked of the case that it is there.
    let element = elements.value(index, in: heap).assumedPresent
    guard let second = macro.secondSlot else {
      self.frame[frame + macro.slot] = element
      return
    }
    if range.kind == .list {
      self.frame[frame + macro.slot] = position(index, in: elements)
      self.frame[frame + second] = element
    } else {
      self.frame[frame + macro.slot] = element
      if case .found(let entry) = lookup(element, in: range) {
        self.frame[frame + second] = entry
      }
    }
  }

  /// The index of an element; behind one that may turn out not to be there it is unknown.
  private mutating func position(_ index: Int, in elements: Elements) -> Value {
    guard let first = elements.firstPossible, first < index else { return .int(Int64(index)) }
    return doubt(about: elements.value(first, in: heap))
  }

  /// What the answer about an element comes to for the answer about all: an element that may turn out
  /// not to be there only counts where its answer is the neutral one, as if there were none.
  mutating func weighed(_ answer: Value, of element: Value, neutral: Value) -> Value {
    guard element.isPossible, answer.kind != .unknown else { return answer }
    let isNeutral = answer.kind == .bool && answer.bits == neutral.bits
    return isNeutral ? answer : doubt(about: element)
  }

  /// `all` and `exists`: every element counts as an operand of `&&` or `||`.
  @inline(__always)
  mutating func fold(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    neutral: Value,
    at frame: Int,
    _ test: Evaluation
  ) -> Value {
    var result = neutral
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, at: frame)
      var value = condition(test(&self))
      let element = elements.value(index, in: heap)
      if element.isPossible { value = weighed(value, of: element, neutral: neutral) }
      if value.kind == .bool {
        if value.bits != neutral.bits { return value }
      } else {
        if steps < 0 { return value }
        result = result.weaker(value)
      }
    }
    return result
  }

  /// `exists_one`.
  mutating func count(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    at frame: Int,
    _ test: Evaluation
  ) -> Value {
    var failure = Value.true
    var extent = Extent()
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, at: frame)
      let answer = condition(test(&self))
      if steps < 0 { return answer }
      let value = weighed(answer, of: elements.value(index, in: heap), neutral: .false)
      if value.isTrue {
        extent.add()
      } else if answer.isTrue {
        extent.add(doubtful: value)
      } else {
        failure = failure.weaker(value)
      }
    }
    if failure.kind != .bool { return failure }
    return extent.compared(.equal, with: 1).map { .bool($0) } ?? extent.doubt ?? .false
  }

  /// `filter`, `map` and `transformMap`: one failure makes the whole result fail.
  ///
  /// An element that may turn out not to be there stays one, also where it is unknown what becomes of
  /// it; that this may be an error is left aside, so that what is not read spoils nothing that is.
  mutating func collect(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    at frame: Int,
    where test: Evaluation?,
    _ transform: Evaluation?
  ) -> Value {
    var run: [Value] = []
    var failure = Value.true
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, at: frame)
      let element = elements.value(index, in: heap)
      if let test {
        let answer = condition(test(&self))
        if steps < 0 { return answer }
        guard answer.isTrue || (element.isPossible && answer.kind == .unknown) else {
          failure = failure.weaker(weighed(answer, of: element, neutral: .false))
          continue
        }
      }
      var value = element
      if let transform {
        value = transform(&self)
        value = transformed(element, to: value, macro)
      }
      if steps < 0 { return value }
      if !value.isCertain, !value.isPossible { failure = failure.weaker(value) }
      if macro.kind == .transformMap {
        run.append(range.kind == .list ? .int(Int64(index)) : element)
      }
      run.append(value)
    }
    if failure.kind != .bool { return failure }
    if let exhausted = take(elements: run.count) { return exhausted }
    return macro.kind == .transformMap ? heap.map(alternating: run) : heap.list(run)
  }

  /// What a macro makes of an element.
  private mutating func transformed(
    _ element: Value,
    to value: Value,
    _ macro: Comprehension
  ) -> Value {
    let value = operand(value)
    guard element.isPossible else { return value }
    // A map has no room for an entry that may turn out not to be there.
    let isFailure = value.kind == .error || macro.kind == .transformMap
    return isFailure ? doubt(about: element) : value.possible
  }
}
