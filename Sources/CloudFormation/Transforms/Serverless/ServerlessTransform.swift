import Findings
import Infrastructure
import SourceText
import Syntax

/// Makes CloudFormation of the serverless application model (AWS SAM).
///
/// The resources have the names that the transform gives them, except for a hash at the end of layers,
/// versions and deployments, which nothing in a template can name.
/// Source: AWS SAM Developer Guide, "AWS SAM resources and properties" and "Generated CloudFormation
/// resources".
struct ServerlessTransform {
  static let name = "AWS::Serverless-2016-10-31"

  let tree: SyntaxTree
  var diagnostics: [Diagnostic] = []
  var generated: [GeneratedResource] = []
  /// What names of the model, such as `Api.Stage`, are afterwards.
  var names: [String: String] = [:]
  /// The events that need the API that is not written.
  /// By event, the condition of what it invokes.
  var restAPIs: [GeneratedNode?] = []
  var httpAPIs: [GeneratedNode?] = []
  private let vocabulary: Vocabulary

  init(_ tree: SyntaxTree, vocabulary: Vocabulary) {
    self.tree = tree
    self.vocabulary = vocabulary
  }

  static let prefix = "AWS::Serverless::"

  /// The kinds that are made into CloudFormation.
  private static let kinds: Set<String> = [
    "Api", "Application", "Connector", "Function", "HttpApi", "LayerVersion", "SimpleTable",
    "StateMachine",
  ]

  /// The template without what is of the model; nil where nothing is.
  ///
  /// - Parameter assumptions: The defaults that resources rest on, by their keys.
  consuming func transformed(
    assumptions: [NodeID: [String]]
  ) -> TransformedTemplate? {
    guard let root = tree.root, let section = tree.value(of: .resources, in: root) else {
      return nil
    }
    let entries = tree.mergedEntries(of: section)
    var isServerless = false
    var others: [(key: NodeID, value: NodeID)] = []
    for (key, value) in entries {
      generateConnectors(of: tree.text(of: key), tree.resolved(value))
      if let resource = resource(key, tree.resolved(value)) {
        guard generate(resource) else {
          others.append((key, value))
          continue
        }
        isServerless = true
      } else {
        others.append((key, value))
      }
    }
    guard isServerless || !generated.isEmpty else { return nil }
    generateImplicitAPIs(at: tree.key(of: section) ?? section)
    let limit = 50_000 + 20 * tree.nodes.count
    var writer = TreeRewriter(tree, vocabulary: vocabulary, limit: limit)
    var kept: [NodeID: [String]] = [:]
    writer.open(like: root)
    for (key, value) in tree.entries(of: root) {
      if tree.isText(key, "Globals") { continue }
      writer.copy(key)
      guard tree.resolved(value) == tree.resolved(section) else {
        copy(value, to: &writer)
        continue
      }
      writer.open(.mapping, at: section)
      for (key, value) in others {
        kept[writer.next] = assumptions[key]
        writer.copy(key)
        copy(value, to: &writer)
      }
      for resource in generated {
        kept[writer.next] = assumptions[resource.key]
        writer.scalar(resource.name, at: resource.place)
        resource.body.write(to: &writer, at: resource.place)
      }
      writer.close()
    }
    writer.close()
    return TransformedTemplate(
      tree: writer.finish(),
      assumptions: kept,
      diagnostics: diagnostics
    )
  }

  /// Copies a part of the template, in which names of the model may stand.
  private func copy(_ id: NodeID, to writer: inout TreeRewriter) {
    guard !names.isEmpty else { return writer.copy(id) }
    writer.copy(id) { text in
      guard text.contains(UInt8(ascii: ".")) else { return nil }
      return names[String(decoding: text, as: UTF8.self)].map { Array($0.utf8) }
    }
  }

