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
  /// What is declared about types; nil leaves all of them to the evaluation.
  package let declarations: TypeDeclarations?
  package let selectField: SelectField

  package init(
    variables: [String],
    functions: [Function],
    vocabulary: Vocabulary,
    container: String = "",
    rejectsUndeclared: Bool = true,
    declarations: TypeDeclarations? = nil,
    selectField: @escaping SelectField = { _, _, _, _ in nil }
  ) {
    self.variables = variables
    self.functions = functions
    self.vocabulary = vocabulary
    self.container = container
    self.rejectsUndeclared = rejectsUndeclared
    self.declarations = declarations
    self.selectField = selectField
  }
}

// MARK: - Names

extension Environment {
  /// A name as it may be meant: in the container, in what is around it, as it stands.
  func candidates(_ name: String, isAbsolute: Bool) -> [String] {
    guard !isAbsolute, !container.isEmpty else { return [name] }
    var prefix = container[...]
    var candidates = ["\(prefix).\(name)"]
    while let dot = prefix.lastIndex(of: ".") {
      prefix = prefix[..<dot]
      candidates.append("\(prefix).\(name)")
    }
    return candidates + [name]
  }

  /// The index of the variable that a name means.
  func variable(_ name: String, isAbsolute: Bool) -> Int? {
    for candidate in candidates(name, isAbsolute: isAbsolute) {
      if let slot = variables.firstIndex(of: candidate) { return slot }
    }
    return nil
  }
}
