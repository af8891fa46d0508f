import Findings
import Infrastructure
import SourceText
import Syntax
import Values

extension TemplateReader {
  /// The value at a node: functions evaluated, scalars in the type that the place wants.
  func lower(
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
    if tree[node].kind == .scalar, tree[node].tag == 0 {
      return lowerScalar(node, expecting: expectation, &estate)
    }
    // `Condition` with a mapping below it is the condition block of a policy statement.
    if let call = call(at: node),
      call.function != .condition || tree[call.argument].kind == .scalar
    {
      let value = evaluate(call, expecting: expectation, &estate)
      return coerced(value, to: expectation, &estate)
    } else if let value = unknownFunction(node, &estate) {
      return value
    }
    return lowerPlain(node, expecting: expectation, &estate)
  }

  /// What a function is applied to; in the short form the node's own tag is spent.
  func lowerArgument(
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
    reportUnknownFunction(name, at: node, &estate)
    return estate.heap.unknown(Unknown(.unsupportedFunction, "'\(name)'"), origin: origin(node))
  }

  private func reportUnknownFunction(
    _ name: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) {
    let fact = "'\(name)' is not an intrinsic function of CloudFormation"
    let known = IntrinsicFunction.allCases.map { name.hasPrefix("!") ? $0.tag : $0.rawValue }
    let help = suggestion(for: name, among: known)
    let span = tree.span(of: node)
    estate.report(Diagnostic(.warning, "unknown-intrinsic", fact, at: span, help: help))
  }

  /// The only key of a mapping.
  private func longForm(_ node: NodeID) -> String? {
    guard tree[node].kind == .mapping, tree.count(of: node) == 1 else { return nil }
    let key = NodeID(node.index + 1)
    // Keys of the vocabulary are properties, or functions that exist.
    guard tree[key].kind == .scalar, tree[key].name.isNone else { return nil }
    return tree.text(of: key)
  }

