import Values

/// What a context keeps of a program that it has evaluated.
///
/// A class, because a context keeps it without knowing what it is.
final class PreparedCode: Sendable {
  let code: Code
  /// Those of the code, which is not reached for at every evaluation.
  let variableCount: Int
  let frameSize: Int
  /// What the code comes to; nil as long as making it is not worth while.
  private let closure: ClosureCompiler.Closure?

  init(_ code: Code, _ closure: ClosureCompiler.Closure? = nil) {
    self.code = code
    self.closure = closure
    variableCount = code.variableCount
    frameSize = code.frameSize
  }

  /// The same with closures; nil where it has them.
  func compiled() -> PreparedCode? {
    closure == nil ? PreparedCode(code, ClosureCompiler.compile(code)) : nil
  }

  func evaluate(
    _ scope: Scope,
    _ context: inout EvaluationContext,
    by evaluator: Program.Evaluator
  ) -> Value {
    if evaluator == .closures, let closure { return closure(scope, &context) }
    return Interpreter(code: code, scope: scope).evaluate(code.root, &context)
  }
}
