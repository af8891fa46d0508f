import AccessAnalysis
import CEL
import Findings
import Infrastructure
import TextEditing
import Values

extension RuleJudge {
  /// The narrower text of a statement, where the rule asks for one.
  func narrowing(
    _ variables: [Value],
    _ context: inout EvaluationContext
  ) -> Result<Remedy, EditObstacle>? {
    guard bound.seeksNarrowing, let variable = bound.rule.fix?.narrowed,
      variable < variables.count
    else { return nil }
    do throws(NarrowingObstacle) {
      let narrowing = try PolicyHost.narrowing(
        of: variables[variable],
        in: id,
        bound.estate,
        &context
      )
      let remedy = Remedy(narrowing, of: variables[variable].origin, in: bound.estate)
      return .success(remedy)
    } catch {
      return .failure(EditObstacle(error.message))
    }
  }

  /// What would mend a violation: what the rule declares, or what its one place should have said.
  func remedy(
    for group: BlameReader.Group,
    _ variables: [Value],
    _ context: borrowing EvaluationContext
  ) -> Remedy? {
    // What is narrowed has no other way out, and none where nobody asked for it.
    guard bound.rule.fix?.narrowed == nil else { return nil }
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

extension DeclaredFix {
  /// The variable that holds the statement which is to be narrowed.
  fileprivate var narrowed: Int? {
    for change in changes {
      if case .narrow = change.operation { return change.variable }
    }
    return nil
  }
}

extension Remedy {
  /// The first name takes the place of what is too wide; in a list the others follow at its end.
  fileprivate init(_ narrowing: Narrowing, of statement: Origin, in estate: Estate) {
    let values = narrowing.resources.map(\.form.value)
    var changes: [Change]
    if narrowing.list.isNone {
      let value = values.count == 1 ? values[0] : .list(values)
      changes = [Change(operation: .set(value), base: .value(narrowing.replaced), path: [])]
    } else {
      changes = [Change(operation: .set(values[0]), base: .value(narrowing.replaced), path: [])]
      changes += values.dropFirst().map {
        Change(operation: .append($0), base: .value(narrowing.list), path: [])
      }
    }
    if !narrowing.unbound.isEmpty {
      let own = EditValue.map([
        .init("Effect", .text("Allow")),
        .init("Action", .list(narrowing.unbound.map(EditValue.text))),
        .init("Resource", .text("*")),
      ])
      changes.append(Change(operation: .append(own), base: .around(statement), path: []))
    }
    let needed = narrowing.resources.compactMap { resource in
      estate.span(of: resource.place).map {
        Note("\(resource.form.value): \(resource.reason)", at: $0)
      }
    }
    self.init(
      changes: changes,
      safety: .review,
      narrowing: Finding.Fix.Narrowing(
        needed: needed,
        assumptions: narrowing.assumptions,
        loss: narrowing.loss,
        lostActions: narrowing.lostActions
      )
    )
  }
}

extension NamedResource.Form {
  /// As a template writes it, in either notation.
  fileprivate var value: EditValue {
    switch self {
    case .reference(let name): .map([.init("Ref", .text(name))])
    case .attribute(let attribute, let name):
      .map([.init("Fn::GetAtt", .list([.text(name), .text(attribute)]))])
    case .substitution(let text): .map([.init("Fn::Sub", .text(text))])
    case .text(let text): .text(text)
    }
  }
}
