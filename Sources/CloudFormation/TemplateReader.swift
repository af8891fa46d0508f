package import Findings
import Infrastructure
import SourceText
package import Syntax
import Values

/// True if a tree is a CloudFormation template: a mapping with a `Resources` mapping, in which something has
/// a type or is a loop, or with a template format version.
package func isTemplate(_ tree: SyntaxTree) -> Bool {
  guard let root = tree.root, tree[root].kind == .mapping else { return false }
  if tree.value(of: .awsTemplateFormatVersion, in: root) != nil { return true }
  guard let resources = tree.value(of: .resources, in: root) else { return false }
  guard tree[tree.resolved(resources)].kind == .mapping else { return false }
  return tree.entries(of: tree.resolved(resources)).contains { key, body in
    let body = tree.resolved(body)
    return tree.utf8(of: key).starts(with: "Fn::ForEach::".utf8)
      || tree[body].kind == .mapping && tree.value(of: .type, in: body) != nil
  }
}

/// What a run can give values to in a template.
package func settableNames(of tree: SyntaxTree) -> SettableNames {
  func keys(_ section: String) -> [String] {
    guard let root = tree.root, let section = tree.value(of: section, in: root) else { return [] }
    return tree.entries(of: section).map { tree.text(of: $0.key) }
  }
  return SettableNames(parameters: keys("Parameters"), resources: Set(keys("Resources")))
}

/// The state of reading the template of one stack.
///
/// A class, because stacks ask each other for their outputs while they are read.
final class TemplateReader {
  /// A resource that may be referred to before it is read.
  struct Declared {
    let id: ResourceID
    let node: NodeID
    let type: ResourceTypeID?
    let typeText: String
    let properties: NodeID?
  }

  /// The progress of turning a condition into a guard.
  enum ConditionState {
    case unread
    case underway
    case read(GuardID, assumes: [String])
  }

  let tree: SyntaxTree
  /// The run that the stack is a part of; it outlives the reader.
  unowned let stacks: Stacks
  let stack: Stack
  /// The values of parameters that are texts, pseudo parameters among them.
  let given: [String: String]
  /// The parameters that stand for resources outside of the template, and for what the stack above
  /// passes.
  let bound: [String: Value]
  /// The variables of the stack above that decide parameters which it passes on as they are.
  let variables: [String: Int]
  let takesDefaults: Bool
  let intrinsics: IntrinsicTable
  let base: UInt32
  let scope: ScopeID
  let vocabulary: Vocabulary
  /// Whether the template asks for `AWS::LanguageExtensions`.
  let extendsLanguage: Bool

  var parameters: [String: Parameter] = [:]
  /// The values of the pseudo parameters that were read so far.
  var pseudoParameters: [String: Value] = [:]
  /// The texts that conditions compare parameters and pseudo parameters with, by name.
  var compared: [String: [String]] = [:]
  /// The variables of pseudo parameters that conditions compare.
  var pseudoVariables: [String: Int] = [:]
  /// The worlds that the rules of the template let through.
  var constraint = GuardID.always
  var mappings: NodeID?
  var conditions: [String: NodeID] = [:]
  var conditionStates: [String: ConditionState] = [:]
  var resources: [String: Declared] = [:]
  /// What is to be read, in order.
  private(set) var declared: [(name: String, resource: Declared)] = []
  var outputs: [String: NodeID] = [:]
  var outputStates: [String: OutputState] = [:]
  var nestedStates: [String: NestedState] = [:]
  /// Texts that references stand for, by resource and attribute.
  var referenceTexts: [ReferenceKey: Value] = [:]
  /// The resource whose properties are being read.
  var current: ResourceID?
  /// Its type.
  var currentType = ""
  /// The conditions that are named and not declared.
  var undeclaredConditions: [String: GuardID] = [:]
  /// Whether no world has it: CloudFormation does not evaluate its properties then.
  var isInVain = false
  /// How many words may still be compared with slips.
  var wordsToCompare = 200_000
  /// Keys of the objects that are being read which no declaration knows.
  var strangers: [NodeID] = []
  /// How deep functions are nested at the moment.
  var depth = 0
  /// How many values may still be made: aliases can stand for more than any template holds.
  var budget: Int

  struct ReferenceKey: Hashable {
    let resource: ResourceID
    let attribute: Name
  }

  init(
    _ stack: Stack,
    of stacks: Stacks,
    given: [String: String],
    bound: [String: Value],
    variables: [String: Int] = [:],
    takesDefaults: Bool,
    intrinsics: IntrinsicTable,
    base: UInt32,
    scope: ScopeID,
    vocabulary: Vocabulary
  ) {
    tree = stack.transformed.tree
    self.stack = stack
    self.stacks = stacks
    self.given = given
    self.bound = bound
    self.variables = variables
    self.takesDefaults = takesDefaults
    self.intrinsics = intrinsics
    self.base = base
    self.scope = scope
    self.vocabulary = vocabulary
    extendsLanguage = TransformedTemplate.transforms(of: tree).contains("AWS::LanguageExtensions")
    budget = 100_000 + 4 * tree.nodes.count + tree.bytes.count / 2
  }