  private func lowerPlain(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
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

  func lowerMapping(
    _ node: NodeID,
    shape: ShapeID?,
    element: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    var run: [Value] = []
    run.reserveCapacity(2 * tree.count(of: node))
    let known = strangers.count
    defer { settleStrangers(after: known, of: node, shape, &estate) }
    if tree[node].hasPlainKeys {
      for (key, value) in tree.entries(of: node) {
        if let unknown = lower(key, value, shape, element, into: &run, &estate) { return unknown }
      }
    } else {
      for (key, value) in settledEntries(of: node, &estate) {
        if let unknown = lower(key, value, shape, element, into: &run, &estate) { return unknown }
      }
    }
    if let shape { run += estate.defaults(of: shape, besides: run, origin: origin(node)) }
    return estate.heap.map(alternating: run, origin: origin(node))
  }

  /// Adds one entry to `run`; an unknown value where the entry leaves the whole mapping open.
  private func lower(
    _ key: NodeID,
    _ value: NodeID,
    _ shape: ShapeID?,
    _ element: Expectation,
    into run: inout [Value],
    _ estate: inout EstateBuilder
  ) -> Value? {
    let name = tree[key].name
    if name.isNone || intrinsics[name] != nil, let open = openMapping(key, &estate) { return open }
    var expectation = element
    var isDocument = false
    if let shape, !name.isNone, let property = estate.declarations.property(name, in: shape) {
      expectation = Expectation(property.kind)
      isDocument = property.kind.form == .json
    } else if shape != nil {
      strangers.append(key)
    }
    var lowered =
      isDocument
      ? lowerDocument(value, &estate)
      : Self.fitted(lower(value, expecting: expectation, &estate), to: expectation, &estate)
    // `AWS::NoValue` stays as a choice that falls on nothing, so that findings can point at it.
    if lowered.isAbsent {
      let nothing = (guard: GuardID.always, value: lowered)
      lowered = estate.heap.choice([nothing], origin: origin(tree.resolved(value)))
    }
    if lowered.kind == .choice, let shape, estate.mayBeAbsent(lowered) {
      lowered = withDefault(lowered, of: name, in: shape, &estate)
    }
    if name.isNone {
      run.append(estate.heap.string(utf8: tree.utf8(of: key), origin: origin(key)))
    } else {
      run.append(estate.key(name).from(origin(key)))
    }
    run.append(lowered)
    return nil
  }

  /// Where a property falls on nothing, AWS's default holds.
  private func withDefault(
    _ value: Value,
    of name: Name,
    in shape: ShapeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    let defaults = estate.declarations.defaults(of: shape)
    guard let entry = defaults.first(where: { $0.name == name }) else { return value }
    return estate.mapCases(of: value) { part, estate in
      guard part.isAbsent else { return part }
      return estate.declarations.value(of: entry, in: &estate.heap).from(part.origin)
    }
  }

  /// A function's name as one key of several, or as a key that is no function's: what the mapping
  /// holds is not known then. Nil for other keys.
  private func openMapping(_ key: NodeID, _ estate: inout EstateBuilder) -> Value? {
    guard tree[key].kind == .scalar else { return keyIsNoText(key, &estate) }
    guard tree.utf8(of: key).starts(with: "Fn::".utf8) else { return nil }
    let name = tree.text(of: key)
    let function = intrinsics[tree[key].name]
    if function == .transform {
      return transformResult(NodeID(Int(tree[key].next)), at: key, &estate)
    }
    if function == nil { reportUnknownFunction(name, at: key, &estate) }
    let unknown = Unknown(.unsupportedFunction, "the result of '\(name)'")
    return estate.heap.unknown(unknown, origin: origin(key))
  }

  private func keyIsNoText(_ key: NodeID, _ estate: inout EstateBuilder) -> Value? {
    let node = tree.resolved(key)
    guard tree[node].kind != .scalar else { return nil }
    let fact = "a key is not a text"
    estate.report(Diagnostic(.warning, "wrong-type", fact, at: tree.span(of: key)))
    return nil
  }

  /// The entries of a mapping with merge keys or repeated keys: those that count.
  private func settledEntries(
    of node: NodeID,
    _ estate: inout EstateBuilder
  ) -> [(key: NodeID, value: NodeID)] {
    for (key, value) in tree.entries(of: node) where tree.isMergeKey(key) {
      guard tree[tree.resolved(value)].kind == .scalar else { continue }
      let fact = "only mappings can be merged"
      estate.report(Diagnostic(.warning, "wrong-type", fact, at: tree.span(of: value)))
    }
    var entries: [(key: NodeID, value: NodeID)] = []
    var places: [ArraySlice<UInt8>: Int] = [:]
    for entry in tree.mergedEntries(of: node) {
      let text = tree.utf8(of: entry.key)
      if let place = places[text] {
        entries[place] = entry
      } else {
        places[text] = entries.count
        entries.append(entry)
      }
    }
    return entries
  }

  private func lowerSequence(
    _ node: NodeID,
    element: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    var elements: [Value] = []
    elements.reserveCapacity(tree.count(of: node))
    for child in tree.children(of: node) {
      let value = Self.fitted(lower(child, expecting: element, &estate), to: element, &estate)
      guard !value.isAbsent else { continue }
      elements.append(value)
    }
    return estate.heap.list(elements, origin: origin(node))
  }
}

// MARK: - Values of the wrong form

extension TemplateReader {
  /// A value in the form that its place wants. CloudFormation makes scalars of each other, but never
  /// a list of a text: that is reported, and nothing follows from it.
  ///
  /// Static, because a closure of a method holds a copy of the reader.
  static func fitted(
    _ value: Value,
    to expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let wanted = expectation.form else { return value }
    guard value.kind == .choice || misfits(value, wanted.form, expectation) else { return value }
    return estate.mapCases(of: value) { part, estate in
      guard misfits(part, wanted.form, expectation) else { return part }
      if isOpen(part, to: expectation) {
        if let cause = firstUnknown(in: part, estate.heap) {
          return cause.derived.from(part.origin)
        }
        let unknown = Unknown(.generatedAttribute, "a value that AWS gives")
        return estate.heap.unknown(unknown, origin: part.origin)
      }
      let fact = "\(wanted.words) was expected here"
      let span = estate.span(of: part.origin)
      estate.report(Diagnostic(.warning, "wrong-type", fact, at: span))
      let unknown = Unknown(.invalidValue, "a value of the wrong type")
      return estate.heap.unknown(unknown, origin: part.origin)
    }
  }

  private static func misfits(_ value: Value, _ wanted: Form, _ expectation: Expectation) -> Bool {
    guard let found = value.kind.form else { return false }
    guard found == wanted else { return true }
    return switch expectation {
    case .boolean: value.kind != .bool
    case .integer, .number: ![.int, .uint, .double].contains(value.kind)
    case .text, .object, .list, .map, .anything: false
    }
  }

