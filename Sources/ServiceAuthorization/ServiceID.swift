/// The number of a service: services are in the order of their prefixes.
package struct ServiceID: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}
