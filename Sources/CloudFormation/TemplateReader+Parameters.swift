import Findings
import Infrastructure
import Syntax
import Values

extension TemplateReader {
  /// Settles what is known of each parameter: given, allowed values, default, or nothing.
  func readParameters(_ section: NodeID?, _ estate: inout EstateBuilder) {
    compared = literalsComparedWithParameters()
    guard let section else { return }
    for (key, value) in tree.mergedEntries(of: section) where !tree.isText(key, "Fn::Transform") {
      let body = tree.resolved(value)
      guard tree[body].kind == .mapping else {
        let fact = "parameter '\(tree.text(of: key))' is not a mapping"
        estate.report(Diagnostic(.error, "wrong-type", fact, at: tree.span(of: body)))
        continue
      }
      let name = tree.text(of: key)
      let type = scalarText("Type", of: body) ?? "String"
      parameters[name] = Parameter(
        name: name,
        type: type,
        node: key,
        resolution: resolution(
          of: name,
          type: type,
          key: key,
          body: body,
          compared: compared[name] ?? [],
          &estate
        )
      )
    }
  }

  private func resolution(
    of name: String,
    type: String,
    key: NodeID,
    body: NodeID,
    compared: [String],
    _ estate: inout EstateBuilder
  ) -> Parameter.Resolution {
    let isStored = type.hasPrefix("AWS::SSM::Parameter::Value<")
    let passed = bound[name]
    // A stack above passes the name of a stored value, a description the value itself.
    if let passed, passed.kind != .unknown, !isStored || stack.above.isEmpty {
      return .bound(filled(passed, default: scalarText("Default", of: body), key, &estate))
    }
    if let value = given[name], !isStored { return .given(value) }
    // Of a nested stack the deployment is known: what is not passed has its default.
    if !stack.above.isEmpty, passed == nil, !isStored, let value = scalarText("Default", of: body) {
      return .given(value)
    }
    let isList = type == "CommaDelimitedList" || type.hasPrefix("List<")
    let allowed = allowedValues(of: body)
    if allowed.isEmpty, !isStored, let variable = variables[name] {
      return .unknown(variable: variable)
    }
    if takesDefaults, !isStored, passed == nil, let value = scalarText("Default", of: body) {
      return .assumed(value)
    }
    // What is passed may be open; the values that are allowed still hold.
    if !isStored, !isList, (1...64).contains(allowed.count) {
      if allowed.count == 1 { return .given(allowed[0]) }
      return .oneOf(variable: variable(name, allowed, key, &estate), values: allowed)
    }
    if !isStored, passed == nil, let value = scalarText("Default", of: body) {
      return .assumed(value)
    }
    guard !compared.isEmpty, compared.count < 64 else { return .unknown(variable: nil) }
    return .unknown(variable: openVariable(name, compared, key, &estate))
  }

  private func variable(
    _ name: String,
    _ cases: [String],
    _ key: NodeID,
    _ estate: inout EstateBuilder
  ) -> Int {
    estate.worlds.add(
      WorldVariable(kind: .parameter, name: name, cases: cases, origin: origin(key))
    )
  }

  /// The variable of a name that may have other values than those that conditions compare it with.
  private func openVariable(
    _ name: String,
    _ compared: [String],
    _ key: NodeID,
    _ estate: inout EstateBuilder
  ) -> Int {
    estate.worlds.add(
      WorldVariable(
        kind: .parameter,
        name: name,
        cases: compared + ["another value"],
        isOpenEnded: true,
        origin: origin(key)
      )
    )
  }

