package import Findings
package import Permissions
package import Syntax
import Values

/// Reads a policy document as it stands in a file, with nothing left to a deployment.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
package struct PolicyDocumentReader {
  /// Why IAM would refuse the document, and where.
  package struct Refusal: Error {
    package let reason: String
    package let node: NodeID
  }

  private let tree: SyntaxTree
  private let attachment: PolicyAttachment
  private let document: Int
  private var hasVariables = false

  /// The policy of a document.
  ///
  /// - Parameters:
  ///   - root: The node of the document.
  ///   - document: The caller's number of it. Origins are the number of the statement's node, and 1.
  package static func policy(
    at root: NodeID,
    of tree: SyntaxTree,
    attachedTo attachment: PolicyAttachment,
    document: Int
  ) throws(Refusal) -> Policy {
    var reader = PolicyDocumentReader(tree: tree, attachment: attachment, document: document)
    return try reader.policy(root)
  }

  private init(tree: SyntaxTree, attachment: PolicyAttachment, document: Int) {
    self.tree = tree
    self.attachment = attachment
    self.document = document
  }

  private mutating func policy(_ root: NodeID) throws(Refusal) -> Policy {
    let fields = try fields(of: root, ["Version", "Id", "Statement"], "a policy document")
    if let version = fields["Version"] {
      switch tree.text(of: version) {
      case "2012-10-17": hasVariables = true
      case "2008-10-17": break
      case let text: throw Refusal(reason: "'\(text)' is not a version of policies", node: version)
      }
    }
    guard let body = fields["Statement"] else {
      throw Refusal(reason: "the policy has no 'Statement'", node: root)
    }
    var statements: [Statement] = []
    for node in elements(of: body) { statements.append(try statement(node, statements.count)) }
    return Policy(statements)
  }

  private func statement(_ node: NodeID, _ index: Int) throws(Refusal) -> Statement {
    let names = [
      "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
      "NotResource", "Condition",
    ]
    let fields = try fields(of: node, names, "a statement")
    guard let word = fields["Effect"], let effect = Statement.Effect(rawValue: tree.text(of: word))
    else { throw Refusal(reason: "a statement has 'Effect': 'Allow' or 'Deny'", node: node) }
    guard let actions = try selection("Action", fields, at: node, variables: false) else {
      throw Refusal(reason: "the statement has no 'Action'", node: node)
    }
    let resources = try selection("Resource", fields, at: node, variables: hasVariables)
    if resources == nil, attachment == .identity {
      throw Refusal(reason: "the statement has no 'Resource'", node: node)
    }
    let scope = Scope(
      actions: actions,
      resources: resources,
      principals: try principals(fields, at: node),
      conditions: try conditions(fields)
    )
    let provenance = Statement.Provenance(
      document: document,
      index: index,
      sid: fields["Sid"].map(tree.text),
      origin: Origin(rawValue: UInt32(node.index + 1))
    )
    return Statement(effect, scope, provenance: provenance)
  }

  // MARK: - Elements

  /// The entries of a mapping that has no others than these.
  private func fields(
    of node: NodeID,
    _ names: [String],
    _ what: String
  ) throws(Refusal) -> [String: NodeID] {
    guard tree[tree.resolved(node)].kind == .mapping, tree.tag(of: node) == nil else {
      throw Refusal(reason: "\(what) is a mapping", node: node)
    }
    var fields: [String: NodeID] = [:]
    for (key, value) in tree.entries(of: node) {
      let name = tree.text(of: key)
      guard names.contains(name) else {
        throw Refusal(reason: "'\(name)' is no part of \(what)", node: key)
      }
      guard fields.updateValue(value, forKey: name) == nil else {
        throw Refusal(reason: "'\(name)' is there twice", node: key)
      }
    }
    return fields
  }

  /// The elements of a list, or what stands in its place.
  private func elements(of node: NodeID) -> [NodeID] {
    tree[tree.resolved(node)].kind == .sequence ? Array(tree.children(of: node)) : [node]
  }

  private func text(_ node: NodeID) throws(Refusal) -> String {
    let scalar = tree[tree.resolved(node)]
    guard scalar.kind == .scalar, scalar.type != .null, tree.tag(of: node) == nil else {
      throw Refusal(reason: "a text is wanted here", node: node)
    }
    return tree.text(of: node)
  }

  private func patterns(_ node: NodeID, variables: Bool) throws(Refusal) -> [Pattern] {
    var patterns: [Pattern] = []
    for element in elements(of: node) {
      patterns.append(Pattern(try text(element), variables: variables))
    }
    return patterns
  }

  /// An element or its opposite; nil where there is neither.
  private func selection(
    _ name: String,
    _ fields: [String: NodeID],
    at node: NodeID,
    variables: Bool
  ) throws(Refusal) -> Scope.Selection<Pattern>? {
    switch (fields[name], fields["Not" + name]) {
    case (nil, nil): return nil
    case (let only?, nil): return .only(try patterns(only, variables: variables))
    case (nil, let except?): return .except(try patterns(except, variables: variables))
    case (_?, _?):
      throw Refusal(reason: "a statement has '\(name)' or 'Not\(name)', not both", node: node)
    }
  }

  private func principals(
    _ fields: [String: NodeID],
    at node: NodeID
  ) throws(Refusal) -> Scope.Selection<PrincipalPattern>? {
    let only = fields["Principal"]
    let except = fields["NotPrincipal"]
    guard attachment == .resource else {
      guard let named = only ?? except else { return nil }
      throw Refusal(reason: "an identity policy names no principals", node: named)
    }
    switch (only, except) {
    case (let only?, nil): return .only(try principals(only))
    case (nil, let except?): return .except(try principals(except))
    case (nil, nil): throw Refusal(reason: "the statement has no 'Principal'", node: node)
    case (_?, _?):
      throw Refusal(reason: "a statement has 'Principal' or 'NotPrincipal', not both", node: node)
    }
  }

  private func principals(_ node: NodeID) throws(Refusal) -> [PrincipalPattern] {
    if tree.isText(node, "*") { return [.everyone] }
    let names = ["AWS", "Service", "Federated", "CanonicalUser"]
    var all: [PrincipalPattern] = []
    let fields = try fields(of: node, names, "'Principal'")
    for name in names {
      guard let listed = fields[name] else { continue }
      for pattern in try patterns(listed, variables: false) {
        switch name {
        case "AWS": all.append(.aws(pattern))
        case "Service": all.append(.service(pattern))
        case "Federated": all.append(.federated(pattern))
        default: all.append(.canonicalUser(pattern))
        }
      }
    }
    return all
  }

  private func conditions(_ fields: [String: NodeID]) throws(Refusal) -> [Condition] {
    guard let node = fields["Condition"] else { return [] }
    guard tree[tree.resolved(node)].kind == .mapping else {
      throw Refusal(reason: "'Condition' is a mapping", node: node)
    }
    var conditions: [Condition] = []
    for (key, keys) in tree.entries(of: node) {
      let word = tree.text(of: key)
      guard let name = ConditionOperator(word) else {
        throw Refusal(reason: "'\(word)' is no condition operator", node: key)
      }
      guard tree[tree.resolved(keys)].kind == .mapping else {
        throw Refusal(reason: "an operator has a mapping of condition keys", node: keys)
      }
      for (key, values) in tree.entries(of: keys) {
        let patterns = try patterns(values, variables: hasVariables)
        conditions.append(.test(name, ConditionKey(tree.text(of: key)), patterns))
      }
    }
    return conditions
  }
}
