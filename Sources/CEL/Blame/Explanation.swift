import Values

/// Walks an expression again to tell why it is not what it should be.
///
/// Evaluation only says what the value is; this says which places made it so. It runs for the few
/// verdicts that are reported, so it may evaluate operands again and again.
struct Explanation {
  let interpreter: Interpreter

  var code: Code { interpreter.code }

  /// Why a node is not `want`; nothing if it is.
  func blame(_ id: NodeID, want: Bool, _ context: inout EvaluationContext) -> Blame {
    blame(id, interpreter.condition(id, &context), want: want, &context)
  }

  /// The same, where it is known what the node comes to.
  private func blame(
    _ id: NodeID,
    _ value: Value,
    want: Bool,
    _ context: inout EvaluationContext
  ) -> Blame {
    if value.kind == .bool, value.isTrue == want { return .all([]) }
    switch code.operations[id.index] {
    case .not(let operand):
      let inner = value.kind == .bool ? Value.bool(!value.isTrue, origin: value.origin) : value
      return blame(operand, inner, want: !want, &context)
    case .and(let run):
      return logic(run, isAnd: true, want: want, value, &context)
    case .or(let run):
      return logic(run, isAnd: false, want: want, value, &context)
    case .conditional(let test, let first, let second):
      return conditional(id, test, first, second, want: want, &context)
    case .comprehension(let index):
      let macro = code.comprehensions[Int(index)]
      guard macro.kind == .all || macro.kind == .exists else { break }
      return quantifier(id, macro, want: want, value, &context)
    case .bind(let slot, let bound, let body):
      context.frame[interpreter.scope.frame + Int(slot)] = interpreter.evaluate(bound, &context)
      return blame(body, value, want: want, &context)
    case .constant, .variable, .undeclared, .select, .selectOptional, .has, .index, .indexOptional,
      .negate, .binary, .list, .map, .spread, .call, .builtin, .textFunction, .library, .matches,
      .mapOptional, .flatMapOptional:
      break
    }
    let suggestion = value.kind == .bool ? suggestion(id, want: want, &context) : nil
    return blame(read(id, &context), value, suggestion: suggestion, &context)
  }

  /// `&&` and `||`: to make `a && b` true, all that is false has to change; to make it false, one of
  /// them is enough.
  private func logic(
    _ run: Run,
    isAnd: Bool,
    want: Bool,
    _ value: Value,
    _ context: inout EvaluationContext
  ) -> Blame {
    var guilty: [(id: NodeID, value: Value)] = []
    for index in run.range {
      let operand = interpreter.condition(code.operands[index], &context)
      if isGuilty(operand, of: value) { guilty.append((code.operands[index], operand)) }
    }
    if isAnd != want { guilty = conclusionFirst(guilty, want: want) }
    let blames = guilty.map { blame($0.id, $0.value, want: want, &context) }
    if blames.count == 1 { return blames[0] }
    return isAnd == want ? .all(blames) : .any(blames)
  }

  /// Whether an operand is what keeps a result from being right: it has the same wrong value, or it
  /// is unknown where the result is, or an error where that is.
  private func isGuilty(_ operand: Value, of result: Value) -> Bool {
    operand.kind == result.kind && (result.kind != .bool || operand.bits == result.bits)
  }

  /// `!a || b` says that b follows from a, so b is what is wrong, not a.
  private func conclusionFirst(
    _ operands: [(id: NodeID, value: Value)],
    want: Bool
  ) -> [(id: NodeID, value: Value)] {
    let isPremise = { (operand: (id: NodeID, value: Value)) in
      if case .not = code.operations[operand.id.index] { want } else { !want }
    }
    return operands.filter { !isPremise($0) } + operands.filter(isPremise)
  }

  private func conditional(
    _ id: NodeID,
    _ test: NodeID,
    _ first: NodeID,
    _ second: NodeID,
    want: Bool,
    _ context: inout EvaluationContext
  ) -> Blame {
    let decision = interpreter.condition(test, &context)
    guard decision.kind == .bool else { return blame(test, want: true, &context) }
    let related = read(test, &context)
    return blame(decision.isTrue ? first : second, want: want, &context)
      .relating([related.origin] + related.related)
  }
}

// MARK: - Quantifiers

