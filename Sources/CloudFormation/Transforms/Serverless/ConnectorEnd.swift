import Syntax

/// A resource that a connector of the serverless application model connects.
struct ConnectorEnd {
  enum Side: String, Sendable {
    case source = "Source"
    case destination = "Destination"
  }

  /// `AWS::Lambda::Function`
  let type: String
  /// The logical id; nil for what is not in the template.
  let id: String?
  /// What is written of it: `Arn`, `RoleName`, `Qualifier` and so on.
  let written: [ServerlessResource.Property]
  /// The role that it has, by its logical id.
  let role: String?

  private func written(_ name: String) -> GeneratedNode? {
    written.first { $0.name == name }?.value
  }

  /// Nil where it is not known.
  var roleName: GeneratedNode? {
    written("RoleName") ?? role.map { .ref($0) }
  }

  /// What a profile calls so: `Arn`, `Name`, `ResourceId`, `Qualifier`.
  subscript(name: String) -> GeneratedNode? {
    if let value = written(name) { return value }
    if name == "Qualifier" { return .text("*") }
    guard let id else { return nil }
    switch name {
    case "Arn": return Self.refersByARN.contains(type) ? .ref(id) : .attribute("Arn", of: id)
    case "Name": return .attribute("Name", of: id)
    case "ResourceId":
      return type == "AWS::AppSync::GraphQLApi" ? .attribute("ApiId", of: id) : .ref(id)
    case "QueueUrl": return .ref(id)
    default: return nil
    }
  }

  /// The types whose `Ref` is the ARN.
  private static let refersByARN: Set<String> = [
    "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine",
  ]
}