  /// The connectors that stand with their source.
  private mutating func generateConnectors(of host: String, _ body: NodeID) {
    guard tree[body].kind == .mapping, let section = tree.value(of: "Connectors", in: body),
      tree[tree.resolved(section)].kind == .mapping
    else { return }
    for (key, value) in tree.mergedEntries(of: tree.resolved(section)) {
      let connector = ServerlessResource(
        name: host + tree.text(of: key),
        key: key,
        kind: "Connector",
        properties: tree.value(of: .properties, in: tree.resolved(value)).map(properties) ?? [],
        others: []
      )
      guard !generateConnector(connector, from: host) else { continue }
      let fact = "what connector '\(tree.text(of: key))' of '\(host)' grants is not judged"
      let help =
        "judge what the transform makes of them: "
        + "aws cloudformation get-template --template-stage Processed"
      diagnostics.append(
        Diagnostic(.warning, "unsupported-transform", fact, at: tree.span(of: key), help: help)
      )
    }
  }

  /// - Returns: Whether it is made into something.
  private mutating func generate(_ resource: ServerlessResource) -> Bool {
    switch resource.kind {
    case "Function": generateFunction(resource)
    case "Api": generateRestAPI(resource)
    case "HttpApi": generateHTTPAPI(resource)
    case "SimpleTable": generateTable(resource)
    case "StateMachine": generateStateMachine(resource)
    case "LayerVersion": generateLayer(resource)
    case "Connector": return generateConnector(resource)
    default: generateApplication(resource)
    }
    return true
  }

  // MARK: - Reading

  /// The resource behind a key; nil where it is not of the model, or of a kind that is not known.
  private func resource(_ key: NodeID, _ body: NodeID) -> ServerlessResource? {
    guard tree[body].kind == .mapping, let type = tree.value(of: .type, in: body) else {
      return nil
    }
    let text = tree.text(of: type)
    guard text.hasPrefix(Self.prefix) else { return nil }
    let kind = String(text.dropFirst(Self.prefix.count))
    guard Self.kinds.contains(kind) else { return nil }
    // A function in the place of all properties is left to be reported with the type.
    if let value = tree.value(of: .properties, in: body), isFunction(tree.resolved(value)) {
      return nil
    }
    let ignored = ignoredGlobals(body)
    var properties: [ServerlessResource.Property] = []
    if let value = tree.value(of: .properties, in: body) {
      properties = self.properties(of: value)
    }
    if let globals = globals(of: kind), ignored != ["*"] {
      let inherited = self.properties(of: globals).filter { !ignored.contains($0.name) }
      properties = merged(inherited, properties)
    }
    let others = tree.mergedEntries(of: body).compactMap { key, value in
      let name = tree.text(of: key)
      return Self.replaced.contains(name) ? nil : (name, key, GeneratedNode.node(value))
    }
    return ServerlessResource(
      name: tree.text(of: key),
      key: key,
      kind: kind,
      properties: properties,
      others: others
    )
  }

  /// The keys of a resource that do not stay.
  private static let replaced: Set<String> = ["Type", "Properties", "Connectors", "IgnoreGlobals"]

  private func globals(of kind: String) -> NodeID? {
    guard let root = tree.root, let globals = tree.value(of: "Globals", in: root),
      let section = tree.value(of: kind, in: globals)
    else { return nil }
    return tree.resolved(section)
  }

  /// The global settings for a kind.
  func globalProperties(of kind: String) -> [ServerlessResource.Property] {
    globals(of: kind).map(properties) ?? []
  }

  private func ignoredGlobals(_ body: NodeID) -> Set<String> {
    guard let value = tree.value(of: "IgnoreGlobals", in: body) else { return [] }
    let node = tree.resolved(value)
    if tree[node].kind == .scalar { return [tree.text(of: node)] }
    return Set(tree.children(of: node).map { tree.text(of: $0) })
  }

  private func properties(of id: NodeID) -> [ServerlessResource.Property] {
    guard tree[tree.resolved(id)].kind == .mapping else { return [] }
    return tree.mergedEntries(of: id).map { key, value in
      (tree.text(of: key), key, .node(value))
    }
  }

