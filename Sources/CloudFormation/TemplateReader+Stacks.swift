import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Outputs and nested stacks.
extension TemplateReader {
  /// The progress of reading an output.
  enum OutputState {
    case underway
    case read(Value)
  }

  /// The progress of declaring a nested stack.
  enum NestedState {
    case underway
    /// Nil where its template is not part of the run.
    case declared(TemplateReader?)
  }

  static let stackType = "AWS::CloudFormation::Stack"
  static let stackSetType = "AWS::CloudFormation::StackSet"

  func noteOutputs(_ section: NodeID) {
    for (key, value) in tree.mergedEntries(of: section) {
      outputs[tree.text(of: key)] = tree.resolved(value)
    }
  }

  /// The value of an output; nil where the template has none of the name.
  func output(_ name: String, _ estate: inout EstateBuilder) -> Value? {
    switch outputStates[name] {
    case .read(let value)?:
      return value
    case .underway?:
      let subject = "output '\(name)', which depends on itself"
      return estate.heap.unknown(Unknown(.unresolvedReference, subject))
    case nil:
      break
    }
    guard let body = outputs[name], let node = tree.value(of: "Value", in: body) else { return nil }
    guard stacks.depth < 40 else {
      let subject = "output '\(name)', which depends on more than 40 others"
      return estate.heap.unknown(Unknown(.unresolvedReference, subject))
    }
    stacks.depth += 1
    defer { stacks.depth -= 1 }
    outputStates[name] = .underway
    // What the output is made of are references of the resources that use it.
    let reading = current
    current = nil
    var value = lower(node, expecting: .anything, &estate)
    if let condition = tree.value(of: .condition, in: body), isPlainText(tree.resolved(condition)) {
      let node = tree.resolved(condition)
      let exists = guardOfCondition(tree.text(of: node), at: node, &estate)
      value = given(value, when: exists.id, output: name, &estate)
    }
    current = reading
    outputStates[name] = .read(value)
    return value
  }

  /// An output that is there in some worlds only; in the others nothing is known of what uses it.
  func given(
    _ value: Value,
    when condition: GuardID,
    output name: String,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard condition != .always else { return value }
    let missing = Unknown(.condition, "output '\(name)', which is not always there")
    let otherwise = estate.heap.unknown(missing, origin: value.origin)
    let cases = [
      (guard: condition, value: value),
      (guard: estate.worlds.add(.not(condition)), value: otherwise),
    ]
    return estate.heap.choice(cases, origin: value.origin)
  }

  /// Declares all nested stacks whose templates are part of the run.
  func declareNestedStacks(_ estate: inout EstateBuilder) {
    for (name, resource) in declared where resource.typeText == Self.stackType {
      _ = nestedStack(name, &estate)
    }
    for (name, resource) in declared where resource.typeText == Self.stackSetType {
      declareInstances(ofStackSet: resource, named: name, &estate)
    }
  }

  /// The nested stack that a resource is; nil where its template is not part of the run, and while its
  /// own parameters are read.
  private func nestedStack(_ name: String, _ estate: inout EstateBuilder) -> TemplateReader? {
    switch nestedStates[name] {
    case .declared(let reader)?: return reader
    case .underway?: return nil
    case nil: break
    }
    guard let declared = resources[name], declared.typeText == Self.stackType,
      let properties = declared.properties, let url = tree.value(of: "TemplateURL", in: properties),
      let template = stacks.template(at: url, of: self), !isNested(in: template),
      stacks.hasRoom(for: url, of: self, &estate)
    else { return nil }
    nestedStates[name] = .underway
    let reading = current
    // The stack above refers to what it passes; the resources that use it do, too.
    current = declared.id
    let values = parameters(of: properties, &estate)
    let variables = variablesPassed(in: properties)
    current = reading
    let existence = existence(of: declared, named: name, &estate)
    let reader = stacks.declareNested(
      template,
      named: name,
      existence: existence,
      below: self,
      passing: values,
      variables,
      &estate
    )
    nestedStates[name] = .declared(reader)
    estate.noteRead(stack: declared.id)
    return reader
  }

  /// Whether this stack is made from a template, or is nested in one that is.
  func isNested(in template: Template) -> Bool {
    stack.template.path == template.path || stack.above.contains(template.path)
  }

