import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// `Fn::If`, `Condition` and `Fn::FindInMap`.
extension TemplateReader {
  func choose(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let parts = operands(of: call, count: 3), isPlainText(parts[0]) else {
      return misuse(call, &estate)
    }
    let place = origin(call.node)
    let condition = guardOfCondition(tree.text(of: parts[0]), at: parts[0], &estate)
    let negation = estate.worlds.add(.not(condition.id))
    var cases: [(guard: GuardID, value: Value)] = []
    for (id, node) in [(condition.id, parts[1]), (negation, parts[2])] where id != .never {
      cases.append((id, lower(node, expecting: expectation, &estate)))
    }
    for assumption in condition.assumes {
      estate.assume(assumption, at: place)
      for (_, value) in cases where !value.origin.isNone {
        estate.assume(assumption, at: value.origin)
      }
    }
    return pick(cases, origin: place, &estate)
  }

  /// Whether a condition holds, as a value.
  func truth(of call: Call, _ estate: inout EstateBuilder) -> Value {
    let name = tree.text(of: call.argument)
    let condition = guardOfCondition(name, at: call.argument, &estate)
    let place = origin(call.node)
    for assumption in condition.assumes { estate.assume(assumption, at: place) }
    let cases = [
      (guard: condition.id, value: Value.true.from(place)),
      (guard: estate.worlds.add(.not(condition.id)), value: Value.false.from(place)),
    ]
    return pick(cases.filter { $0.guard != .never }, origin: place, &estate)
  }

  /// The value of the only case, or a choice. The parts keep their own origins, so that a finding
  /// points into the branch that is at fault.
  private func pick(
    _ cases: [(guard: GuardID, value: Value)],
    origin: Origin,
    _ estate: inout EstateBuilder
  ) -> Value {
    if let decided = cases.first(where: { $0.guard == .always }) {
      return decided.value.origin.isNone ? decided.value.from(origin) : decided.value
    }
    return estate.heap.choice(cases, origin: origin)
  }

  /// At most this many entries of a mapping are told apart: far more than worlds are tried.
  private static let caseLimit = 512

  func findInMap(
    _ call: Call,
    expecting expectation: Expectation,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let parts = operands(of: call, count: 3...4), isName(parts[0]) else {
      return misuse(call, &estate)
    }
    guard let name = name(at: parts[0], &estate) else { return unevaluated(call, &estate) }
    let fallback = defaultValue(of: parts)
    guard let mappings, let value = tree.value(of: name, in: mappings) else {
      if let transform = transformOfMapping(nil) {
        return transformResult(transform.argument, at: call.node, &estate)
      }
      if let fallback { return lower(fallback, expecting: expectation, &estate) }
      let names = mappings.map { tree.entries(of: $0).map { tree.text(of: $0.key) } } ?? []
      return unresolved(
        "'\(name)' is not a mapping of this template",
        help: suggestion(for: name, among: names),
        call.node,
        &estate
      )
    }
    let table = tree.resolved(value)
    let top = lower(parts[1], expecting: .text, &estate)
    let second = lower(parts[2], expecting: .text, &estate)
    let place = origin(call.node)
    estate.inheritAssumptions(of: [top, second], at: place)
    let flags = top.flags.union(second.flags)
    var cases: [(guard: GuardID, value: Value)] = []
    let (tops, seconds) = (estate.textCases(of: top), estate.textCases(of: second))
    guard tops.count * seconds.count <= Self.caseLimit else { return unevaluated(call, &estate) }
    for first in tops {
      for next in seconds {
        guard first.value.kind == .string, next.value.kind == .string else {
          return keyIsMissing(first.value.kind == .string ? next.value : first.value, call, &estate)
        }
        let both = estate.worlds.add(.all([first.guard, next.guard]))
        let key = entry(table, first.value, next.value, estate)
        if key == nil, let transform = transformOfMapping(table) {
          let open = transformResult(transform.argument, at: call.node, &estate)
          cases.append((both, open))
          continue
        }
        var found = (key ?? fallback).map { lower($0, expecting: expectation, &estate) }
        // The entry itself rests on nothing; that it is this one does.
        if flags.contains(.assumed) { found = found?.from(place) }
        found?.flags.formUnion(flags)
        let unknown = Unknown(.invalidValue, "a key of mapping '\(name)'")
        cases.append((both, found ?? estate.heap.unknown(unknown, origin: place)))
      }
    }
    return pick(cases, origin: place, &estate)
  }

  /// What `Fn::FindInMap` gives where a key is missing.
  private func defaultValue(of parts: [NodeID]) -> NodeID? {
    guard parts.count == 4, tree[parts[3]].kind == .mapping else { return nil }
    return tree.value(of: "DefaultValue", in: parts[3])
  }

  /// What stands where a key of a mapping should: unknown, and reported where it is no text.
  private func keyIsMissing(
    _ value: Value,
    _ call: Call,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch value.kind {
    case .unknown:
      return value.from(origin(call.node))
    case .template, .reference, .choice, .optional:
      return unevaluated(call, &estate)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .duration,
      .timestamp, .ip, .cidr, .resource, .error:
      return misuse(call, &estate)
    }
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
