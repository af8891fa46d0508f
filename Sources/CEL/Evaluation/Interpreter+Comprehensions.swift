import Values

extension Interpreter {
  func comprehend(_ macro: Comprehension, _ context: inout EvaluationContext) -> Value {
    let range = context.operand(evaluate(macro.range, &context))
    let elements: Elements
    switch range.kind {
    case .list: elements = context.elements(of: range)
    case .map: elements = context.keys(of: range)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .optional, .duration,
      .timestamp, .resource, .error, .unknown, .template, .choice, .reference:
      return context.failure(range) ?? context.noOverload("comprehension", range)
    }
    if let undecided = elements.undecided { return undecided }
    switch macro.kind {
    case .all: return fold(macro, elements, of: range, neutral: .true, &context)
    case .exists: return fold(macro, elements, of: range, neutral: .false, &context)
    case .existsOne: return existsOne(macro, elements, of: range, &context)
    case .filter, .map, .transformMap: return collect(macro, elements, of: range, &context)
    }
  }

  /// Puts an element into the slots of a macro.
  func bind(
    _ macro: Comprehension,
    _ index: Int,
    _ elements: Elements,
    of range: Value,
    _ context: inout EvaluationContext
  ) {
    // What is asked of an element is asked of the case that it is there.
    let element = elements.value(index, in: context.heap).assumedPresent
    guard let second = macro.secondSlot else {
      context.frame[frame + macro.slot] = element
      return
    }
    if range.kind == .list {
      context.frame[frame + macro.slot] = self.index(index, in: elements, &context)
      context.frame[frame + second] = element
    } else {
      context.frame[frame + macro.slot] = element
      if case .found(let entry) = context.lookup(element, in: range) {
        context.frame[frame + second] = entry
      }
    }
  }

  /// The index of an element; behind one that may turn out not to be there it is unknown.
  private func index(
    _ index: Int,
    in elements: Elements,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let first = elements.firstPossible, first < index else { return .int(Int64(index)) }
    return context.doubt(about: elements.value(first, in: context.heap))
  }

  /// What the answer about an element comes to for the answer about all: an element that may turn out
  /// not to be there only counts where its answer is the neutral one, as if there were none.
  func weighed(
    _ answer: Value,
    of element: Value,
    neutral: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard element.isPossible, answer.kind != .unknown else { return answer }
    let isNeutral = answer.kind == .bool && answer.bits == neutral.bits
    return isNeutral ? answer : context.doubt(about: element)
  }

  /// `all` and `exists`: every element counts as an operand of `&&` or `||`.
  private func fold(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    neutral: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let test = macro.condition else { return neutral }
    var result = neutral
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, &context)
      let answer = condition(test, &context)
      let element = elements.value(index, in: context.heap)
      let value = weighed(answer, of: element, neutral: neutral, &context)
      if value.kind == .bool {
        if value.bits != neutral.bits { return value }
      } else {
        if context.steps < 0 { return value }
        result = Self.weaker(result, value)
      }
    }
    return result
  }

  private func existsOne(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let test = macro.condition else { return .false }
    var failure = Value.true
    var extent = Extent()
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, &context)
      let answer = condition(test, &context)
      if context.steps < 0 { return answer }
      let element = elements.value(index, in: context.heap)
      let value = weighed(answer, of: element, neutral: .false, &context)
      if value.isTrue {
        extent.add()
      } else if answer.isTrue {
        extent.add(doubtful: value)
      } else {
        failure = Self.weaker(failure, value)
      }
    }
    if failure.kind != .bool { return failure }
    return extent.compared(.equal, with: 1).map { .bool($0) } ?? extent.doubt ?? .false
  }

  /// `filter`, `map` and `transformMap`: one failure makes the whole result fail.
  ///
  /// An element that may turn out not to be there stays one, also where it is unknown what becomes of
  /// it; that this may be an error is left aside, so that what is not read spoils nothing that is.
  private func collect(
    _ macro: Comprehension,
    _ elements: Elements,
    of range: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    var run: [Value] = []
    var failure = Value.true
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, &context)
      let element = elements.value(index, in: context.heap)
      if let test = macro.condition {
        let answer = condition(test, &context)
        if context.steps < 0 { return answer }
        guard answer.isTrue || (element.isPossible && answer.kind == .unknown) else {
          failure = Self.weaker(failure, weighed(answer, of: element, neutral: .false, &context))
          continue
        }
      }
      let value = transformed(macro, element, &context)
      if context.steps < 0 { return value }
      if !Self.isCertain(value), !value.isPossible { failure = Self.weaker(failure, value) }
      if macro.kind == .transformMap {
        run.append(range.kind == .list ? .int(Int64(index)) : element)
      }
      run.append(value)
    }
    if failure.kind != .bool { return failure }
    if let exhausted = context.take(elements: run.count) { return exhausted }
    return macro.kind == .transformMap
      ? context.heap.map(alternating: run) : context.heap.list(run)
  }

  /// What a macro makes of an element.
  private func transformed(
    _ macro: Comprehension,
    _ element: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let transform = macro.transform else { return element }
    let value = context.operand(evaluate(transform, &context))
    guard element.isPossible else { return value }
    // A map has no room for an entry that may turn out not to be there.
    let isFailure = value.kind == .error || macro.kind == .transformMap
    return isFailure ? context.doubt(about: element) : value.possible
  }
}