  /// Takes values off the budget; what lies beyond it is reported once and not read.
  func spend(
    _ count: Int = 1,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Bool {
    guard budget > 0 else { return false }
    budget -= count
    if budget <= 0 {
      let fact = "aliases repeat more values than a template can hold"
      estate.report(Diagnostic(.error, "too-large", fact, at: tree.span(of: node)))
    }
    return budget > 0
  }

  func origin(_ node: NodeID) -> Origin {
    Origin(rawValue: base + node.rawValue)
  }

  /// Notes what the template declares, and gives every resource its id.
  func declare(into estate: inout EstateBuilder) {
    guard let root = tree.root else { return }
    if let span = stack.transformed.tooLarge {
      let fact = "loops generate more than a template can hold"
      estate.report(Diagnostic(.error, "too-large", fact, at: span))
    }
    for diagnostic in stack.transformed.diagnostics { estate.report(diagnostic) }
    reportTransforms(of: root, &estate)
    mappings = section("Mappings", of: root, &estate)
    let conditions = section("Conditions", of: root, &estate)
    noteConditions(conditions)
    readParameters(section("Parameters", of: root, &estate), &estate)
    if let section = section("Outputs", of: root, &estate) { noteOutputs(section) }
    if let section = section("Resources", of: root, &estate) {
      declared = declareResources(section, &estate)
    }
    readConditions(conditions, &estate)
    readRules(section("Rules", of: root, &estate), &estate)
    reportSuppressions(of: root, &estate)
  }

  /// Reads what was declared; all stacks of the run have been declared before.
  func readResources(into estate: inout EstateBuilder) {
    for (name, resource) in declared { readResource(name, resource, into: &estate) }
  }

  /// A section of the template; one that is not a mapping is reported and taken as missing.
  private func section(
    _ name: String,
    of root: NodeID,
    _ estate: inout EstateBuilder
  ) -> NodeID? {
    guard let value = tree.value(of: name, in: root) else { return nil }
    let node = tree.resolved(value)
    if tree[node].kind == .mapping { return node }
    if tree[node].kind == .scalar, tree[node].type == .null { return nil }
    let fact = "section '\(name)' is not a mapping"
    estate.report(Diagnostic(.error, "wrong-type", fact, at: tree.span(of: node)))
    return nil
  }
}

// MARK: - Resources

extension TemplateReader {
  /// Gives every resource its id first, because references go both ways.
  private func declareResources(
    _ section: NodeID,
    _ estate: inout EstateBuilder
  ) -> [(name: String, resource: Declared)] {
    var bodies: [(name: String, key: NodeID, body: NodeID, type: String)] = []
    let repeats = tree[section].flags.contains(.hasDuplicateKeys)
    for (key, value) in tree.mergedEntries(of: section) {
      let body = tree.resolved(value)
      let name = tree.text(of: key)
      guard let type = type(of: body, named: name, key: key, &estate) else { continue }
      // Of a name that stands twice, the last counts.
      if repeats { bodies.removeAll { $0.name == name } }
      bodies.append((name, key, body, type))
    }
    reportTypes(bodies.map { ($0.type, tree.resolved($0.body)) }, &estate)
    let ids = estate.reserveResources(bodies.count)
    var declared: [(name: String, resource: Declared)] = []
    declared.reserveCapacity(bodies.count)
    for (id, (name, key, body, type)) in zip(ids, bodies) {
      let resource = Declared(
        id: ResourceID(id),
        node: key,
        type: estate.declarations.type(named: type),
        typeText: type,
        properties: properties(of: body, &estate)
      )
      declared.append((name, resource))
      resources[name] = resource
    }
    return declared
  }

  private func type(
    of body: NodeID,
    named name: String,
    key: NodeID,
    _ estate: inout EstateBuilder
  ) -> String? {
    if name.hasPrefix("Fn::") {
      estate.report(ungenerated(name, at: key))
      return nil
    }
    guard tree[body].kind == .mapping else {
      let fact = "resource '\(name)' is not a mapping"
      estate.report(Diagnostic(.error, "wrong-type", fact, at: tree.span(of: body)))
      return nil
    }
    guard let type = tree.value(of: .type, in: body) else {
      let fact = "resource '\(name)' has no 'Type'"
      let help = "add its type, such as 'Type: AWS::S3::Bucket'"
      estate.report(
        Diagnostic(.error, "missing-type", fact, at: tree.span(of: key), help: help)
      )
      return nil
    }
    let node = tree.resolved(type)
    guard tree[node].kind == .scalar, tree[node].tag == 0 else {
      let fact = "the type of resource '\(name)' is not a text"
      estate.report(Diagnostic(.error, "wrong-type", fact, at: tree.span(of: node)))
      return nil
    }
    return tree.text(of: node)
  }

