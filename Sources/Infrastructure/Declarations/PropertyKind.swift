/// What a property holds.
package struct PropertyKind: Hashable, BitwiseCopyable, Sendable {
  /// A kind taken apart by one step.
  package enum Form: Hashable, Sendable {
    case string, integer, number, boolean
    /// Anything: a policy document, a value that may be a string or an object.
    case json
    case object(ShapeID)
    case list(PropertyKind)
    /// An object with keys of the user's choice.
    case map(PropertyKind)
  }

  /// From the lowest bit: 4 for the innermost kind, 4 × 2 for lists (1) and maps (2) around it, the
  /// outermost first, 4 unused, 16 for the shape.
  let rawValue: UInt32

  package var form: Form {
    switch rawValue >> 4 & 3 {
    case 1: .list(inner)
    case 2: .map(inner)
    default: scalar
    }
  }

  /// The kind inside all lists and maps.
  package var innermost: PropertyKind {
    PropertyKind(rawValue: rawValue & 0xFFFF_000F)
  }

  private var inner: PropertyKind {
    let layers = rawValue >> 6 & 0x3F
    return PropertyKind(rawValue: rawValue & 0xFFFF_000F | layers << 4)
  }

  private var scalar: Form {
    switch rawValue & 0xF {
    case 1: .string
    case 2: .integer
    case 3: .number
    case 4: .boolean
    case 5: .object(ShapeID(rawValue: UInt16(rawValue >> 16)))
    default: .json
    }
  }
}
