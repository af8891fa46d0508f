import Findings
import Syntax

/// What the role of a function or a state machine may do.
struct RolePolicies {
  var managed: [GeneratedNode] = []
  var inline: [GeneratedNode] = []
}

extension ServerlessTransform {
  /// A managed policy of AWS, by its name with its path.
  static func managed(_ name: String) -> GeneratedNode {
    .substitution("arn:${AWS::Partition}:iam::aws:policy/\(name)")
  }

  static func document(_ statements: GeneratedNode) -> GeneratedNode {
    .object(["Version": .text("2012-10-17"), "Statement": statements])
  }

  static func trust(service: String) -> GeneratedNode {
    document(
      .list([
        .object([
          "Action": .list([.text("sts:AssumeRole")]), "Effect": .text("Allow"),
          "Principal": .object(["Service": .list([.text(service)])]),
        ])
      ])
    )
  }

  mutating func appendRole(
    _ name: String,
    _ trust: GeneratedNode,
    _ policies: RolePolicies,
    of resource: ServerlessResource
  ) {
    let properties = GeneratedNode.object([
      "AssumeRolePolicyDocument": trust,
      "ManagedPolicyArns": .list(policies.managed),
      "Policies": policies.inline.isEmpty ? nil : .list(policies.inline),
      "PermissionsBoundary": resource["PermissionsBoundary"],
      "Path": resource["RolePath"],
    ])
    generated.append(
      GeneratedResource(
        name,
        "AWS::IAM::Role",
        properties,
        of: resource,
        at: resource.place(of: "Policies")
      )
    )
  }

  /// Sorts the entries of `Policies` into managed and inline ones.
  mutating func addPolicies(of resource: ServerlessResource, to policies: inout RolePolicies) {
    guard let value = resource["Policies"] else { return }
    for (index, element) in elements(of: value).enumerated() {
      let name = "\(resource.name)RolePolicy\(index)"
      guard case .node(let id) = element, let policy = policy(tree.resolved(id), named: name) else {
        // What is not understood may grant anything.
        policies.inline.append(.placed(.unknown, at: resource.place(of: "Policies")))
        continue
      }
      switch policy {
      case .managed(let policy): policies.managed.append(policy)
      case .inline(let policy): policies.inline.append(policy)
      }
    }
  }

  private enum Policy {
    case managed(GeneratedNode)
    case inline(GeneratedNode)
  }

  private mutating func policy(_ id: NodeID, named name: String) -> Policy? {
    if let branches = branches(of: id) { return conditional(id, branches, named: name) }
    if isFunction(id) { return .managed(.node(id)) }
    switch tree[id].kind {
    case .scalar:
      let text = tree.text(of: id)
      guard !text.hasPrefix("arn:") else { return .managed(.node(id)) }
      let path = Self.executionRoles.contains(text) ? "service-role/\(text)" : text
      return .managed(.placed(Self.managed(path), at: id))
    case .mapping:
      if tree.value(of: "Statement", in: id) != nil {
        return .inline(
          .placed(.object(["PolicyName": .text(name), "PolicyDocument": .node(id)]), at: id)
        )
      }
      return template(id, named: name)
    case .sequence, .alias:
      return nil
    }
  }

  /// Managed policies that are known by their name alone, and have a path.
  private static let executionRoles: Set<String> = [
    "AWSLambdaBasicExecutionRole", "AWSLambdaDynamoDBExecutionRole",
    "AWSLambdaENIManagementAccess", "AWSLambdaKinesisExecutionRole", "AWSLambdaMSKExecutionRole",
    "AWSLambdaRole", "AWSLambdaSQSQueueExecutionRole", "AWSLambdaVPCAccessExecutionRole",
  ]

  /// The operands of `Fn::If`.
  private func branches(of id: NodeID) -> [NodeID]? {
    var list = id
    if tree.tag(of: id) != "!If" {
      guard tree[id].kind == .mapping, tree.count(of: id) == 1,
        let value = tree.value(of: "Fn::If", in: id)
      else { return nil }
      list = tree.resolved(value)
    }
    guard tree[list].kind == .sequence, tree.count(of: list) == 3 else { return nil }
    return tree.children(of: list).map { tree.resolved($0) }
  }

  /// A policy that a condition decides on: both branches are of one kind, or nothing at all.
  private mutating func conditional(
    _ id: NodeID,
    _ branches: [NodeID],
    named name: String
  ) -> Policy? {
    var isInline = false
    var parts: [GeneratedNode] = [.node(branches[0])]
    for branch in branches.dropFirst() {
      if isNoValue(branch) {
        parts.append(.node(branch))
        continue
      }
      switch policy(branch, named: name) {
      case .managed(let policy)?:
        parts.append(policy)
      case .inline(let policy)?:
        isInline = true
        parts.append(policy)
      case nil:
        return nil
      }
    }
    let choice = GeneratedNode.placed(.object(["Fn::If": .list(parts)]), at: id)
    return isInline ? .inline(choice) : .managed(choice)
  }

  private func isNoValue(_ id: NodeID) -> Bool {
    if tree[id].kind == .scalar {
      return tree.tag(of: id) == "!Ref" && tree.isText(id, "AWS::NoValue")
    }
    guard tree[id].kind == .mapping, let name = tree.value(of: "Ref", in: id) else { return false }
    return tree.isText(name, "AWS::NoValue")
  }

  /// A policy template: `S3ReadPolicy: {BucketName: !Ref Bucket}`.
  private mutating func template(_ id: NodeID, named name: String) -> Policy? {
    guard tree.count(of: id) == 1 else { return nil }
    let key = NodeID(id.index + 1)
    let text = tree.text(of: key)
    guard let statements = ServerlessPolicies.shared[text] else {
      let fact = "there is no policy template '\(text)'"
      let help = Suggestion.closest(to: text, among: ServerlessPolicies.shared.names)
        .map { "did you mean '\($0)'?" }
      diagnostics.append(
        Diagnostic(.warning, "unknown-policy-template", fact, at: tree.span(of: key), help: help)
      )
      return .inline(.placed(.unknown, at: id))
    }
    let values = entries(of: .node(NodeID(key.index + 1)))
    let document = Self.document(.list(statements.map { $0.node(with: values) }))
    return .inline(
      .placed(.object(["PolicyName": .text(name), "PolicyDocument": document]), at: id)
    )
  }
}
