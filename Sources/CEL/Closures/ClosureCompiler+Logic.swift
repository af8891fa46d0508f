import Values

extension ClosureCompiler {
  /// `&&` and `||`: any number of operands, which are asked in turn until one decides.
  func logic(_ run: Run, neutral: Value) -> Closure {
    logic(code.operands[run.range], neutral, steps: 1)
  }

  /// What operands in a row come to, half by half: a row can be longer than a stack is deep.
  private func logic(
    _ operands: ArraySlice<NodeID>,
    _ neutral: Value,
    steps: Int
  ) -> Closure {
    guard operands.count > 1 else {
      guard let operand = operands.first else { return { _, _ in neutral } }
      return closure(operand)
    }
    let middle = operands.startIndex + operands.count / 2
    let first = logic(operands[..<middle], neutral, steps: 0)
    let second = logic(operands[middle...], neutral, steps: 0)
    return { scope, context in
      if let exhausted = context.step(steps) { return exhausted }
      let left = context.condition(first(scope, &context))
      if left.kind == .bool, left.bits != neutral.bits { return left }
      let right = context.condition(second(scope, &context))
      if right.kind == .bool, right.bits != neutral.bits { return right }
      if right.kind == .bool { return left.kind == .bool ? neutral : left }
      return left.weaker(right)
    }
  }

  func not(_ operand: NodeID) -> Closure {
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = context.condition(operand(scope, &context))
      return value.kind == .bool ? .bool(value.isFalse) : value
    }
  }

  func conditional(_ test: NodeID, _ first: NodeID, _ second: NodeID) -> Closure {
    let test = closure(test)
    let first = closure(first)
    let second = closure(second)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let test = context.condition(test(scope, &context))
      guard test.kind == .bool else { return test.kind == .unknown ? test.derived : test }
      return test.isTrue ? first(scope, &context) : second(scope, &context)
    }
  }
}

// MARK: - Operators

extension ClosureCompiler {
  func binary(_ symbol: BinaryOperator, _ left: NodeID, _ right: NodeID) -> Closure {
    if code.operand(ofSize: left) != nil || code.operand(ofSize: right) != nil {
      return comparison(symbol, left, right)
    }
    if let constant = constant(right) {
      switch symbol {
      case .equal where isText(constant): return isEqual(left, constant, to: true)
      case .notEqual where isText(constant): return isEqual(left, constant, to: false)
      case .in: return isElement(left, of: constant)
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract,
        .multiply, .divide, .modulo:
        break
      }
    }
    let left = closure(left)
    let right = closure(right)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let first = left(scope, &context)
      return context.binary(symbol, first, right(scope, &context))
    }
  }

  /// `x == 'text'` and `x != 'text'`.
  private func isEqual(_ operand: NodeID, _ constant: Int, to answer: Bool) -> Closure {
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step(2) { return exhausted }
      let value = operand(scope, &context)
      let text = context.heap[scope.constants + constant]
      if value.kind == .string {
        return .bool(context.heap.equalTexts(value, text) == answer)
      }
      return answer ? context.equal(value, text) : context.notEqual(value, text)
    }
  }

  /// `x in […]` with a list of constants.
  private func isElement(_ operand: NodeID, of constant: Int) -> Closure {
    let operand = closure(operand)
    let isListOfTexts =
      if case .list(let elements) = code.constants[constant] {
        elements.allSatisfy(isText)
      } else {
        false
      }
    return { scope, context in
      if let exhausted = context.step(2) { return exhausted }
      let value = operand(scope, &context)
      let list = context.heap[scope.constants + constant]
      guard isListOfTexts, value.kind == .string else { return context.contains(list, value) }
      for index in 0..<list.count
      where context.heap.equalTexts(context.heap.element(index, of: list), value) {
        return .true
      }
      return .false
    }
  }

  /// An operator beside `size(x)`: what it comes to may be known though the size is not.
  private func comparison(_ symbol: BinaryOperator, _ left: NodeID, _ right: NodeID) -> Closure {
    let first = closure(left)
    let second = closure(right)
    let firstContainer = code.operand(ofSize: left).map { node($0) }
    let secondContainer = code.operand(ofSize: right).map { node($0) }
    let mirrored = symbol.mirrored
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let earlier = context.touched
      let left = first(scope, &context)
      let right = second(scope, &context)
      let result = context.binary(symbol, left, right)
      guard result.kind == .unknown else { return result }
      var answer: Bool?
      if let firstContainer, right.kind == .int {
        let container = firstContainer.evaluate(scope, &context)
        answer = context.comparedSize(symbol, of: container, with: right)
      }
      if answer == nil, let mirrored, let secondContainer, left.kind == .int {
        let container = secondContainer.evaluate(scope, &context)
        answer = context.comparedSize(mirrored, of: container, with: left)
      }
      guard let answer else { return result }
      context.restoreTouched(earlier)
      return .bool(answer)
    }
  }
}
