import Infrastructure
import Values

/// What the policies of an estate say of an action of a principal on a resource.
///
/// Counted in: the principal's own policies and those of its groups, its permissions boundary, the
/// policies of resources, and service control policies. What the estate does not hold counts only
/// where something in it names it. Source: IAM User Guide, "Policy evaluation logic".
struct PermissionClaim {
  let principal: ResourceID
  let action: String
  let resource: Value
  let estate: Estate

  /// What is known of the request's condition keys.
  let request: RequestContext

  var pattern: GlobPattern { GlobPattern(action, ignoringCase: true) }

  /// Statements that are about the claim, and what is not known of others.
  struct Statements {
    var allows: [StatementMatch] = []
    var denies: [StatementMatch] = []
    var open: [Value] = []
  }

  /// What contradicts that every request of the claim is denied, or allowed: lists of maps with
  /// `step`, and unknowns for what would have to be known.
  func counterexamples(isAllowed: Bool, _ context: inout EvaluationContext) -> [Value] {
    var found = Statements()
    collectIdentity(into: &found, &context)
    let side = resourceSide(&context)
    combine(&found, with: side)
    var ceilings = Statements()
    collectGuardrails(into: &ceilings, &context)
    found.denies += ceilings.denies
    let boundary = boundary(&context)
    if let deny = found.denies.first(where: { $0.extent == .everything && !$0.isConditional }) {
      return isAllowed ? [step("the statement that denies it", deny.statement, &context)] : []
    }
    if boundary?.extent == .nothing, boundary?.open == nil {
      guard isAllowed, let origin = boundary?.origin else { return [] }
      return [path("the permissions boundary does not allow it", origin, &context)]
    }
    var doubts = found.denies.filter { $0.extent != .nothing }.map { match in
      match.isConditional
        ? conditions(of: match, "denies", &context)
        : unknown("what is denied", match.statement.origin, &context)
    }
    doubts += ceilings.open
    if let boundary, boundary.extent != .everything || boundary.open != nil {
      let subject = "what the permissions boundary of '\(estate[principal].name)' allows"
      doubts.append(boundary.open ?? unknown(subject, boundary.origin, &context))
    }
    return isAllowed
      ? refutedAllowance(found, doubts, side, &context) : refutedDenial(found, doubts, &context)
  }

  /// What a statement waits for, by the operators and keys of its conditions.
  private func conditions(
    of match: StatementMatch,
    _ does: String,
    _ context: inout EvaluationContext
  ) -> Value {
    let keys = Set(match.conditions).sorted()
    let noun = keys.count == 1 ? "condition" : "conditions"
    let subject = "\(noun) \(keys.joined(separator: ", ")) of a statement that \(does) '\(action)'"
    let key = keys.first?.split(separator: " ").last.map(String.init) ?? "KEY"
    let settle = "say it in the expectation: with: {\(key): …}"
    let unknown = Unknown(.unmodelled, subject, settle: settle)
    return context.heap.unknown(unknown, origin: match.statement.origin)
  }

  /// Why it may not be that everything is denied.
  private func refutedDenial(
    _ found: Statements,
    _ doubts: [Value],
    _ context: inout EvaluationContext
  ) -> [Value] {
    var result: [Value] = []
    for match in found.allows where match.extent != .nothing {
      if match.extent == .perhaps {
        result.append(unknown("what a statement allows", match.statement.origin, &context))
      } else if match.isConditional {
        result.append(conditions(of: match, "allows", &context))
      } else if doubts.isEmpty {
        result.append(step("the statement that allows it", match.statement, &context))
      } else {
        result += doubts
      }
    }
    return result + found.open
  }

  /// Why it may not be that everything is allowed.
  private func refutedAllowance(
    _ found: Statements,
    _ doubts: [Value],
    _ side: ResourceSide,
    _ context: inout EvaluationContext
  ) -> [Value] {
    let isGranted = found.allows.contains { $0.extent == .everything && !$0.isConditional }
    if isGranted {
      // Keys and roles have policies without whose word nothing goes.
      let others = ["kms:": "the key's own policy", "sts:assumerole": "the role's trust policy"]
      let doubts = doubts + found.open
      guard !side.isKey,
        let other = others.first(where: { action.lowercased().hasPrefix($0.key) })
      else { return doubts }
      let subject = "whether \(other.value) allows it as well"
      return doubts + [unknown(subject, estate[principal].origin, &context)]
    }
    let partial = found.allows.filter { $0.extent != .nothing }
    guard partial.isEmpty, found.open.isEmpty else {
      let subjects = partial.map { match in
        guard !match.isConditional else { return conditions(of: match, "allows", &context) }
        let why = "whether the statements together allow all of it"
        return unknown(why, match.statement.origin, &context)
      }
      return subjects + found.open
    }
    if let silent = side.silent {
      let name = estate[silent].name
      let step = "the policy of '\(name)' does not let '\(estate[principal].name)' in"
      return [path(step, estate[silent].origin, &context)]
    }
    let step = "no statement allows '\(estate[principal].name)' the action '\(action)'"
    return [path(step, estate[principal].origin, &context)]
  }

  func match(
    _ statement: Value,
    into found: inout Statements,
    hasResources: Bool = true,
    _ context: inout EvaluationContext
  ) {
    guard
      let match = StatementMatch(
        statement,
        action: pattern,
        resource: resource,
        request: request,
        in: estate,
        hasResources: hasResources,
        &context
      )
    else {
      if statement.kind == .unknown {
        found.open.append(statement)
      } else if statement.kind == .map {
        let subject = "whether a statement allows or denies"
        found.open.append(unknown(subject, statement.origin, &context))
      }
      return
    }
    guard match.extent != .nothing else { return }
    if match.isAllow { found.allows.append(match) } else { found.denies.append(match) }
  }
}

// MARK: - Values

extension PermissionClaim {
  func unknown(
    _ subject: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    context.heap.unknown(Unknown(.unmodelled, subject), origin: origin)
  }

  func external(
    _ value: Value,
    _ subject: String,
    _ context: inout EvaluationContext
  ) -> Value {
    if value.kind == .unknown { return value }
    return context.heap.unknown(Unknown(.external, subject), origin: value.origin)
  }

  private func step(
    _ text: String,
    _ statement: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    path(text, statement.origin, &context)
  }

  /// A witness of one step.
  private func path(
    _ step: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    let run = [context.heap.string("step"), context.heap.string(step, origin: origin)]
    return context.heap.list([context.heap.map(alternating: run, origin: origin)], origin: origin)
  }
}
