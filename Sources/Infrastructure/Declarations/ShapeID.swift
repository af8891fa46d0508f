/// A declared object: the properties of a resource type, or of an object inside one.
///
/// Equal objects of different types have the same id.
package struct ShapeID: Hashable, BitwiseCopyable, Sendable {
  package let rawValue: UInt16
}
