package import SourceText
package import Values

/// What an expression may name.
package struct Environment: Sendable {
  /// Reads a field of a `.resource` value; nil where there is no such field.
  package typealias SelectField =
    @Sendable (
      _ resource: Value, _ field: Name, _ text: String, _ context: inout EvaluationContext
    ) -> Value?

  /// Names with dots are allowed. A program takes the values of its variables in this order.
  package let variables: [String]
  package let functions: [Function]
  package let vocabulary: Vocabulary
  /// The namespace in which names are looked up first: `com.example`.
  package let container: String
  /// Names that nothing declares are errors of the program, not of the evaluation.
  ///
  /// The language leaves the choice to its host; false gives what it calls parse-only evaluation.
  package let rejectsUndeclared: Bool
  package let selectField: SelectField

  package init(
    variables: [String],
    functions: [Function],
    vocabulary: Vocabulary,
    container: String = "",
    rejectsUndeclared: Bool = true,
    selectField: @escaping SelectField = { _, _, _, _ in nil }
  ) {
    self.variables = variables
    self.functions = functions
    self.vocabulary = vocabulary
    self.container = container
    self.rejectsUndeclared = rejectsUndeclared
    self.selectField = selectField
  }
}
