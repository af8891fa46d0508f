import Values

/// A type of the language as far as it is known before anything is evaluated.
package indirect enum StaticType: Hashable, Sendable {
  /// Anything: what is done with such a value is left to the evaluation.
  case dyn
  /// A string that is one of several: `isDeclared` if the host says so, and not a literal.
  case words(Set<String>, isDeclared: Bool)
  /// `int`, `list(int)`, `map(string, bool)`, `optional_type(dyn)`, `net.IP`, or a type of the host's.
  case named(String, [StaticType])
  /// A type that a declaration leaves open: a single capital letter.
  case parameter(String)
  /// A type that is still to be found out.
  case variable(Int)

  package static let null = StaticType.named("null_type", [])
  package static let bool = StaticType.named("bool", [])
  package static let int = StaticType.named("int", [])
  package static let uint = StaticType.named("uint", [])
  package static let double = StaticType.named("double", [])
  package static let string = StaticType.named("string", [])
  package static let bytes = StaticType.named("bytes", [])

  /// In a declaration, `typeName(T)` is a string that names the type `T`, if it is a literal.
  static let typeName = "typeName"

  package static func list(_ element: StaticType) -> StaticType { .named("list", [element]) }

  package static func map(_ key: StaticType, _ value: StaticType) -> StaticType {
    .named("map", [key, value])
  }

  package static func optional(_ value: StaticType) -> StaticType {
    .named("optional_type", [value])
  }

  static func type(_ type: StaticType) -> StaticType { .named("type", [type]) }

  /// A type as declarations write it: `map(string, list(int))`; nil for what is none.
  package init?(_ text: String) {
    guard let type = TypeNotation.type(text) else { return nil }
    self = type
  }

  /// True for types that null belongs to: those which are neither primitive nor a list, a map or a
  /// type. That is so for historical reasons, as the conformance suite says.
  var admitsNull: Bool {
    guard case .named(let name, _) = self else { return false }
    return !Self.withoutNull.contains(name)
  }

  /// True for types of the host's, whose fields may be declared.
  var hasFields: Bool {
    if case .words = self { return false }
    guard case .named(let name, _) = self else { return true }
    return Value.Kind(typeName: name) == nil && Value.Kind(qualifiedTypeName: name) == nil
  }

  private static let withoutNull: Set = [
    "bool", "int", "uint", "double", "string", "bytes", "list", "map", "type",
  ]
}

extension StaticType: CustomStringConvertible {
  /// The type as declarations write it.
  package var description: String {
    switch self {
    case .dyn: "dyn"
    case .words: "string"
    case .parameter(let name): name
    case .variable(let number): "_\(number)"
    case .named(let name, []): name
    case .named(let name, let arguments):
      "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
    }
  }
}
