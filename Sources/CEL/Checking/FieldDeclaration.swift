/// A field of an object.
package struct FieldDeclaration: Hashable, Sendable {
  package let type: StaticType
  /// The object may be without it: to read it then is an error.
  package let isOptional: Bool

  package init(_ type: StaticType, isOptional: Bool = false) {
    self.type = type
    self.isOptional = isOptional
  }
}
