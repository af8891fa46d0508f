import Findings
import Infrastructure
import Syntax
import Values

/// The `Rules` section: worlds that a rule refuses are never deployed.
///
/// Source: CloudFormation User Guide, "Rules syntax reference" and "Rule-specific intrinsic functions".
extension TemplateReader {
  /// Restricts the worlds of the stack to those that its rules let through, as far as they are decided
  /// by what is known of the parameters.
  func readRules(_ section: NodeID?, _ estate: inout EstateBuilder) {
    guard let section else { return }
    var guards: [GuardID] = []
    for (key, value) in tree.mergedEntries(of: section) {
      let rule = tree.resolved(value)
      guard tree[rule].kind == .mapping else { continue }
      var applies = GuardID.always
      if let condition = tree.value(of: "RuleCondition", in: rule) {
        guard let known = guardOfRule(condition, &estate) else { continue }
        applies = known
      }
      guard let list = tree.value(of: "Assertions", in: rule) else { continue }
      var asserted: [GuardID] = []
      for assertion in tree.children(of: list) {
        guard tree[tree.resolved(assertion)].kind == .mapping,
          let assert = tree.value(of: "Assert", in: tree.resolved(assertion)),
          let holds = guardOfRule(assert, &estate)
        else { continue }
        asserted.append(holds)
      }
      guard !asserted.isEmpty else { continue }
      let all = estate.worlds.add(.all(asserted))
      let holds = estate.worlds.add(.any([estate.worlds.add(.not(applies)), all]))
      if holds == .never {
        let fact = "rule '\(tree.text(of: key))' refuses the values of this run"
        estate.report(Diagnostic(.warning, "refused-values", fact, at: tree.span(of: key)))
      } else if holds != .always {
        guards.append(holds)
      }
    }
    if !guards.isEmpty { constraint = estate.worlds.add(.all(guards)) }
  }

  /// The worlds in which a function of a rule is true; nil where that is not known.
  private func guardOfRule(_ id: NodeID, _ estate: inout EstateBuilder) -> GuardID? {
    let node = tree.resolved(id)
    guard depth < 40, spend(at: node, &estate), let call = call(at: node) else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch call.function {
    case .and, .or:
      guard tree[call.argument].kind == .sequence else { return nil }
      var parts: [GuardID] = []
      for child in tree.children(of: call.argument) {
        guard let part = guardOfRule(child, &estate) else { return nil }
        parts.append(part)
      }
      return estate.worlds.add(call.function == .and ? .all(parts) : .any(parts))
    case .not:
      guard let operand = operands(of: call, count: 1)?.first,
        let inner = guardOfRule(operand, &estate)
      else { return nil }
      return estate.worlds.add(.not(inner))
    case .equals:
      guard let pair = operands(of: call, count: 2) else { return nil }
      return guardOfEquality(pair[0], pair[1], &estate)
    case .contains:
      guard let pair = operands(of: call, count: 2), tree[pair[0]].kind == .sequence,
        self.call(at: pair[0]) == nil
      else { return nil }
      var ways: [GuardID] = []
      for child in tree.children(of: pair[0]) {
        guard let way = guardOfEquality(tree.resolved(child), pair[1], &estate) else { return nil }
        ways.append(way)
      }
      return estate.worlds.add(.any(ways))
    case .base64, .cidr, .condition, .eachMemberEquals, .eachMemberIn, .findInMap, .getAtt, .getAZs,
      .if, .importValue, .join, .length, .ref, .refAll, .select, .split, .sub, .toJSONString,
      .transform, .valueOf, .valueOfAll:
      return nil
    }
  }

  private func guardOfEquality(
    _ left: NodeID,
    _ right: NodeID,
    _ estate: inout EstateBuilder
  ) -> GuardID? {
    let one = lower(left, expecting: .text, &estate)
    let other = lower(right, expecting: .text, &estate)
    // A default is no promise that nobody deploys another value.
    guard !one.flags.contains(.assumed), !other.flags.contains(.assumed) else { return nil }
    var ways: [GuardID] = []
    let seconds = estate.textCases(of: other, limit: 64)
    for first in estate.textCases(of: one, limit: 64) {
      for second in seconds {
        guard first.value.kind == .string, second.value.kind == .string else { return nil }
        guard estate.heap.equalTexts(first.value, second.value) else { continue }
        ways.append(estate.worlds.add(.all([first.guard, second.guard])))
      }
    }
    return ways.isEmpty ? .never : estate.worlds.add(.any(ways))
  }
}
