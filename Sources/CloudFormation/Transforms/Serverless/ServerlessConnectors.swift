import Infrastructure
import SourceText
import Syntax

/// What connectors of the serverless application model grant, by the types that they connect.
///
/// Source: the package aws-sam-translator, through `schemas/serverless.py`.
struct ServerlessConnectors: Sendable {
  static let shared = ServerlessConnectors()

  /// What one kind of connection comes to.
  struct Profile: Sendable {
    enum Form: String, Sendable {
      case managedPolicy = "AWS_IAM_ROLE_MANAGED_POLICY"
      case queuePolicy = "AWS_SQS_QUEUE_POLICY"
      case topicPolicy = "AWS_SNS_TOPIC_POLICY"
      case permission = "AWS_LAMBDA_PERMISSION"
    }

    let form: Form
    /// Whose role a managed policy is for.
    let role: ConnectorEnd.Side
    /// By `Read` and `Write`; what `%{Source.Arn}` stands for is filled in.
    let grants: [(category: String, grant: NodeID)]
  }

  private let tree: SyntaxTree?
  private var profiles: [String: Profile] = [:]

  func profile(from source: String, to destination: String) -> Profile? {
    profiles["\(source) \(destination)"]
  }

  private init() {
    let parsed = parseText(
      Array(Declarations.serverlessConnectors),
      placed: .from(0),
      id: SourceID(0),
      vocabulary: Declarations.builtIn.vocabulary
    )
    tree = parsed.tree
    guard let tree, let root = tree.root else { return }
    for (key, value) in tree.entries(of: root) {
      guard let form = tree.value(of: "Form", in: value).map({ tree.text(of: $0) }),
        let form = Profile.Form(rawValue: form),
        let grants = tree.value(of: "Grants", in: value)
      else { continue }
      let role = tree.value(of: "Role", in: value).map { tree.text(of: $0) }
      profiles[tree.text(of: key)] = Profile(
        form: form,
        role: role == "Source" ? .source : .destination,
        grants: tree.entries(of: grants).map { (tree.text(of: $0.key), $0.value) }
      )
    }
  }

  /// A part of a profile with what its texts name; nil where something that they name is not known.
  func node(_ id: NodeID, filling fill: (String) -> GeneratedNode?) -> GeneratedNode? {
    guard let tree else { return nil }
    switch tree[id].kind {
    case .scalar, .alias:
      return Self.text(tree.text(of: id), fill)
    case .sequence:
      var elements: [GeneratedNode] = []
      for child in tree.children(of: id) {
        guard let element = node(child, filling: fill) else { return nil }
        elements.append(element)
      }
      return .list(elements)
    case .mapping:
      var entries: [GeneratedNode.Entry] = []
      for (key, value) in tree.entries(of: id) {
        guard let value = node(value, filling: fill) else { return nil }
        entries.append((.text(tree.text(of: key)), value))
      }
      return .map(entries)
    }
  }

  /// `%{Source.Arn}/*` with what it names in its place.
  private static func text(_ text: String, _ fill: (String) -> GeneratedNode?) -> GeneratedNode? {
    guard text.contains("%{") else {
      return text.contains("${") ? .substitution(text) : .text(text)
    }
    var template = ""
    var variables: [GeneratedNode.Entry] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "%{"),
      let end = rest[start.upperBound...].firstIndex(of: "}")
    {
      let name = String(rest[start.upperBound..<end])
      guard let value = fill(name) else { return nil }
      if start.lowerBound == text.startIndex, rest.index(after: end) == text.endIndex {
        return value
      }
      let variable = name.filter { $0 != "." }
      template += rest[..<start.lowerBound] + "${\(variable)}"
      variables.append((.text(variable), value))
      rest = rest[rest.index(after: end)...]
    }
    return .object(["Fn::Sub": .list([.text(template + rest), .map(variables)])])
  }
}
