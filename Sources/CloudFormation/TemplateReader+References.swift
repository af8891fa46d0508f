import Findings
import Infrastructure
import SourceText
import Syntax
import Values

extension TemplateReader {
  /// What `Ref` of `name` gives, read at `node`.
  func reference(
    to name: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let parameter = parameters[name] { return value(of: parameter, at: node, &estate) }
    if let resource = resources[name] {
      return reference(to: resource, named: name, attribute: .none, at: node, &estate)
    }
    if name.hasPrefix("AWS::") { return pseudoParameter(name, at: node, &estate) }
    return unresolved(
      "'\(name)' is neither a parameter nor a resource of this template",
      help: suggestion(for: name, among: (Array(parameters.keys) + Array(resources.keys)).sorted()),
      node,
      &estate
    )
  }

  /// What `Fn::GetAtt` of `path`, written with a dot, gives.
  func attribute(
    _ path: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let dot = path.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      return unresolved("'\(path)' names no attribute", node, &estate)
    }
    let name = String(path[..<dot])
    let attribute = String(path[path.utf8.index(after: dot)...])
    guard let resource = resources[name] else {
      return unresolved(
        "'\(name)' is not a resource of this template",
        help: suggestion(for: name, among: resources.keys.sorted()),
        node,
        &estate
      )
    }
    if let output = outputOfNestedStack(name, attribute: attribute, at: node, &estate) {
      return output
    }
    let word = vocabulary.name(attribute)
    guard !word.isNone else {
      if let id = current { estate.addReference(from: id, to: resource.id) }
      return generated(attribute, of: name, &estate).from(origin(node))
    }
    return reference(to: resource, named: name, attribute: word, at: node, &estate)
  }

  private func reference(
    to resource: Declared,
    named name: String,
    attribute: Name,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let id = current { estate.addReference(from: id, to: resource.id) }
    let text = referenceText(of: resource, named: name, attribute: attribute, &estate)
    if let id = current, !attribute.isNone { addReferences(from: id, in: text, &estate) }
    return estate.heap.reference(
      to: resource.id.index,
      attribute: attribute,
      text: text,
      origin: origin(node)
    )
  }

  /// Notes that an attribute such as a subnet's `VpcId` refers to what the subnet refers to.
  private func addReferences(
    from id: ResourceID,
    in text: Value,
    _ estate: inout EstateBuilder
  ) {
    switch text.kind {
    case .reference:
      estate.addReference(from: id, to: ResourceID(estate.heap.target(of: text)))
    case .choice:
      for index in 0..<text.count {
        addReferences(from: id, in: estate.heap.choiceCase(index, of: text).value, &estate)
      }
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .template:
      break
    }
  }

  /// The string that a reference stands for at deployment, as far as it is known.
  private func referenceText(
    of resource: Declared,
    named name: String,
    attribute: Name,
    _ estate: inout EstateBuilder
  ) -> Value {
    let key = ReferenceKey(resource: resource.id, attribute: attribute)
    if let text = referenceTexts[key] { return text }
    let generated = generated(
      vocabulary.text(of: attribute),
      of: name,
      part: Unknown.Part(ofResource: resource.id.index, .attribute(attribute)),
      &estate
    )
    // While its pieces are read, a text that depends on itself is just unknown.
    referenceTexts[key] = generated
    // What the text is made of are references of that resource, not of the one being read.
    let reading = current
    current = nil
    let text = shapedText(of: resource, attribute: attribute, unknown: generated, &estate)
    current = reading
    referenceTexts[key] = text
    return text
  }

  /// What AWS makes up for an attribute, or for the id of a resource: given for this run, or unknown.
  private func generated(
    _ attribute: String,
    of name: String,
    part: Unknown.Part? = nil,
    _ estate: inout EstateBuilder
  ) -> Value {
    if !attribute.isEmpty, let text = given["\(name).\(attribute)"] {
      return estate.heap.string(text)
    }
    let unknown = Unknown(
      attribute: attribute,
      ofResource: name,
      in: prefixOfParameters,
      part: part
    )
    return estate.heap.unknown(unknown)
  }

  private func shapedText(
    of resource: Declared,
    attribute: Name,
    unknown: Value,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let type = resource.type else { return unknown }
    return estate.referenceText(of: type, attribute: attribute, generated: unknown) {
      piece,
      estate in
      switch piece {
      case .text:
        return nil
      case .hole(let name):
        return hole(name, &estate)
      case .property(let name):
        // Where the property falls on nothing, AWS makes the name up.
        return property(name, of: resource, type, &estate).map { value in
          estate.mapCases(of: value) { part, _ in part.isAbsent ? unknown : part }
        }
      case .lowercasedProperty(let name):
        return property(name, of: resource, type, &estate).map { value in
          estate.mapCases(of: value) { part, estate in
            guard part.kind == .string else { return unknown }
            return estate.heap.string(estate.heap.text(part).lowercased())
          }
        }
      }
    }
  }

  /// A part of a reference's text that the deployment decides, where this run says it.
  private func hole(_ name: Name, _ estate: inout EstateBuilder) -> Value? {
    let parameter: String? =
      switch name {
      case .partition: "AWS::Partition"
      case .region: "AWS::Region"
      case .account: "AWS::AccountId"
      case .urlSuffix: "AWS::URLSuffix"
      default: nil
      }
    guard let parameter else { return nil }
    return given[parameter].map { estate.heap.string($0) } ?? bound[parameter]
  }

  /// A property of a resource as it is written, or its default; nil where there is neither.
  private func property(
    _ name: Name,
    of resource: Declared,
    _ type: ResourceTypeID,
    _ estate: inout EstateBuilder
  ) -> Value? {
    if let node = resource.properties, let value = tree.value(of: name, in: node) {
      let reported = estate.diagnostics.count
      defer { estate.forgetDiagnostics(after: reported) }
      return Self.fitted(lower(value, expecting: .text, &estate), to: .text, &estate)
    }
    let shape = estate.declarations.shape(of: type)
    let entry = estate.declarations.defaults(of: shape).first { $0.name == name }
    return entry.map { estate.declarations.value(of: $0, in: &estate.heap) }
  }

  private func pseudoParameter(
    _ name: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    if name == "AWS::NoValue" { return Value.absent.from(origin(node)) }
    if let known = pseudoParameters[name] { return known.from(origin(node)) }
    let value: Value
    if let text = given[name] {
      value = estate.heap.string(text)
    } else if let bound = bound[name] {
      value = bound
    } else {
      // Each stack has its own name; of the rest all stacks of a run have the same, but for instances.
      let isOwn = name == "AWS::StackName" || stack.isInstance
      let address = isOwn ? stack.address : ""
      let settle = "--parameter \(address)\(name)=VALUE"
      let unknown = Unknown(.pseudoParameter, "'\(name)'", settle: settle)
      var open = estate.heap.unknown(unknown)
      if Self.identifiers.contains(name) { open.flags.insert(.identifier) }
      value = open
    }
    pseudoParameters[name] = value
    return value.from(origin(node))
  }

  /// Pseudo parameters that are one identifier.
  private static let identifiers: Set<String> = [
    "AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName",
    "AWS::URLSuffix",
  ]

  func unresolved(
    _ fact: String,
    help: String? = nil,
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let transform = declaringTransform() {
      return transformResult(transform.argument, at: node, &estate)
    }
    let span = tree.span(of: node)
    estate.report(Diagnostic(.warning, "unresolved-reference", fact, at: span, help: help))
    let unknown = Unknown(.unresolvedReference, fact)
    return estate.heap.unknown(unknown, origin: origin(node))
  }
}
