package import Permissions
package import Values

/// A sentence about a request, with the place that it is about.
package struct AccessStep: Hashable, Sendable {
  package let text: String
  /// The kind of policies that it is about.
  package let layer: Layer.Kind?
  package let origin: Origin
  /// The address of the resource that holds the policy.
  package let resource: String?
  /// What somebody can do about it; empty where nothing can be done.
  package let settle: String

  init(
    _ text: String,
    layer: Layer.Kind? = nil,
    at origin: Origin = .none,
    resource: String? = nil,
    settle: String = ""
  ) {
    self.text = text
    self.layer = layer
    self.origin = origin
    self.resource = resource
    self.settle = settle
  }
}
