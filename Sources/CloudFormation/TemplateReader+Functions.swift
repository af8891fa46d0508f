import Findings
import Infrastructure
import SourceText
import Syntax
import Values

extension TemplateReader {
  /// The value of a function's use.
  ///
  /// `expectation` is what the place wants; it reaches the branches of `Fn::If`.
  mutating func evaluate(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch call.function {
    case .ref:
      guard tree[call.argument].kind == .scalar else { return misuse(call, &estate) }
      return reference(to: tree.text(of: call.argument), at: call.node, &estate)
    case .getAtt:
      return getAtt(call, &estate)
    case .sub:
      return sub(call, &estate)
    case .join:
      return join(call, &estate)
    case .select:
      return select(call, expecting: expectation, &estate)
    case .split:
      return split(call, &estate)
    case .findInMap:
      return findInMap(call, expecting: expectation, &estate)
    case .if:
      return choose(call, expecting: expectation, &estate)
    case .base64:
      return base64(call, &estate)
    case .cidr:
      return cidr(call, &estate)
    case .importValue:
      let name = lowerArgument(call, expecting: .text, &estate)
      return imported(name, call, &estate)
    case .getAZs:
      let unknown = Unknown(.pseudoParameter, "the availability zones of the region")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    case .condition where tree[call.argument].kind == .scalar:
      let name = tree.text(of: call.argument)
      let condition = guardOfCondition(name, at: call.argument, &estate)
      let cases = [
        (guard: condition.id, value: Value.true),
        (guard: estate.worlds.add(.not(condition.id)), value: Value.false),
      ]
      return pick(cases, origin: origin(call.node), &estate)
    case .and, .condition, .contains, .eachMemberEquals, .eachMemberIn, .equals, .length, .not,
      .or, .refAll, .toJSONString, .transform, .valueOf, .valueOfAll:
      let subject = "the result of '\(call.function.rawValue)'"
      let unknown = Unknown(.unsupportedFunction, subject)
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
  }

  /// A use that the function does not allow: reported, and unknown from there on.
  mutating func misuse(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let fact = "'\(call.function.rawValue)' cannot be used this way"
    estate.report(Diagnostic(.warning, "invalid-intrinsic", fact, at: tree.span(of: call.node)))
    let unknown = Unknown(.invalidValue, "the result of '\(call.function.rawValue)'")
    return estate.heap.unknown(unknown, origin: origin(call.node))
  }

  private mutating func getAtt(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    if tree[call.argument].kind == .scalar {
      return attribute(tree.text(of: call.argument), at: call.node, &estate)
    }
    guard let pair = operands(of: call, count: 2), tree[pair[0]].kind == .scalar else {
      return misuse(call, &estate)
    }
    let attributeName = lower(pair[1], expecting: .text, &estate)
    guard attributeName.kind == .string else {
      let unknown = Unknown(.generatedAttribute, "an attribute of '\(tree.text(of: pair[0]))'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let path = "\(tree.text(of: pair[0])).\(estate.heap.text(attributeName))"
    return attribute(path, at: call.node, &estate)
  }

  private mutating func imported(
    _ name: Value,
    _ call: Call,
    _ estate: inout EstateBuilder
  ) -> Value {
    let subject =
      name.kind == .string ? "export '\(estate.heap.text(name))'" : "an imported value"
    let unknown = Unknown(.importedValue, subject)
    return estate.heap.unknown(unknown, origin: origin(call.node))
  }
}

// MARK: - Texts

extension TemplateReader {
  private mutating func sub(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    var textNode = call.argument
    var local: NodeID?
    if tree[call.argument].kind == .sequence {
      guard let pair = operands(of: call, count: 2), tree[pair[1]].kind == .mapping else {
        return misuse(call, &estate)
      }
      textNode = pair[0]
      local = pair[1]
    }
    guard tree[textNode].kind == .scalar else { return misuse(call, &estate) }
    let place = origin(call.node)
    var values: [Value] = []
    for piece in SubstitutionText(tree.utf8(of: textNode)).pieces {
      switch piece {
      case .literal(let text):
        values.append(estate.heap.string(utf8: text))
      case .variable(let name):
        if let local, let node = tree.value(of: name, in: local) {
          values.append(lower(node, expecting: .text, &estate))
        } else if name.utf8.contains(UInt8(ascii: ".")) {
          values.append(attribute(name, at: call.node, &estate))
        } else {
          values.append(reference(to: name, at: call.node, &estate))
        }
      }
    }
    return estate.concatenation(of: values, origin: place)
  }

  private mutating func join(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let pair = operands(of: call, count: 2), tree[pair[0]].kind == .scalar else {
      return misuse(call, &estate)
    }
    let list = lower(pair[1], expecting: .list(.text), &estate)
    guard list.kind == .list else {
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Join'")
      return list.kind == .unknown
        ? list.from(origin(call.node)) : estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let separator = estate.heap.string(tree.text(of: pair[0]))
    var values: [Value] = []
    for index in 0..<list.count {
      if index > 0, separator.count > 0 { values.append(separator) }
      values.append(estate.heap.element(index, of: list))
    }
    return estate.concatenation(of: values, origin: origin(call.node))
  }

  private mutating func base64(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    let text = lowerArgument(call, expecting: .text, &estate)
    guard text.kind == .string else {
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Base64'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let encoded = Base64.encode(estate.heap.utf8(text))
    return estate.heap.string(utf8: encoded, origin: origin(call.node))
  }
}

// MARK: - Lists

extension TemplateReader {
  private mutating func select(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let pair = operands(of: call, count: 2) else { return misuse(call, &estate) }
    let index = lower(pair[0], expecting: .integer, &estate)
    let list = lower(pair[1], expecting: .list(expectation), &estate)
    guard index.kind == .int, list.kind == .list else {
      let blocker = list.kind == .list ? index : list
      if blocker.kind == .unknown {
        var element = blocker.from(origin(call.node))
        let parameter = referenceName(pair[1]).flatMap { parameters[$0] }
        if parameter?.holdsIdentifiers == true { element.flags.insert(.identifier) }
        return element
      }
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Select'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    guard (0..<Int64(list.count)).contains(index.asInt) else {
      // A default such as "subnet-1 or subnet-2" has fewer parts than deployments will have.
      guard !list.flags.contains(.assumed) else {
        let unknown = Unknown(.invalidValue, "element \(index.asInt) of a list with \(list.count)")
        return estate.heap.unknown(unknown, origin: origin(call.node))
      }
      return misuse(call, &estate)
    }
    var element = estate.heap.element(Int(index.asInt), of: list)
    if list.flags.contains(.assumed) { element.flags.insert(.assumed) }
    for assumption in estate.assumptions(of: list.origin) {
      estate.assume(assumption, at: origin(call.node))
    }
    return element.from(origin(call.node))
  }

  private mutating func split(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let pair = operands(of: call, count: 2), tree[pair[0]].kind == .scalar else {
      return misuse(call, &estate)
    }
    let separator = tree.text(of: pair[0])
    let text = lower(pair[1], expecting: .text, &estate)
    guard text.kind == .string, !separator.isEmpty else {
      if text.kind == .unknown { return text.from(origin(call.node)) }
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Split'")
      return estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let place = origin(call.node)
    let parts = Self.split(Array(estate.heap.utf8(text)), by: Array(separator.utf8))
    var elements: [Value] = []
    for part in parts {
      var element = estate.heap.string(utf8: part, origin: place)
      element.flags = text.flags
      elements.append(element)
    }
    for assumption in estate.assumptions(of: text.origin) { estate.assume(assumption, at: place) }
    var list = estate.heap.list(elements, origin: place)
    list.flags = text.flags
    return list
  }

  private static func split(_ text: [UInt8], by separator: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index + separator.count <= text.count {
      if text[index..<index + separator.count].elementsEqual(separator) {
        parts.append(text[start..<index])
        index += separator.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(text[start...])
    return parts
  }

  private mutating func cidr(_ call: Call, _ estate: inout EstateBuilder) -> Value {
    guard let list = operands(of: call, count: 2...3) else { return misuse(call, &estate) }
    let block = lower(list[0], expecting: .text, &estate)
    let count = lower(list[1], expecting: .integer, &estate)
    let bits = list.count == 3 ? lower(list[2], expecting: .integer, &estate) : Value.int(8)
    guard block.kind == .string, count.kind == .int, bits.kind == .int else {
      let blocker = [block, count, bits].first { $0.kind == .unknown }
      let unknown = Unknown(.unsupportedFunction, "the result of 'Fn::Cidr'")
      return blocker?.from(origin(call.node))
        ?? estate.heap.unknown(unknown, origin: origin(call.node))
    }
    let blocks = CIDRBlocks.divide(
      estate.heap.text(block),
      count: Int(clamping: count.asInt),
      hostBits: Int(clamping: bits.asInt)
    )
    guard let blocks else { return misuse(call, &estate) }
    let place = origin(call.node)
    let values = blocks.map { estate.heap.string($0, origin: place) }
    return estate.heap.list(values, origin: place)
  }
}

// MARK: - Choices

extension TemplateReader {
  private mutating func choose(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let parts = operands(of: call, count: 3), tree[parts[0]].kind == .scalar else {
      return misuse(call, &estate)
    }
    let place = origin(call.node)
    let condition = guardOfCondition(tree.text(of: parts[0]), at: parts[0], &estate)
    let negation = estate.worlds.add(.not(condition.id))
    var cases: [(guard: GuardID, value: Value)] = []
    for (id, node) in [(condition.id, parts[1]), (negation, parts[2])] where id != .never {
      cases.append((id, lower(node, expecting: expectation, &estate)))
    }
    if cases.count == 1 {
      for assumption in condition.assumes {
        estate.assume(assumption, at: cases[0].value.origin)
        estate.assume(assumption, at: place)
      }
    }
    return pick(cases, origin: place, &estate)
  }

  /// The value of the only case, or a choice. The parts keep their own origins, so that a finding
  /// points into the branch that is at fault.
  private mutating func pick(
    _ cases: [(guard: GuardID, value: Value)],
    origin: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let decided = cases.first(where: { $0.guard == .always }) {
      return decided.value.origin.isNone ? decided.value.from(origin) : decided.value
    }
    return estate.heap.choice(cases, origin: origin)
  }

  private mutating func findInMap(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let parts = operands(of: call, count: 3...4), tree[parts[0]].kind == .scalar else {
      return misuse(call, &estate)
    }
    let name = tree.text(of: parts[0])
    guard let mappings, let value = tree.value(of: name, in: mappings) else {
      return unresolved("'\(name)' is not a mapping of this template", call.node, &estate)
    }
    let table = tree.resolved(value)
    let top = lower(parts[1], expecting: .text, &estate)
    let second = lower(parts[2], expecting: .text, &estate)
    var cases: [(guard: GuardID, value: Value)] = []
    for first in keyCases(top, estate) {
      for next in keyCases(second, estate) {
        guard first.value.kind == .string, next.value.kind == .string else {
          let blocker = first.value.kind == .string ? next.value : first.value
          guard blocker.kind == .unknown else { return misuse(call, &estate) }
          return blocker.from(origin(call.node))
        }
        let guardID = estate.worlds.add(.all([first.guard, next.guard]))
        let found = entry(table, first.value, next.value, estate)
        let value =
          found.map { lower($0, expecting: expectation, &estate) }
          ?? estate.heap.unknown(Unknown(.invalidValue, "a key of mapping '\(name)'"))
        cases.append((guardID, value))
      }
    }
    if cases.count == 1 { return cases[0].value }
    return pick(cases, origin: origin(call.node), &estate)
  }

  private func keyCases(
    _ value: Value,
    _ estate: borrowing EstateBuilder
  ) -> [(guard: GuardID, value: Value)] {
    guard value.kind == .choice else { return [(.always, value)] }
    return (0..<value.count).map { estate.heap.choiceCase($0, of: value) }
  }

  private func entry(
    _ table: NodeID,
    _ top: Value,
    _ second: Value,
    _ estate: borrowing EstateBuilder
  ) -> NodeID? {
    guard tree[table].kind == .mapping,
      let row = tree.value(of: estate.heap.text(top), in: table).map(tree.resolved),
      tree[row].kind == .mapping
    else { return nil }
    return tree.value(of: estate.heap.text(second), in: row)
  }
}
