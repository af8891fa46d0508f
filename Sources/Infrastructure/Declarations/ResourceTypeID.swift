/// A declared resource type; the ids follow the order of the type names.
package struct ResourceTypeID: Hashable, Comparable, BitwiseCopyable, Sendable {
  package let rawValue: UInt16

  package static func < (left: ResourceTypeID, right: ResourceTypeID) -> Bool {
    left.rawValue < right.rawValue
  }
}
