/// What a run can give values to in a template: its parameters, and attributes of its resources, which
/// AWS makes up otherwise: `Lookup.SubnetId`.
package struct SettableNames: Sendable {
  package let parameters: [String]
  private let resources: Set<String>

  /// - Parameter resources: The logical ids of all resources.
  package init(parameters: [String], resources: Set<String>) {
    self.parameters = parameters
    self.resources = resources
  }

  /// Whether the template has the parameter, or the resource that stands before the first dot.
  package func contains(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return parameters.contains(name) }
    return resources.contains(String(name[..<dot]))
  }
}
