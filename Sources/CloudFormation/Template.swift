package import Infrastructure
package import Syntax
import Values

/// A template of a run, and what the run gives it.
package struct Template: Sendable {
  package let tree: SyntaxTree
  /// The path that addresses begin with.
  package let path: String
  /// The values that this run gives to parameters; others have their allowed values, their default or
  /// are unknown.
  package let parameters: [String: String]
  /// What a description says of the template; the run's own values win.
  package let deployment: Deployment

  /// - Parameter tree: The template; ``isTemplate(_:)`` holds.
  package init(
    _ tree: SyntaxTree,
    path: String,
    parameters: [String: String] = [:],
    deployment: Deployment = Deployment()
  ) {
    self.tree = tree
    self.path = path
    self.parameters = parameters
    self.deployment = deployment
  }
}

/// One deployment of a template: by itself, or as the nested stack of another.
struct Stack {
  let template: Template
  /// The template after its transforms.
  let transformed: TransformedTemplate
  /// `main.yaml`, or `main.yaml/Network` for the nested stack `Network` of it.
  let name: String
  /// What the addresses of its resources begin with.
  let address: String
  /// The worlds in which the stack is created.
  let existence: GuardID
  /// The paths of the templates that it is nested in, from the inside out.
  let above: [String]
  /// Whether it is one of a stack set's, in an account and a region of its own.
  let isInstance: Bool

  init(
    template: Template,
    transformed: TransformedTemplate,
    name: String,
    existence: GuardID,
    above: [String] = [],
    isInstance: Bool = false
  ) {
    self.template = template
    self.transformed = transformed
    self.name = name
    address = "\(name)#"
    self.existence = existence
    self.above = above
    self.isInstance = isInstance
  }
}