  /// What a nested stack is given, or each instance of a stack set.
  func parameters(
    of properties: NodeID,
    _ estate: inout EstateBuilder
  ) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, node) in parametersPassed(in: properties, as: "Parameters") {
      let value = lower(node, expecting: .text, &estate)
      // `AWS::NoValue` passes nothing: the default holds.
      if !value.isAbsent { values[name] = value }
    }
    return values
  }

  /// The parameters that a mapping passes on, or the list that stack sets have of them.
  func parametersPassed(in holder: NodeID, as key: String) -> [(name: String, value: NodeID)] {
    guard let value = tree.value(of: key, in: holder) else { return [] }
    let section = tree.resolved(value)
    switch tree[section].kind {
    case .mapping:
      return tree.entries(of: section).map { (tree.text(of: $0.key), $0.value) }
    case .sequence:
      return tree.children(of: section).compactMap { child in
        let entry = tree.resolved(child)
        guard tree[entry].kind == .mapping,
          let name = tree.value(of: "ParameterKey", in: entry),
          let value = tree.value(of: "ParameterValue", in: entry)
        else { return nil }
        return (tree.text(of: tree.resolved(name)), value)
      }
    case .scalar, .alias:
      return []
    }
  }

  /// The variables of this stack's open parameters, by the parameters below that they are passed to
  /// as they are: both are the same in every world.
  func variablesPassed(in properties: NodeID) -> [String: Int] {
    var variables: [String: Int] = [:]
    for (passed, node) in parametersPassed(in: properties, as: "Parameters") {
      guard let name = referenceName(node),
        case .unknown(let variable?) = parameters[name]?.resolution
      else { continue }
      variables[passed] = variable
    }
    return variables
  }

  /// The texts that conditions of nested stacks compare this template's parameters with, where they
  /// are passed on as they are; by the names that they have here.
  func literalsComparedBelow() -> [(name: String, texts: [String])] {
    guard stacks.nestsTemplates, let root = tree.root,
      let section = tree.value(of: .resources, in: root)
    else { return [] }
    var literals: [(name: String, texts: [String])] = []
    for (_, body) in tree.entries(of: section) {
      guard let type = tree.value(of: .type, in: body),
        tree.isText(type, Self.stackType) || tree.isText(type, Self.stackSetType),
        let properties = tree.value(of: .properties, in: body),
        let url = tree.value(of: "TemplateURL", in: properties),
        let template = stacks.template(at: url, of: self)
      else { continue }
      let below = stacks.literalsCompared(in: template)
      for (passed, node) in parametersPassed(in: properties, as: "Parameters") {
        guard let name = referenceName(node), let texts = below[passed] else { continue }
        literals.append((name, texts))
      }
    }
    return literals
  }

  /// What `Fn::GetAtt` gives for an output of a nested stack; nil for other attributes, and where the
  /// template of the stack is not part of the run.
  func outputOfNestedStack(
    _ name: String,
    attribute: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value? {
    guard attribute.hasPrefix("Outputs."), let reader = nestedStack(name, &estate) else {
      return nil
    }
    let output = String(attribute.dropFirst("Outputs.".count))
    guard let value = reader.output(output, &estate) else {
      let path = reader.stack.template.path
      let fact = "the template of '\(name)', \(path), has no output '\(output)'"
      return unresolved(fact, node, &estate)
    }
    return passed(value, at: node, &estate)
  }

  /// Whether the exports of another stack can be imported: not where both say that they are in
  /// different accounts or regions.
  func isReachable(_ other: TemplateReader, _ estate: borrowing EstateBuilder) -> Bool {
    let here = estate.scope(scope)
    let there = estate.scope(other.scope)
    if let one = here.account, let second = there.account, one != second { return false }
    if let one = here.region, let second = there.region, one != second { return false }
    return true
  }

  /// A list whose elements were read in this template, or are pointed at where the list is used.
  func localized(_ list: Value, at place: Origin, _ estate: inout EstateBuilder) -> Value {
    let own = base..<base + UInt32(tree.nodes.count)
    let elements = estate.heap.elements(of: list).map {
      own.contains($0.origin.rawValue) ? $0 : $0.from(place)
    }
    var local = estate.heap.list(elements, origin: place)
    local.flags = list.flags
    return local
  }

  /// A value of another stack where this one uses it.
  func passed(_ value: Value, at node: NodeID, _ estate: inout EstateBuilder) -> Value {
    noteReferences(in: value, &estate)
    let place = origin(node)
    estate.inheritAssumptions(of: [value], at: place)
    return value.from(place)
  }
}
