import CEL
import Infrastructure
import SourceText

/// The types of resources and their properties in expressions, as AWS's schemas declare them.
///
/// A resource of type T is a `resource(T)`, its properties are an object `T`, and an object among them
/// has the shortest path to one of its shape for a name: `AWS::SageMaker::Model.VpcConfig`. Resources whose type is open are
/// `resource(dyn)`, with properties of which nothing is known.
struct PropertyTypes: Sendable {
  /// The declarations of the estate; types that they lack are those of AWS's other types.
  let declarations: Declarations
  /// The types that a rule matches: what only some of them have may be absent.
  let matched: [String]

  static let anyResource = StaticType.named("resource", [.dyn])

  /// The type of the resources of a type.
  func resource(ofType type: String) -> StaticType {
    .named("resource", [properties(ofType: type)])
  }

  /// The type of their properties; `dyn` where nothing is declared.
  func properties(ofType type: String) -> StaticType {
    declarations.holding(type) == nil ? .dyn : .named(type, [])
  }

  /// The fields of a type; nil where any can be read.
  func object(_ type: StaticType) -> ObjectDeclaration? {
    guard case .named(let name, let arguments) = type else { return nil }
    if name == "resource" {
      return ObjectDeclaration(Self.resourceFields(arguments.first ?? .dyn))
    }
    if let fact = Self.facts[name] { return fact }
    guard let shape = shape(ofObject: name) else { return nil }
    let names = shape.propertyNames
    guard !names.isEmpty else { return nil }
    return ObjectDeclaration(names: names.sorted()) {
      property($0, of: shape, at: name) ?? propertyOfOthers($0, besides: name)
    }
  }

  /// The fields of a resource with some type of properties.
  static func resourceFields(_ properties: StaticType) -> [String: FieldDeclaration] {
    [
      "id": FieldDeclaration(.string), "type": FieldDeclaration(.string),
      "address": FieldDeclaration(.string), "account": FieldDeclaration(.string),
      "environment": FieldDeclaration(.string), "props": FieldDeclaration(properties),
    ]
  }

  /// A property that another one of the matched types has.
  private func propertyOfOthers(_ name: String, besides type: String) -> FieldDeclaration? {
    guard matched.contains(type) else { return nil }
    for other in matched where other != type {
      guard let shape = shape(ofObject: other), let field = property(name, of: shape, at: other)
      else { continue }
      return FieldDeclaration(field.type, isOptional: true)
    }
    return nil
  }

  /// The fields of what functions make of policy documents.
  static let fields: [String: [String: FieldDeclaration]] = {
    let texts = FieldDeclaration(.list(.string))
    let principals = FieldDeclaration(.list(.named("principal", [])))
    return [
      "statement": [
        "sid": FieldDeclaration(.string, isOptional: true),
        "effect": FieldDeclaration(.words(["Allow", "Deny"], isDeclared: true)),
        "actions": texts, "notActions": texts, "resources": texts, "notResources": texts,
        "principals": principals, "notPrincipals": principals,
        "conditions": FieldDeclaration(.list(.named("condition", []))),
      ],
      "principal": ["type": FieldDeclaration(.string), "value": FieldDeclaration(.string)],
      "condition": [
        "operator": FieldDeclaration(.string), "key": FieldDeclaration(.string),
        "values": FieldDeclaration(.list(.dyn)),
      ],
    ]
  }()

  private static let facts = fields.mapValues { ObjectDeclaration($0) }

  /// The shape of an object, with the declarations that it is in.
  private struct DeclaredShape {
    let declarations: Declarations
    let id: ShapeID

    var propertyNames: [String] {
      declarations.properties(of: id).map { declarations.vocabulary.text(of: $0.name) }
    }

    func property(_ name: String) -> PropertyDeclaration? {
      declarations.property(declarations.vocabulary.name(name), in: id)
    }
  }

  /// The shape of an object by its path.
  private func shape(ofObject path: String) -> DeclaredShape? {
    let steps = path.split(separator: ".").map(String.init)
    guard let first = steps.first, let (declarations, type) = declarations.holding(first) else {
      return nil
    }
    var shape = DeclaredShape(declarations: declarations, id: declarations.shape(of: type))
    for step in steps.dropFirst() {
      guard let property = shape.property(step),
        case .object(let next) = property.kind.innermost.form
      else { return nil }
      shape = DeclaredShape(declarations: declarations, id: next)
    }
    return shape
  }

  private func property(
    _ name: String,
    of shape: DeclaredShape,
    at path: String
  ) -> FieldDeclaration? {
    guard let property = shape.property(name) else { return nil }
    let declarations = shape.declarations
    let hasDefault = declarations.defaults(of: shape.id).contains { $0.name == property.name }
    let words = declarations.enumeration(of: property)
    let text = words.isEmpty ? StaticType.string : .words(Set(words), isDeclared: true)
    return FieldDeclaration(
      type(property.kind, at: "\(path).\(name)", text: text),
      isOptional: !property.isRequired && !hasDefault
    )
  }

  /// Numbers that need not be whole are read as they are written, so that either type is possible.
  private func type(_ kind: PropertyKind, at path: String, text: StaticType) -> StaticType {
    switch kind.form {
    case .string: text
    case .integer: .int
    case .boolean: .bool
    case .number, .json: .dyn
    case .object(let shape): .named(self.path(to: shape, in: path), [])
    case .list(let element): .list(type(element, at: path, text: text))
    case .map(let value): .map(.string, type(value, at: path, text: text))
    }
  }

  /// The shortest path to an object of a shape in the type that a path begins with, so that equal
  /// objects have equal types; the first one by the order of declarations.
  private func path(to shape: ShapeID, in path: String) -> String {
    let name = path.split(separator: ".").first.map(String.init) ?? path
    guard let (declarations, type) = declarations.holding(name) else { return path }
    let root = declarations.shape(of: type)
    var seen: Set<ShapeID> = [root]
    var level = [(shape: root, path: name)]
    while !level.isEmpty {
      var next: [(shape: ShapeID, path: String)] = []
      for (outer, path) in level {
        for property in declarations.properties(of: outer) {
          guard case .object(let inner) = property.kind.innermost.form else { continue }
          let path = "\(path).\(declarations.vocabulary.text(of: property.name))"
          if inner == shape { return path }
          if seen.insert(inner).inserted { next.append((inner, path)) }
        }
      }
      level = next
    }
    return path
  }
}
