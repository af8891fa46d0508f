/// What a host declares about types: expressions in such an environment are checked when they are
/// compiled.
package struct TypeDeclarations: Sendable {
  /// The types of variables; others are `dyn`.
  package let variables: [String: StaticType]
  /// The fields of the host's own types, by the type's name; of types that are not listed, any field
  /// can be read.
  package let fields: [String: [String: StaticType]]

  package init(
    variables: [String: StaticType] = [:],
    fields: [String: [String: StaticType]] = [:]
  ) {
    self.variables = variables
    self.fields = fields
  }
}