  /// Whether only a deployment tells if a value has the form that is wanted: attributes may be lists
  /// and numbers, and what AWS makes a part of may read as a number. `Ref` of a resource is a text.
  private static func isOpen(_ value: Value, to expectation: Expectation) -> Bool {
    switch value.kind {
    case .reference: !value.name.isNone || expectation.wantsOtherThanText
    case .template: expectation.wantsOtherThanText
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .choice:
      false
    }
  }
}

/// The form of a value, as CloudFormation tells forms apart.
private enum Form {
  case scalar, list, mapping
}

extension Expectation {
  /// The form that is wanted, in words too; nil where anything goes.
  fileprivate var form: (form: Form, words: String)? {
    switch self {
    case .text: (.scalar, "a text")
    case .boolean: (.scalar, "true or false")
    case .integer, .number: (.scalar, "a number")
    case .list: (.list, "a list")
    case .object, .map: (.mapping, "a mapping")
    case .anything: nil
    }
  }
}

extension Value.Kind {
  /// The form of a known value; nil where it is not known.
  fileprivate var form: Form? {
    switch self {
    case .bool, .int, .uint, .double, .string, .template, .reference: .scalar
    case .list: .list
    case .map: .mapping
    case .null, .bytes, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource, .error,
      .unknown, .choice:
      nil
    }
  }
}

// MARK: - Scalars

extension TemplateReader {
  private func lowerScalar(
    _ node: NodeID,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    if tree[node].type == .null { return null(node, &estate) }
    switch expectation {
    case .text:
      return text(node, &estate)
    case .boolean:
      return boolean(node) ?? text(node, &estate)
    case .integer, .number:
      return number(node) ?? text(node, &estate)
    case .object, .list, .map, .anything:
      switch tree[node].type {
      case .null: return null(node, &estate)
      case .boolean, .legacyBoolean: return boolean(node) ?? text(node, &estate)
      case .integer, .float: return number(node) ?? text(node, &estate)
      case .string: return text(node, &estate)
      }
    }
  }

  /// CloudFormation refuses null, so that nothing follows from one.
  private func null(_ node: NodeID, _ estate: inout EstateBuilder) -> Value {
    let fact = "a null is no value to CloudFormation"
    let help = "leave the key out, or write '!Ref AWS::NoValue'"
    estate.report(Diagnostic(.warning, "null-value", fact, at: tree.span(of: node), help: help))
    return estate.heap.unknown(Unknown(.invalidValue, "a null"), origin: origin(node))
  }

  /// What a function gave, in the type that the place wants: parameters of type `Number` and mapped
  /// booleans are texts to CloudFormation.
  private func coerced(
    _ value: Value,
    to expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch (expectation, value.kind) {
    case (.boolean, .string), (.integer, .string), (.number, .string):
      return typed(value, as: expectation, estate)
    case (.text, .bool), (.text, .int), (.text, .double):
      return worded(value, &estate)
    case (.boolean, .choice), (.integer, .choice), (.number, .choice), (.text, .choice),
      (.list, .choice):
      return estate.mapCases(of: value) { part, estate in
        coerced(part, to: expectation, &estate)
      }
    case (.list(let element), .list):
      if case .anything = element { return value }
      let elements = estate.heap.elements(of: value).map { part in
        Self.fitted(coerced(part, to: element, &estate), to: element, &estate)
      }
      var list = estate.heap.list(elements, origin: value.origin)
      list.flags = value.flags
      return list
    default:
      return value
    }
  }

  /// A boolean or number as the text that CloudFormation makes of it.
  private func worded(_ value: Value, _ estate: inout EstateBuilder) -> Value {
    let text =
      switch value.kind {
      case .bool: value.isTrue ? "true" : "false"
      case .int: String(value.asInt)
      default: String(value.asDouble)
      }
    var worded = estate.heap.string(text, origin: value.origin)
    worded.flags = value.flags
    return worded
  }

  private func typed(
    _ value: Value,
    as expectation: Expectation,
    _ estate: borrowing EstateBuilder
  ) -> Value {
    let text = estate.heap.text(value)
    var typed: Value?
    if case .boolean = expectation {
      typed = Self.boolean(text)
    } else {
      typed = Self.number(text)
    }
    guard var typed else { return value }
    typed.origin = value.origin
    typed.flags = value.flags
    return typed
  }

  private func text(_ node: NodeID, _ estate: inout EstateBuilder) -> Value {
    resolved(estate.heap.string(utf8: tree.utf8(of: node), origin: origin(node)), &estate)
  }

  /// Booleans as the CloudFormation service takes them: also quoted, and in the words of YAML 1.1.
  private func boolean(_ node: NodeID) -> Value? {
    let text = tree.text(of: node)
    if let value = Self.boolean(text) { return value.from(origin(node)) }
    guard tree[node].type == .legacyBoolean else { return nil }
    switch text.lowercased() {
    case "yes", "on", "y": return .bool(true, origin: origin(node))
    case "no", "off", "n": return .bool(false, origin: origin(node))
    default: return nil
    }
  }

  private static func boolean(_ text: String) -> Value? {
    switch text.lowercased() {
    case "true": .true
    case "false": .false
    default: nil
    }
  }

  private func number(_ node: NodeID) -> Value? {
    Self.number(tree.text(of: node))?.from(origin(node))
  }

  /// A decimal number; Swift would read names such as `nan`, and hexadecimal digits, too.
  private static func number(_ text: String) -> Value? {
    if let integer = Int64(text) { return .int(integer) }
    guard text.utf8.allSatisfy({ $0 < 0x41 || $0 | 0x20 == UInt8(ascii: "e") }),
      let double = Double(text), double.isFinite
    else { return nil }
    return .double(double)
  }
}