  /// What is said of a function that generates what is not known.
  private func ungenerated(_ name: String, at key: NodeID) -> Diagnostic {
    let isLoop = name.hasPrefix("Fn::ForEach::")
    let fact = "what '\(name)' generates is not known, and not judged"
    let help =
      !isLoop
      ? nil
      : extendsLanguage
        ? "give the parameter that it goes over, or write its list out"
        : "add 'Transform: AWS::LanguageExtensions' to the template"
    return Diagnostic(.error, "unsupported-function", fact, at: tree.span(of: key), help: help)
  }

  private func properties(of body: NodeID, _ estate: inout EstateBuilder) -> NodeID? {
    guard let value = tree.value(of: .properties, in: body) else { return nil }
    let node = tree.resolved(value)
    if tree[node].kind == .mapping { return node }
    if tree[node].kind == .scalar, tree[node].type == .null { return nil }
    estate.report(
      Diagnostic(.error, "wrong-type", "'Properties' is not a mapping", at: tree.span(of: node))
    )
    return nil
  }

  private func readResource(
    _ name: String,
    _ declared: Declared,
    into estate: inout EstateBuilder
  ) {
    current = declared.id
    currentType = declared.typeText
    let existence = existence(of: declared, named: name, &estate)
    isInVain = existence == .never
    defer { isInVain = false }
    for assumption in stack.transformed.assumptions[declared.node] ?? [] {
      estate.assume(assumption, at: origin(declared.node))
    }
    let shape = declared.type.map(estate.declarations.shape(of:))
    let properties: Value
    if let transform = transformKey(in: tree.resolved(NodeID(declared.node.index + 1))) {
      // Beside the type it may write any property, and change those that are written.
      properties = transformResult(transform.argument, at: transform.key, &estate)
    } else if let node = declared.properties {
      let expectation = shape.map(Expectation.object) ?? .anything
      properties = wholeProperties(lower(node, expecting: expectation, &estate), node, &estate)
    } else {
      let origin = origin(declared.node)
      let defaults = shape.map { estate.defaults(of: $0, besides: [], origin: origin) } ?? []
      properties = estate.heap.map(alternating: defaults, origin: origin)
    }
    readDefinition(of: declared, &estate)
    estate.define(
      declared.id,
      as: Resource(
        name: name,
        type: declared.typeText,
        typeName: vocabulary.name(declared.typeText),
        address: stack.address + name,
        properties: properties.from(origin(declared.properties ?? declared.node)),
        origin: origin(declared.node),
        existence: inStack(existence, &estate),
        scope: scope
      )
    )
  }

  /// The worlds in which something exists that exists in these worlds of its template.
  private func inStack(_ existence: GuardID, _ estate: inout EstateBuilder) -> GuardID {
    guard stack.existence != .always || constraint != .always else { return existence }
    return estate.worlds.add(.all([stack.existence, constraint, existence]))
  }

  /// All properties of a resource; a function may only stand for them where it gives a mapping.
  private func wholeProperties(
    _ value: Value,
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    estate.mapCases(of: value) { part, estate in
      switch part.kind {
      case .map, .unknown, .choice:
        return part
      case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .type, .optional, .duration,
        .timestamp, .ip, .cidr, .resource, .error, .template, .reference:
        let fact = "'Properties' is not a mapping"
        estate.report(Diagnostic(.error, "wrong-type", fact, at: tree.span(of: node)))
        return estate.heap.unknown(Unknown(.invalidValue, fact), origin: origin(node))
      }
    }
  }

  func existence(
    of declared: Declared,
    named name: String,
    _ estate: inout EstateBuilder
  ) -> GuardID {
    let body = tree.resolved(NodeID(declared.node.index + 1))
    guard let value = tree.value(of: .condition, in: body) else { return .always }
    let node = tree.resolved(value)
    guard isPlainText(node) else {
      let fact = "the condition of resource '\(name)' is not the name of one"
      estate.report(Diagnostic(.warning, "invalid-condition", fact, at: tree.span(of: node)))
      return open("the condition of '\(name)'", node, &estate).id
    }
    let condition = guardOfCondition(tree.text(of: node), at: node, &estate)
    for assumption in condition.assumes { estate.assume(assumption, at: origin(declared.node)) }
    return condition.id
  }
}
