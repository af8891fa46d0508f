import Infrastructure
import Values

/// What a property takes, and which property it is.
struct Wanted: Sendable {
  /// Nil for a place that takes anything: policy documents and types without a declaration.
  let kind: PropertyKind?
  let declaration: PropertyDeclaration?
  /// The canonical name of the property.
  let name: String
  /// The type that has it, and for objects inside the type the properties on the way.
  let owner: String
  /// The key that was written for it.
  let key: Place

  init(
    _ declaration: PropertyDeclaration?,
    name: String,
    owner: String,
    key: Place
  ) {
    kind = declaration?.kind
    self.declaration = declaration
    self.name = name
    self.owner = owner
    self.key = key
  }

  private init(_ kind: PropertyKind?, inside wanted: Wanted) {
    self.kind = kind
    declaration = wanted.declaration
    name = wanted.name
    owner = wanted.owner
    key = wanted.key
  }

  /// What each element of a list, or value of a map, has to be.
  var element: Wanted {
    switch kind?.form {
    case .list(let element)?, .map(let element)?: Wanted(element, inside: self)
    case .string?, .integer?, .number?, .boolean?, .json?, .object?, nil: Wanted(nil, inside: self)
    }
  }

  /// The declaration of the object that it has to be.
  var shape: ShapeID? {
    guard case .object(let shape)? = kind?.form else { return nil }
    return shape
  }

  var isList: Bool {
    guard case .list? = kind?.form else { return false }
    return true
  }

  /// Whether a value that is known has another form than this: a text where an object belongs.
  func misfits(_ value: Value) -> Bool {
    switch kind?.form {
    case .object?, .map?: value.kind.isScalar || value.kind == .list
    case .list?: value.kind.isScalar || value.kind == .map
    case .string?, .integer?, .number?, .boolean?: value.kind == .list || value.kind == .map
    case .json?, nil: false
    }
  }

  /// The form, in words.
  var formWords: String {
    switch kind?.form {
    case .object?, .map?: "a mapping"
    case .list?: "a list"
    case .string?, .integer?, .number?, .boolean?, .json?, nil: "one value"
    }
  }

  /// What the objects inside belong to.
  var path: String { "\(owner).\(name)" }
}

extension Value.Kind {
  /// Whether a known value of this kind is neither a list nor a mapping.
  fileprivate var isScalar: Bool {
    switch self {
    case .bool, .int, .uint, .double, .string, .template, .reference: true
    case .null, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource,
      .error, .unknown, .choice:
      false
    }
  }
}
