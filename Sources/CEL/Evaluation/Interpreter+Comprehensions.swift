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
    let element = elements.value(index, in: context.heap)
    guard let second = macro.secondSlot else {
      context.frame[frame + macro.slot] = element
      return
    }
    if range.kind == .list {
      context.frame[frame + macro.slot] = .int(Int64(index))
      context.frame[frame + second] = element
    } else {
      context.frame[frame + macro.slot] = element
      if case .found(let entry) = context.lookup(element, in: range) {
        context.frame[frame + second] = entry
      }
    }
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
      let value = condition(test, &context)
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
    var count = 0
    for index in 0..<elements.count {
      bind(macro, index, elements, of: range, &context)
      let value = condition(test, &context)
      if context.steps < 0 { return value }
      if value.isTrue { count += 1 }
      failure = Self.weaker(failure, value)
    }
    return failure.kind == .bool ? .bool(count == 1) : failure
  }

  /// `filter`, `map` and `transformMap`: one failure makes the whole result fail.
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
      if let test = macro.condition {
        let value = condition(test, &context)
        failure = Self.weaker(failure, value)
        if context.steps < 0 { return value }
        guard value.isTrue else { continue }
      }
      let element = elements.value(index, in: context.heap)
      guard let transform = macro.transform else {
        run.append(element)
        continue
      }
      let value = context.operand(evaluate(transform, &context))
      if !Self.isCertain(value) { failure = Self.weaker(failure, value) }
      if context.steps < 0 { return value }
      if macro.kind == .transformMap {
        run.append(range.kind == .list ? .int(Int64(index)) : element)
      }
      run.append(value)
    }
    if failure.kind != .bool { return failure }
    return macro.kind == .transformMap
      ? context.heap.map(alternating: run) : context.heap.list(run)
  }
}
