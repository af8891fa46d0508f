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

  /// The type of an expression as far as the environment's declarations tell it, with `dyn` for what is
  /// open.
  package static func type(
    of text: String,
    in environment: Environment
  ) throws(ExpressionError) -> StaticType {
    _ = try Compiler.compile(text, in: environment)
    let (tree, root) = try Parser.parse(text)
    return try Checker.type(tree, root, in: environment)
  }

  /// What is there for certain where an expression is true; nothing where it is no expression.
  package static func presence(where text: String, in environment: Environment) -> Presence {
    guard let (tree, root) = try? Parser.parse(text) else { return Presence() }
    return Checker.presence(where: root, of: tree, in: environment)
  }

  /// Whether the expression names the variable with an index in the environment's list.
  package func reads(_ variable: Int) -> Bool {
    code.operations.contains { operation in
      if case .variable(let slot) = operation { Int(slot) == variable } else { false }
    }
  }

  /// The two ways to evaluate an expression, which come to the same.
  package enum Evaluator: CaseIterable, Sendable {
    /// Needs nothing beforehand, and can be asked about parts of an expression.
    case interpreter
    /// Some four times as fast, once the closures are made.
    case closures

    /// After how many evaluations in one context it is worth while to make the closures: they cost
    /// about as much as that many evaluations.
    fileprivate static let worthwhileUses = 12
  }

  /// The value of the expression; errors and unknowns are values.
  ///
  /// `variables` are in the order of the environment's. The result may be a choice that the world
  /// leaves open: a later expression that reads it may come to the same in every case, so it is not
  /// resolved here (``EvaluationContext/resolve(_:)`` does). It may point into the heap behind the
  /// mark that was there before the call. Functions of the host may evaluate programs in the same
  /// context.
  ///
  /// - Parameter evaluator: The way to evaluate it; if nil, whichever is faster, by how often it was
  ///   evaluated in this context.
  package func evaluate(
    _ variables: [Value],
    in context: inout EvaluationContext,
    by evaluator: Evaluator? = nil
  ) -> Value {
    run(variables, in: &context) { prepared, scope, uses, context in
      let evaluator =
        evaluator ?? (uses > Evaluator.worthwhileUses ? .closures : .interpreter)
      let result: Value
      if evaluator == .closures, let compiled = prepared.compiled() {
        context.heap.keep(compiled, for: source)
        result = compiled.evaluate(scope, &context, by: evaluator)
      } else {
        result = prepared.evaluate(scope, &context, by: evaluator)
      }
      let value = context.settled(result)
      return context.steps < 0 ? context.exhausted() : value
    }
  }

  /// Why the expression is not `want`, as the places that were read.
  package func explain(
    _ variables: [Value],
    want: Bool,
    in context: inout EvaluationContext
  ) -> Blame {
    run(variables, in: &context) { prepared, scope, _, context in
      let code = prepared.code
      // Each level of the expression evaluates what is below it once more.
      context.steps = context.stepLimit * Parser.Limit.height
      let earlier = context.touched
      defer { context.restoreTouched(earlier) }
      let interpreter = Interpreter(code: code, scope: scope)
      return Explanation(interpreter: interpreter).blame(code.root, want: want, &context)
    }
  }

  /// Lays out a frame and a budget; an evaluation inside of another one shares its budget.
  @inline(__always)
  private func run<Result>(
    _ variables: [Value],
    in context: inout EvaluationContext,
    _ body: (PreparedCode, Scope, _ uses: Int, inout EvaluationContext) -> Result
  ) -> Result {
    let pin = context.heap.pinned(for: source) { heap in
      let code = source.code
      return (code.constants(in: &heap), PreparedCode(code))
    }
    guard let prepared = pin.companion as? PreparedCode else {
      preconditionFailure("nothing else is kept for the source of a program")
    }
    precondition(
      variables.count == prepared.variableCount,
      "a program is given a value for each variable of its environment"
    )
    let start = context.beginEvaluation(variables, size: prepared.frameSize)
    defer { context.endEvaluation(start) }
    return body(prepared, Scope(constants: pin.position, frame: start), pin.uses, &context)
  }
}
