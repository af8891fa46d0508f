import Findings
import Infrastructure
import SourceText
import Syntax
import Values

extension TemplateReader {
  /// The value at a node: functions evaluated, scalars in the type that the place wants.
  mutating func lower(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    let node = tree.resolved(node)
    guard spend(at: node, &estate) else {
      return estate.heap.unknown(Unknown(.invalidValue, "a repeated value"), origin: origin(node))
    }
    guard depth < 100 else {
      let fact = "values are nested more than 100 deep"
      estate.report(Diagnostic(.error, "nesting-too-deep", fact, at: tree.span(of: node)))
      return estate.heap.unknown(Unknown(.invalidValue, fact), origin: origin(node))
    }
    depth += 1
    defer { depth -= 1 }
    // `Condition` with a mapping below it is the condition block of a policy statement.
    if let call = call(at: node),
      call.function != .condition || tree[call.argument].kind == .scalar
    {
      let value = evaluate(call, expecting: expectation, &estate)
      return coerced(value, to: expectation, at: node, &estate)
    } else if let value = unknownFunction(node, &estate) {
      return value
    }
    return lowerPlain(node, expecting: expectation, &estate)
  }

  /// What a function is applied to; in the short form the node's own tag is spent.
  mutating func lowerArgument(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard call.isShort else { return lower(call.argument, expecting: expectation, &estate) }
    if tree[call.node].kind == .mapping, tree.count(of: call.node) == 1 {
      let key = NodeID(call.node.index + 1)
      if let function = intrinsics[tree[key].name] {
        let argument = tree.resolved(NodeID(Int(tree[key].next)))
        let inner = Call(function: function, node: call.node, argument: argument)
        return evaluate(inner, expecting: expectation, &estate)
      }
    }
    return lowerPlain(call.node, expecting: expectation, &estate)
  }

  /// The use of a function that does not exist, in its short or long form.
  private func unknownFunction(_ node: NodeID, _ estate: inout EstateBuilder) -> Value? {
    guard let name = tree[node].tag != 0 ? tree.tag(of: node) : longForm(node),
      name.hasPrefix("!") || name.hasPrefix("Fn::"), name != "!"
    else { return nil }
    let fact = "'\(name)' is not an intrinsic function of CloudFormation"
    estate.report(Diagnostic(.warning, "unknown-intrinsic", fact, at: tree.span(of: node)))
    return estate.heap.unknown(Unknown(.unsupportedFunction, "'\(name)'"), origin: origin(node))
  }

  /// The only key of a mapping.
  private func longForm(_ node: NodeID) -> String? {
    guard tree[node].kind == .mapping, tree.count(of: node) == 1 else { return nil }
    let key = NodeID(node.index + 1)
    // Keys of the vocabulary are properties, or functions that exist.
    guard tree[key].kind == .scalar, tree[key].name.isNone else { return nil }
    return tree.text(of: key)
  }

  private mutating func lowerPlain(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let unknown = misplaced(node, expecting: expectation, &estate) { return unknown }
    switch tree[node].kind {
    case .scalar:
      return lowerScalar(node, expecting: expectation, &estate)
    case .sequence:
      return lowerSequence(node, element: expectation.element, &estate)
    case .mapping:
      return lowerMapping(node, shape: expectation.shape, element: expectation.element, &estate)
    case .alias:
      return estate.heap.unknown(Unknown(.invalidValue, "an alias"), origin: origin(node))
    }
  }

