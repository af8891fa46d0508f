package import Values

/// An expression that is ready to be evaluated, any number of times and on any thread.
package struct Program: Sendable {
  package let text: String

  /// Compiles an expression; linear in its length.
  package init(compiling text: String, in environment: Environment) throws(ExpressionError) {
    self.text = text
  }

  /// The value of the expression; errors and unknowns are values.
  ///
  /// `variables` are in the order of the environment's. The result may point into `context.heap`
  /// behind the mark that was there before the call.
  package func evaluate(_ variables: [Value], in context: inout EvaluationContext) -> Value {
    context.heap.error(.noSuchOverload)
  }

  /// Why the expression is not `want`, as the places that were read.
  package func explain(
    _ variables: [Value],
    want: Bool,
    in context: inout EvaluationContext
  ) -> Blame {
    .all([])
  }
}