  /// The variable that tells the values apart which conditions compare a name with; nil where nothing
  /// is open about it.
  func variable(
    comparing name: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Int? {
    if let parameter = parameters[name] {
      guard case .unknown(let variable) = parameter.resolution else { return nil }
      return variable
    }
    guard name.hasPrefix("AWS::"), given[name] == nil, bound[name] == nil,
      let literals = compared[name],
      literals.count < 64
    else { return nil }
    if let known = pseudoVariables[name] { return known }
    let added = openVariable(name, literals, node, &estate)
    pseudoVariables[name] = added
    return added
  }

  private func allowedValues(of body: NodeID) -> [String] {
    guard let value = tree.value(of: "AllowedValues", in: body) else { return [] }
    let list = tree.resolved(value)
    guard tree[list].kind == .sequence else { return [] }
    var seen: Set<String> = []
    return tree.children(of: list).compactMap { child in
      let node = tree.resolved(child)
      guard tree[node].kind == .scalar else { return nil }
      let text = tree.text(of: node)
      return seen.insert(text).inserted ? text : nil
    }
  }

  func scalarText(_ key: String, of body: NodeID) -> String? {
    guard let value = tree.value(of: key, in: body) else { return nil }
    let node = tree.resolved(value)
    guard tree[node].kind == .scalar, tree[node].type != .null else { return nil }
    return tree.text(of: node)
  }

  /// For each parameter the texts that some `Fn::Equals` compares it with, in order.
  func literalsComparedWithParameters() -> [String: [String]] {
    var literals: [String: [String]] = [:]
    for (name, texts) in literalsComparedBelow() {
      for text in texts where literals[name]?.contains(text) != true {
        literals[name, default: []].append(text)
      }
    }
    var visits = 4 * tree.nodes.count
    for (_, condition) in conditions.sorted(by: { $0.value < $1.value }) {
      collectComparisons(condition, depth: 0, &visits, into: &literals)
    }
    return literals
  }

  private func collectComparisons(
    _ node: NodeID,
    depth: Int,
    _ visits: inout Int,
    into literals: inout [String: [String]]
  ) {
    let node = tree.resolved(node)
    visits -= 1
    guard depth < 40, visits > 0, tree[node].kind != .scalar else { return }
    if let call = call(at: node), call.function == .equals, let pair = operands(of: call, count: 2)
    {
      for (one, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
        guard let name = referenceName(one), let text = literalText(other) else { continue }
        if literals[name]?.contains(text) != true { literals[name, default: []].append(text) }
      }
      return
    }
    for child in tree.children(of: node) {
      collectComparisons(child, depth: depth + 1, &visits, into: &literals)
    }
  }

  private func literalText(_ node: NodeID) -> String? {
    let node = tree.resolved(node)
    guard tree[node].kind == .scalar, tree[node].tag == 0 else { return nil }
    return tree.text(of: node)
  }
}

extension TemplateReader {
  /// What `Ref` of a parameter gives, read at `node`.
  func value(
    of parameter: Parameter,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch parameter.resolution {
    case .given(let text):
      return parameterValue(parameter, text, at: node, &estate)
    case .bound(let value):
      estate.inheritAssumptions(of: [value], at: origin(node))
      let value = parameter.isList ? listed(value, at: origin(node), &estate) : value
      noteReferences(in: value, &estate)
      return value.from(origin(node))
    case .assumed(let text):
      let assumption = text.isEmpty ? "\(parameter.name) is empty" : "\(parameter.name) = \(text)"
      estate.assume(assumption, at: origin(node))
      var value = parameterValue(parameter, text, at: node, &estate)
      value.flags.insert(.assumed)
      return value
    case .oneOf(let variable, let values):
      let cases = values.enumerated().map { index, text in
        let id = estate.worlds.add(.oneOf(variable: variable, cases: 1 << UInt64(index)))
        return (guard: id, value: estate.heap.string(text, origin: origin(node)))
      }
      return estate.heap.choice(cases, origin: origin(node))
    case .unknown:
      if let passed = bound[parameter.name], passed.kind == .unknown {
        return passed.from(origin(node))
      }
      if parameter.isStored { return storedValue(of: parameter, at: node, &estate) }
      let settle = "--parameter \(settledName(of: parameter))=VALUE"
      let unknown = Unknown(
        .parameter,
        "parameter '\(parameter.name)'",
        settle: settle,
        lengths: lengths(of: parameter)
      )
      var value = estate.heap.unknown(unknown, origin: origin(node))
      if parameter.holdsIdentifiers, !parameter.isList { value.flags.insert(.identifier) }
      return value
    }
  }

  /// How long the value of a parameter is; nil where anything goes.
  ///
  /// Source: CloudFormation User Guide, "Parameters": `MinLength` and `MaxLength` of the type `String`.
  private func lengths(of parameter: Parameter) -> ClosedRange<Int>? {
    guard parameter.type == "String" else { return nil }
    let body = tree.resolved(NodeID(parameter.node.index + 1))
    let least = scalarText("MinLength", of: body).flatMap { Int($0) } ?? 0
    let most = scalarText("MaxLength", of: body).flatMap { Int($0) } ?? .max
    guard least > 0 || most < .max, 0 <= least, least <= most else { return nil }
    return least...most
  }

