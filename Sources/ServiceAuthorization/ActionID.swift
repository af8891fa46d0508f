/// The number of an action: actions are in the order of their services, and of their names in lower
/// case within one, so that the actions of a service, and those that begin alike, are ranges.
package struct ActionID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}
