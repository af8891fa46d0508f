import CEL
import Findings
import Infrastructure
import TextEditing
import Values

extension RuleJudge {
  /// What would mend a violation: what the rule declares, or what its one place should have said.
  func remedy(
    for group: BlameReader.Group,
    _ variables: [Value],
    _ context: borrowing EvaluationContext
  ) -> Remedy? {
    guard let declared = bound.rule.fix, !declared.changes.isEmpty else {
      return derived(from: group, bound.rule.fix?.safety ?? .review, context)
    }
    var changes: [Remedy.Change] = []
    for change in declared.changes {
      guard let variable = change.variable else {
        changes.append(.init(operation: change.operation, base: .properties, path: change.path))
        continue
      }
      guard variable < variables.count, !variables[variable].origin.isNone else { return nil }
      let base = Remedy.Change.Base.object(variables[variable].origin)
      changes.append(.init(operation: change.operation, base: base, path: change.path))
    }
    return Remedy(changes: changes, safety: declared.safety)
  }

  /// The one value that a single place should have.
  private func derived(
    from group: BlameReader.Group,
    _ safety: Finding.Fix.Safety,
    _ context: borrowing EvaluationContext
  ) -> Remedy? {
    guard group.leaves.count == 1, let leaf = group.leaves.first, let suggestion = leaf.suggestion,
      let value = literal(suggestion, context)
    else { return nil }
    switch leaf.kind {
    case .value where !leaf.value.origin.isNone:
      let base = Remedy.Change.Base.value(leaf.value.origin)
      return Remedy(changes: [.init(operation: .set(value), base: base, path: [])], safety: safety)
    case .absent(let parent, let path) where parent.kind == .map && !path.isEmpty:
      let isOwn = parent.origin == bound.estate[id].properties.origin
      let base = isOwn ? Remedy.Change.Base.properties : .object(parent.origin)
      return Remedy(
        changes: [.init(operation: .set(value), base: base, path: path)],
        safety: safety
      )
    case .value, .absent, .call, .unknown:
      return nil
    }
  }

  private func literal(_ value: Value, _ context: borrowing EvaluationContext) -> EditValue? {
    switch value.kind {
    case .bool: return .bool(value.isTrue)
    case .int: return .integer(value.asInt)
    case .string: return .text(context.heap.text(value))
    case .null, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      return nil
    }
  }
}
