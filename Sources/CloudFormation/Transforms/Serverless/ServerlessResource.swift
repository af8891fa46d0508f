import Syntax

/// A resource of the serverless application model, with the global settings that hold for it.
struct ServerlessResource {
  typealias Property = (name: String, key: NodeID, value: GeneratedNode)

  let name: String
  /// The key that the resource stands behind.
  let key: NodeID
  /// `Function` for `AWS::Serverless::Function`.
  let kind: String
  let properties: [Property]
  /// What stands beside `Type` and `Properties`: conditions, dependencies and so on.
  let others: [Property]

  subscript(name: String) -> GeneratedNode? {
    properties.first { $0.name == name }?.value
  }

  /// The place of a property, or of the resource where it is missing.
  func place(of name: String) -> NodeID {
    properties.first { $0.name == name }?.key ?? key
  }

  /// The properties that stay as they are.
  func properties(besides names: Set<String>) -> [GeneratedNode.Entry] {
    properties.filter { !names.contains($0.name) }.map { (.node($0.key), $0.value) }
  }

  /// The condition that what comes with the resource has, too.
  var condition: GeneratedNode? { others.first { $0.name == "Condition" }?.value }
}

/// A resource of CloudFormation that a transform makes.
struct GeneratedResource {
  let name: String
  /// The key of the resource that it was made of.
  let key: NodeID
  let place: NodeID
  let body: GeneratedNode

  /// A resource that comes along with another one.
  init(
    _ name: String,
    _ type: String,
    _ properties: GeneratedNode,
    of resource: ServerlessResource,
    at place: NodeID? = nil
  ) {
    self.name = name
    key = resource.key
    self.place = place ?? resource.key
    body = .object(
      ["Type": .text(type), "Condition": resource.condition, "Properties": properties]
    )
  }

  /// The resource that stands for one of the serverless application model.
  init(
    _ resource: ServerlessResource,
    as type: String,
    _ properties: [GeneratedNode.Entry]
  ) {
    name = resource.name
    key = resource.key
    place = resource.key
    let others: [GeneratedNode.Entry] = resource.others.map {
      (.text($0.name), .placed($0.value, at: $0.key))
    }
    body = .map(
      [(.text("Type"), .text(type))] + others + [(.text("Properties"), .map(properties))]
    )
  }
}