  /// The name by which a run gives a parameter its value: that of a nested stack, which gets what the
  /// stack above passes, with its address.
  private func settledName(of parameter: Parameter) -> String {
    prefixOfParameters + parameter.name
  }

  /// What stands before the names of the stack's parameters on the command line.
  var prefixOfParameters: String { stack.above.isEmpty ? "" : stack.address }

  /// The value that a parameter of a type of Systems Manager names, where this run knows it.
  private func storedValue(
    of parameter: Parameter,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    let subject = "the stored value that parameter '\(parameter.name)' names"
    let body = tree.resolved(NodeID(parameter.node.index + 1))
    guard let path = given[parameter.name] ?? scalarText("Default", of: body) else {
      let settle = "--parameter \(settledName(of: parameter))=NAME"
      let unknown = Unknown(.dynamicReference, subject, settle: settle)
      return estate.heap.unknown(unknown, origin: origin(node))
    }
    var value: Value?
    if let text = given["resolve:ssm:\(path)"] {
      value = estate.heap.string(text, origin: origin(node))
    } else {
      value = storedParameter(path, at: origin(node), &estate)
    }
    guard var value else {
      let settle = "--parameter resolve:ssm:\(path)=VALUE"
      let unknown = Unknown(.dynamicReference, subject, settle: settle)
      return estate.heap.unknown(unknown, origin: origin(node))
    }
    if given[parameter.name] == nil, stack.above.isEmpty {
      estate.assume("\(parameter.name) = \(path)", at: origin(node))
      value.flags.insert(.assumed)
    }
    return parameter.isList ? listed(value, at: origin(node), &estate) : value
  }

  /// What is passed to a parameter; where that falls on nothing, its default.
  private func filled(
    _ passed: Value,
    default text: String?,
    _ key: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard estate.mayBeAbsent(passed) else { return passed }
    return estate.mapCases(of: passed) { part, estate in
      guard part.isAbsent else { return part }
      if let text { return estate.heap.string(text, origin: origin(key)) }
      let unknown = Unknown(.parameter, "parameter '\(tree.text(of: key))'")
      return estate.heap.unknown(unknown, origin: origin(key))
    }
  }

  /// The list that a parameter is which is given as a text with commas.
  private func listed(
    _ value: Value,
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    estate.mapCases(of: value) { value, estate in
      if value.kind == .string {
        var list = commaList(estate.heap.text(value), at: place, &estate)
        list.flags = value.flags
        return list
      }
      let list =
        value.kind == .list ? value : Self.splitAtCommas(value, at: place, &estate)
      if let list { return localized(list, at: place, &estate) }
      if value.kind == .unknown { return value }
      let unknown = Unknown(.unsupportedFunction, "the parts of a list")
      return estate.heap.unknown(unknown, origin: value.origin)
    }
  }

  /// Notes that the resource that is being read refers to what a parameter stands for.
  func noteReferences(in value: Value, _ estate: inout EstateBuilder) {
    guard let current else { return }
    var open = [value]
    while let value = open.popLast() {
      switch value.kind {
      case .reference:
        estate.addReference(from: current, to: ResourceID(estate.heap.target(of: value)))
      case .list, .template:
        open += estate.heap.elements(of: value)
      case .choice:
        for index in 0..<value.count {
          open.append(estate.heap.choiceCase(index, of: value).value)
        }
      case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .optional, .duration,
        .timestamp, .ip, .cidr, .resource, .error, .unknown:
        break
      }
    }
  }

  private func parameterValue(
    _ parameter: Parameter,
    _ text: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard parameter.isList else {
      return resolved(estate.heap.string(text, origin: origin(node)), &estate)
    }
    return commaList(text, at: origin(node), &estate)
  }

  /// The members of a list that is written with commas, without the blanks around them; none in an
  /// empty text.
  private func commaList(
    _ text: String,
    at place: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      var trimmed = part.drop { $0 == " " }
      while trimmed.last == " " { trimmed.removeLast() }
      return estate.heap.string(String(trimmed), origin: place)
    }
    return estate.heap.list(text.isEmpty ? [] : parts, origin: place)
  }
}
