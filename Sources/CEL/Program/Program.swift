package import Values

/// An expression that is ready to be evaluated, any number of times and on any thread.
package struct Program: Sendable {
  package let text: String
  private let source: CodeSource

  /// Compiles an expression; linear in its length.
  package init(compiling text: String, in environment: Environment) throws(ExpressionError) {
    self.text = text
    source = CodeSource(try Compiler.compile(text, in: environment))
  }

  /// An expression that is compiled when it is first needed.
  ///
  /// For texts that are known to compile, because they have been compiled in this environment before.
  package init(deferring text: String, in environment: Environment) {
    self.text = text
    source = CodeSource(text, environment)
  }

  var code: Code { source.code }

  /// Whether the expression names the variable with an index in the environment's list.
  package func reads(_ variable: Int) -> Bool {
    code.operations.contains { operation in
      if case .variable(let slot) = operation { Int(slot) == variable } else { false }
    }
  }

  /// The value of the expression; errors and unknowns are values.
  ///
  /// `variables` are in the order of the environment's. The result may be a choice that the world
  /// leaves open: a later expression that reads it may come to the same in every case, so it is not
  /// resolved here (``EvaluationContext/resolve(_:)`` does). It may point into the heap behind the
  /// mark that was there before the call. Functions of the host may evaluate programs in the same
  /// context.
  package func evaluate(_ variables: [Value], in context: inout EvaluationContext) -> Value {
    run(variables, in: &context) { interpreter, context in
      let root = interpreter.code.root
      let value = context.settled(interpreter.evaluate(root, &context))
      return context.steps < 0 ? context.exhausted() : value
    }
  }

  /// Why the expression is not `want`, as the places that were read.
  package func explain(
    _ variables: [Value],
    want: Bool,
    in context: inout EvaluationContext
  ) -> Blame {
    run(variables, in: &context) { interpreter, context in
      // Each level of the expression evaluates what is below it once more.
      context.steps = context.stepLimit * Parser.Limit.height
      let earlier = context.touched
      defer { context.restoreTouched(earlier) }
      let root = interpreter.code.root
      return Explanation(interpreter: interpreter).blame(root, want: want, &context)
    }
  }

  /// Lays out a frame and a budget; an evaluation inside of another one shares its budget.
  private func run<Result>(
    _ variables: [Value],
    in context: inout EvaluationContext,
    _ body: (Interpreter, inout EvaluationContext) -> Result
  ) -> Result {
    let code = code
    precondition(
      variables.count == code.variableCount,
      "a program is given a value for each variable of its environment"
    )
    let start = context.frame.count
    if context.depth == 0 { context.beginEvaluation() }
    context.depth += 1
    // A list may have room for doubt whether its element is there, a variable has not.
    for variable in variables { context.frame.append(variable.assumedPresent) }
    for _ in code.variableCount..<code.frameSize { context.frame.append(.null) }
    defer {
      context.frame.removeLast(context.frame.count - start)
      context.depth -= 1
    }
    let constants = code.constants(in: &context.heap)
    return body(Interpreter(code: code, constants: constants, frame: start), &context)
  }
}
