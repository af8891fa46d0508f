import Values

/// Turns the operations of an expression into closures: what the interpreter finds out at each
/// evaluation, which operation a node is and where its operands are, is settled once.
///
/// Closures take as many steps of the budget as the interpreter does. The frequent shapes have closures
/// of their own: a field of a variable, a comparison with a constant, membership in a list, `has`,
/// `all` and `exists` over lists, `?.` followed by `orValue`.
struct ClosureCompiler {
  /// What a node comes to.
  typealias Closure = @Sendable (Scope, inout EvaluationContext) -> Value
  /// What a node finds that is an optional, without the optional around it.
  typealias Finder = @Sendable (Scope, inout EvaluationContext) -> Lookup

  let code: Code
  let resources: Environment.SelectField

  static func compile(_ code: Code) -> Closure {
    ClosureCompiler(code: code, resources: code.environment.selectField).closure(code.root)
  }

  func closure(_ id: NodeID) -> Closure {
    switch code.operations[id.index] {
    case .constant(let index): constant(Int(index))
    case .variable(let slot): variable(Int(slot))
    case .undeclared(let index): undeclared(code.errors[Int(index)])
    case .select(let operand, let field): select(operand, Int(field))
    case .has(let operand, let field): has(operand, Int(field))
    case .index(let operand, let key): self.index(operand, key)
    case .selectOptional(let operand, let field): optional(find(Int(field), in: operand))
    case .indexOptional(let operand, let key): optional(find(key, at: operand))
    case .and(let run): logic(run, neutral: .true)
    case .or(let run): logic(run, neutral: .false)
    case .not(let operand): not(operand)
    case .negate(let operand): negate(operand)
    case .binary(let symbol, let left, let right): binary(symbol, left, right)
    case .conditional(let test, let first, let second): conditional(test, first, second)
    case .list(let run): list(run)
    case .map(let run): map(run)
    case .spread(let operand): step(closure(operand))
    case .call(let index, let run): call(code.functions[Int(index)], run)
    case .builtin(let builtin, let run): call(builtin, Array(code.operands[run.range]))
    case .textFunction(let function, let run): call(function, run)
    case .library(let index, let run): call(code.libraryFunctions[Int(index)], run)
    case .matches(let operand, let pattern): matches(operand, code.patterns[Int(pattern)])
    case .comprehension(let index): comprehension(code.comprehensions[Int(index)])
    case .bind(let slot, let value, let body): bind(Int(slot), value, body)
    case .mapOptional(let operand, let slot, let body): mapOptional(operand, Int(slot), body)
    case .flatMapOptional(let operand, let slot, let body): flatMap(operand, Int(slot), body)
    }
  }

  func node(_ id: NodeID) -> ClosureNode { ClosureNode(closure(id)) }

  /// One step, and nothing else.
  private func step(_ operand: @escaping Closure) -> Closure {
    { scope, context in context.step() ?? operand(scope, &context) }
  }

  private func constant(_ index: Int) -> Closure {
    { scope, context in context.step() ?? context.heap[scope.constants + index] }
  }

  private func variable(_ slot: Int) -> Closure {
    { scope, context in context.step() ?? context.frame[scope.frame + slot] }
  }

  private func undeclared(_ error: EvaluationError) -> Closure {
    { _, context in context.step() ?? context.error(error.code, error.detail) }
  }

  private func negate(_ operand: NodeID) -> Closure {
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      return context.negate(operand(scope, &context))
    }
  }

  private func matches(_ operand: NodeID, _ pattern: Pattern) -> Closure {
    let operand = closure(operand)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      return context.matches(operand(scope, &context), pattern)
    }
  }

  private func bind(_ slot: Int, _ value: NodeID, _ body: NodeID) -> Closure {
    let value = closure(value)
    let body = closure(body)
    return { scope, context in
      if let exhausted = context.step() { return exhausted }
      let value = value(scope, &context)
      context.frame[scope.frame + slot] = value
      return body(scope, &context)
    }
  }
}

// MARK: - Parts of nodes

extension ClosureCompiler {
  /// The slot that a node reads, if that is all it does.
  func variable(_ id: NodeID) -> Int? {
    if case .variable(let slot) = code.operations[id.index] { Int(slot) } else { nil }
  }

  /// The constant that a node is, as an index of the code's constants.
  func constant(_ id: NodeID) -> Int? {
    if case .constant(let index) = code.operations[id.index] { Int(index) } else { nil }
  }

  func isText(_ constant: Int) -> Bool {
    if case .string = code.constants[constant] { true } else { false }
  }
}
