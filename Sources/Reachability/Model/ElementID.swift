/// The index of an element in the list of its kind in a ``NetworkModel``.
package struct ElementID<Element>: Hashable, Comparable, Sendable {
  package let index: Int

  package init(_ index: Int) {
    self.index = index
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.index < right.index
  }
}
