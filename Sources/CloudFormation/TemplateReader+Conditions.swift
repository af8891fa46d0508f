import Findings
import Infrastructure
import Syntax
import Values

extension TemplateReader {
  /// A guard, and the parameter defaults that its truth rests on.
  struct Condition {
    let id: GuardID
    let assumes: [String]

    static let always = Condition(id: .always, assumes: [])
  }

  /// Notes where each condition of the template stands, without a word on what is wrong with them.
  func noteConditions() {
    guard let root = tree.root, let section = tree.value(of: "Conditions", in: root) else { return }
    let node = tree.resolved(section)
    if tree[node].kind == .mapping { noteConditions(node) }
  }

  /// Notes where each condition stands, because they name each other in any order.
  func noteConditions(_ section: NodeID?) {
    guard let section else { return }
    for (key, value) in tree.mergedEntries(of: section) where !tree.isText(key, "Fn::Transform") {
      conditions[tree.text(of: key)] = value
    }
  }

  /// Turns all conditions into guards, so that what is wrong with one is reported once, whoever asks
  /// for it, and long chains in order are not deep.
  func readConditions(_ section: NodeID?, _ estate: inout EstateBuilder) {
    guard let section else { return }
    for (key, _) in tree.mergedEntries(of: section) where !tree.isText(key, "Fn::Transform") {
      let name = tree.text(of: key)
      let condition = guardOfCondition(name, at: key, &estate)
      if condition.id != .always, condition.id != .never {
        estate.noteOpen(condition: name, guard: condition.id, at: origin(key))
      }
    }
  }

  /// The guard of a named condition, asked for at `node`.
  func guardOfCondition(
    _ name: String,
    at node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Condition {
    if case .read(let id, let assumes) = conditionStates[name] ?? .unread {
      return Condition(id: id, assumes: assumes)
    }
    guard let body = conditions[name] else {
      if declaringTransform() != nil { return undeclared(name, node, &estate) }
      let fact = "condition '\(name)' is not declared"
      let help = suggestion(for: name, among: conditions.keys.sorted())
      let span = tree.span(of: node)
      estate.report(Diagnostic(.warning, "unresolved-reference", fact, at: span, help: help))
      return undeclared(name, node, &estate)
    }
    if case .underway = conditionStates[name] ?? .unread {
      let fact = "condition '\(name)' depends on itself"
      estate.report(Diagnostic(.warning, "circular-reference", fact, at: tree.span(of: node)))
      return open(name, node, &estate)
    }
    conditionStates[name] = .underway
    let condition = condition(at: body, name: name, &estate)
    conditionStates[name] = .read(condition.id, assumes: condition.assumes)
    return condition
  }

  /// A condition that is not declared: one variable, wherever it is named.
  private func undeclared(
    _ name: String,
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Condition {
    if let known = undeclaredConditions[name] { return Condition(id: known, assumes: []) }
    let condition = open(name, node, &estate)
    undeclaredConditions[name] = condition.id
    return condition
  }

  /// A condition that nothing decides: a variable of its own.
  func open(_ name: String, _ node: NodeID, _ estate: inout EstateBuilder) -> Condition {
    let variable = estate.worlds.add(
      WorldVariable(
        kind: .condition,
        name: name,
        cases: ["true", "false"],
        origin: origin(node)
      )
    )
    return Condition(id: estate.worlds.add(.oneOf(variable: variable, cases: 1)), assumes: [])
  }

  private func condition(
    at node: NodeID,
    name: String,
    _ estate: inout EstateBuilder
  ) -> Condition {
    let node = tree.resolved(node)
    guard depth < 40, spend(at: node, &estate), let call = call(at: node) else {
      return open(name, node, &estate)
    }
    depth += 1
    defer { depth -= 1 }
    switch call.function {
    case .condition:
      guard let other = argumentText(of: call) else { return open(name, node, &estate) }
      return guardOfCondition(other, at: call.argument, &estate)
    case .not:
      guard let operand = operands(of: call, count: 1)?.first else {
        return open(name, node, &estate)
      }
      let inner = condition(at: operand, name: name, &estate)
      return Condition(id: estate.worlds.add(.not(inner.id)), assumes: inner.assumes)
    case .and, .or:
      guard tree[call.argument].kind == .sequence else { return open(name, node, &estate) }
      let parts = tree.children(of: call.argument).map {
        condition(at: $0, name: name, &estate)
      }
      let ids = parts.map(\.id)
      let id = estate.worlds.add(call.function == .and ? .all(ids) : .any(ids))
      return Condition(id: id, assumes: parts.flatMap(\.assumes))
    case .equals:
      guard let pair = operands(of: call, count: 2) else { return open(name, node, &estate) }
      return equality(pair[0], pair[1], name: name, node, &estate)
    case .base64, .cidr, .contains, .eachMemberEquals, .eachMemberIn, .findInMap, .getAtt, .getAZs,
      .if, .importValue, .join, .length, .ref, .refAll, .select, .split, .sub, .toJSONString,
      .transform, .valueOf, .valueOfAll:
      return open(name, node, &estate)
    }
  }

  private func equality(
    _ left: NodeID,
    _ right: NodeID,
    name: String,
    _ node: NodeID,
    _ estate: inout EstateBuilder
  ) -> Condition {
    if let decided = comparisonWithUnknownParameter(left, right, &estate)
      ?? comparisonWithUnknownParameter(right, left, &estate)
    {
      return decided
    }
    let one = lower(left, expecting: .text, &estate)
    let other = lower(right, expecting: .text, &estate)
    let assumes = estate.assumptions(of: one.origin) + estate.assumptions(of: other.origin)
    let firsts = estate.textCases(of: one, limit: 256)
    let seconds = estate.textCases(of: other, limit: 256)
    var ways: [GuardID] = []
    for first in firsts {
      for second in seconds {
        guard first.value.kind == .string, second.value.kind == .string else {
          return open(name, node, &estate)
        }
        guard estate.heap.equalTexts(first.value, second.value) else { continue }
        ways.append(estate.worlds.add(.all([first.guard, second.guard])))
      }
    }
    if ways.isEmpty { return Condition(id: .never, assumes: assumes) }
    if firsts.count == 1, seconds.count == 1 {
      return Condition(id: ways[0], assumes: assumes)
    }
    return Condition(id: estate.worlds.add(.any(ways)), assumes: assumes)
  }

  /// `Fn::Equals` between a parameter without a value and one of the texts it is compared with.
  private func comparisonWithUnknownParameter(
    _ reference: NodeID,
    _ literal: NodeID,
    _ estate: inout EstateBuilder
  ) -> Condition? {
    let literal = tree.resolved(literal)
    guard let name = referenceName(reference), isPlainText(literal),
      let variable = variable(comparing: name, at: tree.resolved(reference), &estate),
      let index = estate.worlds.variables[variable].cases.firstIndex(of: tree.text(of: literal))
    else { return nil }
    let id = estate.worlds.add(.oneOf(variable: variable, cases: 1 << UInt64(index)))
    return Condition(id: id, assumes: [])
  }
}
