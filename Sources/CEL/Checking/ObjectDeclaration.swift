/// The fields of a type of the host's.
package struct ObjectDeclaration: Sendable {
  let names: [String]
  let field: @Sendable (String) -> FieldDeclaration?

  /// - Parameters:
  ///   - names: All fields, for suggestions.
  ///   - field: The field with a name.
  package init(names: [String], field: @escaping @Sendable (String) -> FieldDeclaration?) {
    self.names = names
    self.field = field
  }

  /// The fields in words, where they are few.
  var list: String? {
    (1...8).contains(names.count) ? "there are \(names.joined(separator: ", "))" : nil
  }

  package init(_ fields: [String: FieldDeclaration]) {
    self.init(names: fields.keys.sorted()) { fields[$0] }
  }
}
