package import Infrastructure
package import Values

/// What an element of the model was read from: a resource, and the token that decides.
package struct Provenance: Hashable, Sendable {
  package let resource: ResourceID?
  package let origin: Origin

  package init(_ resource: ResourceID?, _ origin: Origin = .none) {
    self.resource = resource
    self.origin = origin
  }

  package static let none = Provenance(nil)
}
