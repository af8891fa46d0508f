package import Infrastructure
import SourceText

/// How AWS's properties are written in descriptions, for whoever edits one.
package struct PropertySpelling: Sendable {
  private let declarations: Declarations

  package init(_ declarations: Declarations) {
    self.declarations = declarations
  }

  /// Whether a key says a property of an object, and nothing else.
  ///
  /// - Parameters:
  ///   - shape: The object's; nil where nothing is declared of it.
  ///   - owner: The type, and for objects inside it the properties on the way, with dots.
  ///   - type: The resource type.
  package func means(
    _ key: String,
    _ property: String,
    in shape: ShapeID?,
    owner: String,
    type: String
  ) -> Bool {
    switch ShortForms.form(key, of: owner) {
    case .property(let path)?: path == [property]
    case .publicAccessBlock?: property == "PublicAccessBlockConfiguration"
    case nil: PropertyKeys.name(of: key, in: shape, type: type, declarations) == property
    case _?: false
    }
  }

  /// The key to write for a property.
  package func key(for property: String) -> String {
    TypeWords.camelCase(property)
  }
}