extension Explanation {
  private func quantifier(
    _ id: NodeID,
    _ macro: Comprehension,
    want: Bool,
    _ value: Value,
    _ context: inout EvaluationContext
  ) -> Blame {
    let range = context.operand(interpreter.evaluate(macro.range, &context))
    guard let test = macro.condition,
      let elements = interpreter.elements(of: range, &context)
    else { return container(macro, value, &context) }
    var blames: [Blame] = []
    var doubted: Set<Unknown> = []
    for index in 0..<elements.count {
      let element = elements.value(index, in: context.heap)
      // Elements that wait for one input come to the same, and it is said once.
      if element.kind == .unknown {
        let unknown = context.heap.unknown(element)
        if unknown.isNamedInput, !doubted.insert(unknown).inserted { continue }
      }
      context.bind(macro, index, elements, of: range, at: interpreter.scope.frame)
      let neutral = Value.bool(macro.kind == .all)
      let answer = interpreter.condition(test, &context)
      let weighed = context.weighed(answer, of: element, neutral: neutral)
      guard isGuilty(weighed, of: value) else { continue }
      let isDoubted = answer.kind != weighed.kind
      blames.append(
        isDoubted
          ? .leaf(doubt(about: element, weighed, code.ranges[macro.range.index], context))
          : blame(test, answer, want: want, &context).placed(
            at: element,
            code.ranges[macro.range.index]
          )
      )
    }
    if (macro.kind == .all) == want {
      return blames.count == 1 ? blames[0] : .all(blames)
    }
    if macro.kind == .exists, value.kind == .bool || blames.isEmpty {
      // Nothing in the list will do: the list is what is wrong, and its elements are near misses.
      return container(macro, value, &context).relating(blames.flatMap(\.origins))
    }
    if blames.isEmpty { return container(macro, value, &context) }
    return blames.count == 1 ? blames[0] : .any(blames)
  }

  /// An element that may turn out not to be there.
  private func doubt(
    about element: Value,
    _ doubt: Value,
    _ range: Range<Int>,
    _ context: borrowing EvaluationContext
  ) -> Blame.Leaf {
    Blame.Leaf(kind: .unknown(context.heap.unknown(doubt)), value: element, range: range)
  }

  /// The list or map that a macro goes through, as a place.
  private func container(
    _ macro: Comprehension,
    _ value: Value,
    _ context: inout EvaluationContext
  ) -> Blame {
    blame(read(macro.range, &context), value, suggestion: nil, &context)
  }
}

// MARK: - Leaves

extension Explanation {
  /// The blame of a reading that came to `value`: its place, or each unknown in it.
  private func blame(
    _ reading: Reading,
    _ value: Value,
    suggestion: Value?,
    _ context: inout EvaluationContext
  ) -> Blame {
    guard value.kind == .unknown else {
      return .leaf(
        Blame.Leaf(
          kind: reading.kind,
          value: value.kind == .error ? value.from(reading.value.origin) : reading.value,
          suggestion: suggestion,
          related: reading.related,
          range: reading.range,
          witness: reading.witness
        )
      )
    }
    var leaves: [Blame.Leaf] = []
    let unknowns = reading.unknowns ?? []
    for unknown in unknowns.isEmpty ? [value] : unknowns {
      let reason = context.heap.unknown(unknown)
      let place = unknown.origin.isNone ? unknown.from(reading.origin) : unknown
      let isKnown = leaves.contains {
        $0.value.origin == place.origin && context.heap.unknown($0.value) == reason
      }
      guard !isKnown else { continue }
      let leaf = Blame.Leaf(
        kind: .unknown(reason),
        value: place,
        range: reading.range,
        witness: reading.witness
      )
      leaves.append(leaf.relating([reading.origin] + reading.related))
    }
    return leaves.count == 1 ? .leaf(leaves[0]) : .all(leaves.map { .leaf($0) })
  }

  /// The one value that would make `path == value`, or a path to a bool, right.
  private func suggestion(
    _ id: NodeID,
    want: Bool,
    _ context: inout EvaluationContext
  ) -> Value? {
    switch code.operations[id.index] {
    case .variable, .select, .index, .builtin(.orValue, _), .builtin(.value, _):
      return read(id, &context).isPath ? .bool(want) : nil
    case .binary(let symbol, let left, let right) where symbol == (want ? .equal : .notEqual):
      return suggestion(left, right, &context)
    case .constant, .undeclared, .selectOptional, .has, .indexOptional, .and, .or, .not, .negate,
      .binary, .conditional, .list, .map, .spread, .call, .builtin, .textFunction, .library,
      .matches,
      .comprehension, .bind, .mapOptional, .flatMapOptional:
      return nil
    }
  }

  private func suggestion(
    _ left: NodeID,
    _ right: NodeID,
    _ context: inout EvaluationContext
  ) -> Value? {
    let first = read(left, &context)
    let second = read(right, &context)
    if first.isPath, !second.hasPlace { return interpreter.evaluate(right, &context) }
    if second.isPath, !first.hasPlace { return interpreter.evaluate(left, &context) }
    return nil
  }
}

extension Interpreter {
  /// What a macro goes through; nil where that is not settled.
  func elements(of range: Value, _ context: inout EvaluationContext) -> Elements? {
    guard range.kind == .list || range.kind == .map else { return nil }
    let elements = range.kind == .list ? context.elements(of: range) : context.keys(of: range)
    return elements.undecided == nil ? elements : nil
  }
}