  /// A value whose form the declaration rules out: reported, and unknown from there on.
  private func misplaced(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value? {
    let wanted: String
    switch (expectation, tree[node].kind) {
    case (.text, .sequence), (.text, .mapping): wanted = "a text"
    case (.boolean, .sequence), (.boolean, .mapping): wanted = "true or false"
    case (.integer, .sequence), (.integer, .mapping), (.number, .sequence), (.number, .mapping):
      wanted = "a number"
    case (.object, .sequence), (.map, .sequence): wanted = "a mapping"
    case (.list, .mapping): wanted = "a list"
    case (.object, .scalar) where tree[node].type != .null: wanted = "a mapping"
    case (.map, .scalar) where tree[node].type != .null: wanted = "a mapping"
    case (.list, .scalar) where tree[node].type != .null: wanted = "a list"
    default: return nil
    }
    return mistyped(node, wanted: wanted, &estate)
  }

  private func mistyped(
    _ node: NodeID,
    wanted: String,
    _ estate: inout EstateBuilder
  ) -> Value {
    let fact = "\(wanted) was expected here"
    estate.report(Diagnostic(.warning, "wrong-type", fact, at: tree.span(of: node)))
    let unknown = Unknown(.invalidValue, "a value of the wrong type")
    return estate.heap.unknown(unknown, origin: origin(node))
  }

  mutating func lowerMapping(
    _ node: NodeID,
    shape: ShapeID?,
    element: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    var run: [Value] = []
    run.reserveCapacity(2 * tree.count(of: node))
    for (key, value) in tree.entries(of: node) {
      let name = tree[key].name
      var expectation = element
      if let shape, !name.isNone, let property = estate.declarations.property(name, in: shape) {
        expectation = Expectation(property.kind)
      }
      var lowered = lower(value, expecting: expectation, &estate)
      // `AWS::NoValue` stays as a choice that falls on nothing, so that findings can point at it.
      if lowered.isAbsent {
        let nothing = (guard: GuardID.always, value: lowered)
        lowered = estate.heap.choice([nothing], origin: origin(tree.resolved(value)))
      }
      if lowered.kind == .choice, let shape {
        lowered = withDefault(of: name, in: shape, at: node, lowered, &estate)
      }
      run.append(estate.heap.string(utf8: tree.utf8(of: key), origin: origin(key), name: name))
      run.append(lowered)
    }
    if let shape { run += estate.defaults(of: shape, besides: run, origin: origin(node)) }
    return estate.heap.map(alternating: run, origin: origin(node))
  }

  /// A choice between values and nothing: where nothing is chosen, AWS's default holds.
  private func withDefault(
    of name: Name,
    in shape: ShapeID,
    at node: NodeID,
    _ choice: Value,
    _ estate: inout EstateBuilder
  ) -> Value {
    var cases = (0..<choice.count).map { estate.heap.choiceCase($0, of: choice) }
    guard let absent = cases.firstIndex(where: { $0.value.isAbsent }),
      let entry = estate.declarations.defaults(of: shape).first(where: { $0.name == name })
    else { return choice }
    let value = estate.declarations.value(of: entry, in: &estate.heap)
    cases[absent].value = value.from(cases[absent].value.origin)
    return estate.heap.choice(cases, origin: choice.origin)
  }

  private mutating func lowerSequence(
    _ node: NodeID,
    element: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    var elements: [Value] = []
    elements.reserveCapacity(tree.count(of: node))
    for child in tree.children(of: node) {
      let value = lower(child, expecting: element, &estate)
      guard !value.isAbsent else { continue }
      elements.append(value)
    }
    return estate.heap.list(elements, origin: origin(node))
  }
}

// MARK: - Scalars

extension TemplateReader {
  private func lowerScalar(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch expectation {
    case .text:
      return text(node, &estate)
    case .boolean:
      return boolean(node) ?? mistyped(node, wanted: "true or false", &estate)
    case .integer, .number:
      return number(node) ?? mistyped(node, wanted: "a number", &estate)
    case .object, .list, .map, .anything:
      switch tree[node].type {
      case .null: return Value.null.from(origin(node))
      case .boolean, .legacyBoolean: return boolean(node) ?? text(node, &estate)
      case .integer, .float: return number(node) ?? text(node, &estate)
      case .string: return text(node, &estate)
      }
    }
  }

  /// A text that a function gave, in the type that the place wants: parameters of type `Number` and
  /// mapped booleans are texts to CloudFormation.
  private func coerced(
    _ value: Value,
    to expectation: Expectation,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch (expectation, value.kind) {
    case (.list, .string):
      return mistyped(node, wanted: "a list", &estate)
    case (.boolean, .string), (.integer, .string), (.number, .string):
      let text = estate.heap.text(value)
      var typed: Value? = nil
      if case .boolean = expectation {
        let word = text.lowercased()
        typed = word == "true" ? .true : word == "false" ? .false : nil
      } else {
        typed = Int64(text).map { .int($0) } ?? Double(text).map { .double($0) }
      }
      guard var typed else {
        let isBoolean = if case .boolean = expectation { true } else { false }
        return mistyped(node, wanted: isBoolean ? "true or false" : "a number", &estate)
      }
      typed.origin = value.origin
      typed.flags = value.flags
      return typed
    case (.boolean, .choice), (.integer, .choice), (.number, .choice):
      var cases: [(guard: GuardID, value: Value)] = []
      for index in 0..<value.count {
        let one = estate.heap.choiceCase(index, of: value)
        cases.append((one.guard, coerced(one.value, to: expectation, at: node, &estate)))
      }
      return estate.heap.choice(cases, origin: value.origin)
    default:
      return value
    }
  }

  private func text(_ node: NodeID, _ estate: inout EstateBuilder) -> Value {
    estate.heap.string(utf8: tree.utf8(of: node), origin: origin(node))
  }

  /// Booleans as the CloudFormation service takes them: also quoted, and in the words of YAML 1.1.
  private func boolean(_ node: NodeID) -> Value? {
    let isPlain = tree[node].type == .boolean || tree[node].type == .legacyBoolean
    switch tree.text(of: node).lowercased() {
    case "true": return .bool(true, origin: origin(node))
    case "false": return .bool(false, origin: origin(node))
    case "yes", "on", "y": return isPlain ? .bool(true, origin: origin(node)) : nil
    case "no", "off", "n": return isPlain ? .bool(false, origin: origin(node)) : nil
    default: return nil
    }
  }

  private func number(_ node: NodeID) -> Value? {
    let text = tree.text(of: node)
    if let integer = Int64(text) { return .int(integer, origin: origin(node)) }
    if let double = Double(text), double.isFinite { return .double(double, origin: origin(node)) }
    return nil
  }
}