  /// Global settings and a resource's own: mappings are merged, lists joined, all else replaced.
  private func merged(
    _ globals: [ServerlessResource.Property],
    _ own: [ServerlessResource.Property]
  ) -> [ServerlessResource.Property] {
    var result = globals
    for property in own {
      guard let index = result.firstIndex(where: { $0.name == property.name }) else {
        result.append(property)
        continue
      }
      let value = merged(result[index].value, property.value)
      result[index] = (property.name, property.key, value)
    }
    return result
  }

  private func merged(_ global: GeneratedNode, _ own: GeneratedNode) -> GeneratedNode {
    guard case .node(let first) = global, case .node(let second) = own else { return own }
    let (one, other) = (tree.resolved(first), tree.resolved(second))
    guard !isFunction(one), !isFunction(other) else { return own }
    switch (tree[one].kind, tree[other].kind) {
    case (.mapping, .mapping):
      let entries = merged(properties(of: one), properties(of: other))
      return .map(entries.map { (.node($0.key), $0.value) })
    case (.sequence, .sequence):
      let elements = Array(tree.children(of: one)) + Array(tree.children(of: other))
      return .list(elements.map { .node($0) })
    default:
      return own
    }
  }

  // MARK: - Looking into values

  /// Whether a node is the use of an intrinsic function.
  func isFunction(_ id: NodeID) -> Bool {
    if let tag = tree.tag(of: id) { return tag != "!" }
    guard tree[id].kind == .mapping, tree.count(of: id) == 1 else { return false }
    let key = tree.text(of: NodeID(id.index + 1))
    return key == "Ref" || key.hasPrefix("Fn::")
  }

  /// The text of a value that is one as it stands.
  func text(of node: GeneratedNode?) -> String? {
    switch node {
    case .text(let text)?: return text
    case .node(let id)?:
      let id = tree.resolved(id)
      guard tree[id].kind == .scalar, !isFunction(id) else { return nil }
      return tree.text(of: id)
    default: return nil
    }
  }

  /// The elements of a value; one that is no list stands for itself.
  func elements(of node: GeneratedNode) -> [GeneratedNode] {
    switch node {
    case .list(let elements): return elements
    case .node(let id):
      let id = tree.resolved(id)
      guard tree[id].kind == .sequence, !isFunction(id) else { return [node] }
      return tree.children(of: id).map { .node($0) }
    case .text, .map, .placed: return [node]
    }
  }

  /// The entries of a value that is a mapping, and no function.
  func entries(of node: GeneratedNode?) -> [ServerlessResource.Property] {
    switch node {
    case .node(let id)?:
      let id = tree.resolved(id)
      return isFunction(id) ? [] : properties(of: id)
    case .map(let entries)?:
      return entries.compactMap { key, value in
        guard case .node(let key) = key else { return nil }
        return (tree.text(of: key), key, value)
      }
    default:
      return []
    }
  }

  /// A property as an entry of what is generated.
  func entry(_ property: ServerlessResource.Property) -> GeneratedNode.Entry {
    // What nobody wrote has the place of something else.
    tree.isText(property.key, property.name)
      ? (.node(property.key), property.value)
      : (.text(property.name), .placed(property.value, at: property.key))
  }

  /// An entry of a value that is a mapping.
  func entry(_ name: String, of node: GeneratedNode?) -> GeneratedNode? {
    entries(of: node).last { $0.name == name }?.value
  }

  /// Tags, which the model writes as a mapping, as CloudFormation's list.
  func tags(_ node: GeneratedNode?, adding mark: String) -> GeneratedNode {
    let own = entries(of: node).map { tag in
      GeneratedNode.map([
        (.text("Key"), .placed(.text(tag.name), at: tag.key)), (.text("Value"), tag.value),
      ])
    }
    return .list([.object(["Key": .text(mark), "Value": .text("SAM")])] + own)
  }
}
