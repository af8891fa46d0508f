import Infrastructure

/// The type that a place wants its value in.
indirect enum Expectation {
  case text, boolean, integer, number
  case object(ShapeID)
  /// A list whose elements, or a map whose values, are wanted like this.
  case list(Expectation), map(Expectation)
  /// Whatever the scalar looks like: policy documents and undeclared types.
  case anything

  init(_ kind: PropertyKind) {
    switch kind.form {
    case .string: self = .text
    case .boolean: self = .boolean
    case .integer: self = .integer
    case .number: self = .number
    case .json: self = .anything
    case .object(let shape): self = .object(shape)
    case .list(let element): self = .list(Expectation(element))
    case .map(let element): self = .map(Expectation(element))
    }
  }

  /// The declaration of the object that is wanted.
  var shape: ShapeID? {
    guard case .object(let shape) = self else { return nil }
    return shape
  }

  /// What elements of a list, or values of a map, are wanted as.
  var element: Expectation {
    switch self {
    case .list(let element), .map(let element): element
    case .text, .boolean, .integer, .number, .object, .anything: .anything
    }
  }

  /// Whether a text that could not be read as a number or boolean is out of place.
  var wantsOtherThanText: Bool {
    switch self {
    case .boolean, .integer, .number: true
    case .text, .object, .list, .map, .anything: false
    }
  }
}
