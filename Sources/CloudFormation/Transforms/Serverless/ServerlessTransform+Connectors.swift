import Findings
import Infrastructure
import Syntax

/// Connectors, which grant what one resource needs of another.
///
/// Source: AWS SAM Developer Guide, "Managing resource permissions with AWS SAM connectors" and "AWS SAM
/// connector reference".
extension ServerlessTransform {
  /// What a resource is after the transform, by its kind.
  private static let types = [
    "Api": "AWS::ApiGateway::RestApi", "Function": "AWS::Lambda::Function",
    "HttpApi": "AWS::ApiGatewayV2::Api", "SimpleTable": "AWS::DynamoDB::Table",
    "StateMachine": "AWS::StepFunctions::StateMachine",
  ]

  /// The properties that hold a role, by type.
  private static let roles = [
    "AWS::AppSync::DataSource": "ServiceRoleArn", "AWS::Lambda::Function": "Role",
    "AWS::StepFunctions::StateMachine": "RoleArn",
  ]

  /// Adds what a connector makes; false where it is not known.
  mutating func generateConnector(_ connector: ServerlessResource, from host: String? = nil) -> Bool
  {
    var source = entries(of: connector[host == nil ? "Source" : "SourceReference"])
    if let host { source.append(("Id", connector.key, .text(host))) }
    guard let source = end(source), let written = connector["Destination"],
      let permissions = connector["Permissions"]
    else { return false }
    let categories = elements(of: permissions).map { text(of: $0) }
    let destinations = elements(of: written)
    let isList = destinations.count != 1 || isSequence(written)
    var made: [GeneratedResource] = []
    for (index, destination) in destinations.enumerated() {
      guard let destination = end(entries(of: destination)),
        let profile = ServerlessConnectors.shared.profile(from: source.type, to: destination.type)
      else { return false }
      let suffix = isList ? "Destination\(index)" : ""
      let ends: [ConnectorEnd.Side: ConnectorEnd] = [.source: source, .destination: destination]
      let grants = profile.grants.filter { categories.contains($0.category) }
      guard grants.count == Set(categories).count,
        let resources = resources(of: profile, grants, ends, connector, suffix)
      else { return false }
      made += resources
    }
    generated += made
    return true
  }

  private func isSequence(_ node: GeneratedNode) -> Bool {
    guard case .node(let id) = node else { return false }
    return tree[tree.resolved(id)].kind == .sequence
  }

  private func resources(
    of profile: ServerlessConnectors.Profile,
    _ grants: [(category: String, grant: NodeID)],
    _ ends: [ConnectorEnd.Side: ConnectorEnd],
    _ connector: ServerlessResource,
    _ suffix: String
  ) -> [GeneratedResource]? {
    var nodes: [(category: String, node: GeneratedNode)] = []
    for (category, grant) in grants {
      let filled = ServerlessConnectors.shared.node(grant) { name in
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2, let side = ConnectorEnd.Side(rawValue: parts[0]) else { return nil }
        return ends[side]?[parts[1]]
      }
      guard let filled else { return nil }
      nodes.append((category, filled))
    }
    let document = Self.document(.list(nodes.flatMap { elements(of: $0.node) }))
    func policy(_ name: String, _ type: String, _ list: String, _ of: GeneratedNode?)
      -> [GeneratedResource]?
    {
      guard let of else { return nil }
      let properties = GeneratedNode.object(["PolicyDocument": document, list: .list([of])])
      return [GeneratedResource(connector.name + name + suffix, type, properties, of: connector)]
    }
    switch profile.form {
    case .managedPolicy:
      return policy("Policy", "AWS::IAM::ManagedPolicy", "Roles", ends[profile.role]?.roleName)
    case .queuePolicy:
      let queue = ends[.destination]?["QueueUrl"]
      return policy("QueuePolicy", "AWS::SQS::QueuePolicy", "Queues", queue)
    case .topicPolicy:
      let topic = ends[.destination]?["Arn"]
      return policy("TopicPolicy", "AWS::SNS::TopicPolicy", "Topics", topic)
    case .permission:
      guard let function = ends[.destination]?["Arn"] else { return nil }
      return nodes.map { category, node in
        var properties: [GeneratedNode.Entry] = [(.text("FunctionName"), function)]
        if case .map(let entries) = node { properties += entries }
        let name = "\(connector.name)\(category)LambdaPermission\(suffix)"
        return GeneratedResource(name, "AWS::Lambda::Permission", .map(properties), of: connector)
      }
    }
  }

  /// What a connector connects; nil where its type is not known.
  private func end(_ entries: [ServerlessResource.Property]) -> ConnectorEnd? {
    func written(_ name: String) -> GeneratedNode? { entries.first { $0.name == name }?.value }
    if let value = written("Id") {
      guard let id = text(of: value), let body = body(of: id),
        let type = tree.value(of: .type, in: body).map({ tree.text(of: $0) })
      else { return nil }
      let kind = type.hasPrefix(Self.prefix) ? String(type.dropFirst(Self.prefix.count)) : nil
      guard let kind else {
        return ConnectorEnd(type: type, id: id, written: entries, role: role(of: type, body))
      }
      guard let type = Self.types[kind] else { return nil }
      let role = roleProperty(of: kind, body).map(roleID) ?? "\(id)Role"
      return ConnectorEnd(type: type, id: id, written: entries, role: role)
    }
    guard let type = text(of: written("Type")) else { return nil }
    return ConnectorEnd(type: type, id: nil, written: entries, role: nil)
  }

  /// The role that a resource of the model is given; nil where the transform makes one.
  private func roleProperty(of kind: String, _ body: NodeID) -> NodeID? {
    if let properties = tree.value(of: .properties, in: body),
      let role = tree.value(of: "Role", in: tree.resolved(properties))
    {
      return role
    }
    guard
      case .node(let role)? = globalProperties(of: kind).last(where: { $0.name == "Role" })?.value
    else { return nil }
    return role
  }

  private func role(of type: String, _ body: NodeID) -> String? {
    guard let properties = tree.value(of: .properties, in: body) else { return nil }
    let node = tree.resolved(properties)
    if type == "AWS::Events::Rule" {
      let targets = tree.value(of: "Targets", in: node).map(tree.resolved)
      guard let targets, tree[targets].kind == .sequence, tree.count(of: targets) == 1,
        let target = tree.children(of: targets).first(where: { _ in true }),
        let role = tree.value(of: "RoleArn", in: tree.resolved(target))
      else { return nil }
      return roleID(role)
    }
    guard let name = Self.roles[type], let role = tree.value(of: name, in: node) else { return nil }
    return roleID(role)
  }

  /// The logical id of the role that `Ref` or `Fn::GetAtt` names.
  private func roleID(_ id: NodeID) -> String? {
    let id = tree.resolved(id)
    var argument = id
    if tree.tag(of: id) == nil {
      guard tree[id].kind == .mapping, tree.count(of: id) == 1, isFunction(id) else { return nil }
      argument = tree.resolved(NodeID(Int(tree[NodeID(id.index + 1)].next)))
    }
    if tree[argument].kind == .sequence {
      argument = tree.children(of: argument).first { _ in true }.map(tree.resolved) ?? argument
    }
    guard tree[argument].kind == .scalar else { return nil }
    return tree.text(of: argument).split(separator: ".").first.map(String.init)
  }

  /// The resource behind a logical id.
  private func body(of id: String) -> NodeID? {
    guard let root = tree.root, let section = tree.value(of: .resources, in: root),
      let value = tree.value(of: id, in: section)
    else { return nil }
    let body = tree.resolved(value)
    return tree[body].kind == .mapping ? body : nil
  }
}
