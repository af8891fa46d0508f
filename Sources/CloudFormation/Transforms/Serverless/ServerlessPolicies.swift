import Infrastructure
import SourceText
import Syntax

/// The policy templates of the serverless application model.
///
/// Source: the package aws-sam-translator, through `schemas/serverless.py`.
struct ServerlessPolicies: Sendable {
  static let shared = ServerlessPolicies()

  /// A statement, in whose texts `${Parameter}` stands for what the user gives.
  struct Statement: Sendable {
    let actions: [String]
    let resources: [String]
    /// By operator and key.
    let conditions: [(operator: String, key: String, value: String)]

    func node(with values: [ServerlessResource.Property]) -> GeneratedNode {
      let conditions = conditions.map { condition in
        (
          key: GeneratedNode.Key.text(condition.operator),
          value: GeneratedNode.map([
            (.text(condition.key), Self.filled(condition.value, values))
          ])
        )
      }
      return .object([
        "Effect": .text("Allow"), "Action": .list(actions.map { .text($0) }),
        "Resource": .list(resources.map { Self.filled($0, values) }),
        "Condition": conditions.isEmpty ? nil : .map(conditions),
      ])
    }

    private static func filled(
      _ text: String,
      _ values: [ServerlessResource.Property]
    ) -> GeneratedNode {
      guard text.contains("${") else { return .text(text) }
      let used = values.filter { text.contains("${\($0.name)}") }
      guard !used.isEmpty else { return .substitution(text) }
      if used.count == 1, text == "${\(used[0].name)}" { return used[0].value }
      let variables = used.map { (key: GeneratedNode.Key.text($0.name), value: $0.value) }
      return .object(["Fn::Sub": .list([.text(text), .map(variables)])])
    }
  }

  private let statements: [String: [Statement]]

  var names: [String] { statements.keys.sorted() }

  subscript(name: String) -> [Statement]? { statements[name] }

  private init() {
    var read: [String: [Statement]] = [:]
    let parsed = parseText(
      Array(Declarations.serverlessPolicies),
      placed: .from(0),
      id: SourceID(0),
      vocabulary: Declarations.builtIn.vocabulary
    )
    if let tree = parsed.tree, let root = tree.root {
      for (key, list) in tree.entries(of: root) {
        read[tree.text(of: key)] = tree.children(of: list).map { Self.statement($0, tree) }
      }
    }
    statements = read
  }

  private static func statement(_ id: NodeID, _ tree: SyntaxTree) -> Statement {
    func texts(_ key: String) -> [String] {
      tree.value(of: key, in: id).map { tree.children(of: $0).map { tree.text(of: $0) } } ?? []
    }
    var conditions: [(operator: String, key: String, value: String)] = []
    if let block = tree.value(of: "Condition", in: id) {
      for (name, keys) in tree.entries(of: block) {
        for (key, value) in tree.entries(of: keys) {
          conditions.append((tree.text(of: name), tree.text(of: key), tree.text(of: value)))
        }
      }
    }
    return Statement(
      actions: texts("Action"),
      resources: texts("Resource"),
      conditions: conditions
    )
  }
}
