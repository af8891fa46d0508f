import AccessAnalysis
import CEL
import GovernanceAnalysis
import IdentityAnalysis
import Infrastructure
import Permissions
import Values

/// The functions that weigh all policies of an estate against each other.
extension PolicyHost {
  static func access(_ estate: Estate) -> [Function] {
    [
      Function(
        name: "iam.allows",
        arity: 3...4,
        types: ["(dyn, string, dyn) -> bool", "(dyn, string, dyn, map(string, dyn)) -> bool"]
      ) { arguments, context in
        AccessFunctions(estate).allows(arguments, &context)
      },
      Function(
        name: "iam.whoCan",
        arity: 2...3,
        types: [
          "(string, dyn) -> list(resource(dyn))",
          "(string, dyn, map(string, dyn)) -> list(resource(dyn))",
        ]
      ) { arguments, context in
        AccessFunctions(estate).whoCan(arguments, &context)
      },
      Function(
        name: "iam.trustedPrincipals",
        arity: 1...1,
        types: ["(dyn) -> list(dyn)"]
      ) { arguments, context in
        guard let id = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "iam.trustedPrincipals")
        }
        return TrustedPrincipals.list(of: id, in: estate, &context)
      },
      Function(name: "iam.covers", arity: 2...2, types: ["(dyn, dyn) -> bool"]) {
        arguments,
        context in
        AccessFunctions(estate).covers(arguments, &context)
      },
      Function(
        name: "iam.effectiveScps",
        arity: 1...1,
        types: ["(dyn) -> list(statement)"]
      ) { arguments, context in
        guard let id = estate.target(of: arguments[0], &context) else {
          return context.elsewhere(arguments[0], "iam.effectiveScps")
        }
        return EffectiveGuardrails.statements(over: id, in: estate, &context)
      },
      Function(
        name: "iam.letsThrough",
        arity: 2...3,
        types: [
          "(dyn, map(string, dyn)) -> bool", "(dyn, map(string, dyn), string) -> bool",
        ]
      ) { arguments, context in
        AccessFunctions(estate).letsThrough(arguments, &context)
      },
      Function(name: "iam.idleGrants", arity: 1...1, types: ["(dyn) -> list(dyn)"]) {
        arguments,
        context in
        AccessFunctions(estate).idleGrants(arguments[0], &context)
      },
    ]
  }
}

extension PolicyHost {
  /// A narrower text for a statement that a resource holds.
  static func narrowing(
    of statement: Value,
    in holder: ResourceID,
    _ estate: Estate,
    _ context: inout EvaluationContext
  ) throws(NarrowingObstacle) -> Narrowing {
    let asked = AccessFunctions(estate).withAccess(&context) { access, context in
      Result { () throws(NarrowingObstacle) in
        try Narrowing(of: statement, in: holder, &access, &context)
      }
    }
    return try asked.get()
  }
}

/// What the functions have in common: the reading of what is attached to whom, which is kept for all
/// questions of a run.
private struct AccessFunctions {
  private static let key = "access"

  private let estate: Estate

  init(_ estate: Estate) {
    self.estate = estate
  }

  func withAccess<Answer>(
    _ context: inout EvaluationContext,
    _ ask: (inout Access, inout EvaluationContext) -> Answer
  ) -> Answer {
    var access = context.memo.removeValue(forKey: Self.key) as? Access ?? Access(estate)
    let result = ask(&access, &context)
    context.memo[Self.key] = access
    return result
  }

  // MARK: - Questions

  /// Whether a principal may do something, whatever else the request says.
  func allows(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    guard let principal = estate.target(of: arguments[0], &context),
      Access.isPrincipal(estate[principal].type)
    else { return context.open(arguments[0], "who is asked about", "iam.allows") }
    guard let action = action(arguments[1], &context) else {
      return context.open(arguments[1], "which action is asked about", "iam.allows")
    }
    return withAccess(&context) { access, context in
      guard let target = target(arguments[2], &access, &context) else {
        return context.open(arguments[2], "which resource is asked about", "iam.allows")
      }
      let keys = arguments.count > 3 ? self.keys(arguments[3], &context) : [:]
      return verdict(principal, action, target, keys, &access, &context)
    }
  }

  /// The roles and users that may do something; those of which it is not known are only possible.
  func whoCan(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    guard let action = action(arguments[0], &context) else {
      return context.open(arguments[0], "which action is asked about", "iam.whoCan")
    }
    return withAccess(&context) { access, context in
      guard let target = target(arguments[1], &access, &context) else {
        return context.open(arguments[1], "which resource is asked about", "iam.whoCan")
      }
      let keys = arguments.count > 2 ? self.keys(arguments[2], &context) : [:]
      var elements: [Value] = []
      for id in access.principals {
        let element = estate.element(id, &context)
        if element.isAbsent { continue }
        let answer = verdict(id, action, target, keys, &access, &context)
        if answer.kind == .unknown {
          elements.append(answer.possible)
        } else if answer.isTrue {
          elements.append(element.kind == .unknown ? element : element.from(answer.origin))
        }
      }
      return context.heap.list(elements)
    }
  }

  /// A boolean at the place of the statement that decides; unknown where something else does.
  private func verdict(
    _ principal: ResourceID,
    _ action: String,
    _ target: Target,
    _ keys: [ConditionKey: [Text]],
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Value {
    let earlier = context.touched
    context.resetTouched()
    let ruling = access.ruling(
      .identity(principal, session: nil),
      action,
      on: target,
      written: keys,
      &context
    )
    context.resetTouched()
    context.restoreTouched(earlier)
    let places = ruling.reasons.lazy.compactMap(\.statement?.provenance.origin).filter {
      !$0.isNone
    }
    let origin = places.first ?? estate[principal].origin
    switch ruling.verdict {
    case .allowed: return .bool(true, origin: origin)
    case .denied: return .bool(false, origin: origin)
    case .undetermined:
      let gap = access.decisiveGap(of: ruling.doubts)
      let place = gap.map { $0.origin.isNone ? origin : $0.origin } ?? .none
      return context.unknown(gap, else: "what '\(action)' hangs on", at: place)
    }
  }

  // MARK: - Perimeters

  /// A boolean at the statement that lets something through; unknown where that is open.
  func letsThrough(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    let function = "iam.letsThrough"
    guard let id = estate.target(of: arguments[0], &context) else {
      return context.open(arguments[0], "whose policy is asked", function)
    }
    let action = arguments.count > 2 ? self.action(arguments[2], &context) : nil
    if arguments.count > 2, action == nil {
      return context.open(arguments[2], "which action is asked about", function)
    }
    return withAccess(&context) { access, context in
      let inside = keys(arguments[1], &context) { value, context in
        value.kind == .unknown || value.kind == .template
          ? access.text(of: value, in: estate[id].scope, &context) : nil
      }
      guard inside.count == arguments[1].count else {
        return context.open(arguments[1], "what is inside of the perimeter", function)
      }
      let perimeter = Perimeter(inside, action: action)
      switch perimeter.search(through: id, &access, &context) {
      case .none: return .bool(false, origin: estate[id].origin)
      case .found(let witness):
        let origin = witness.allows.first?.provenance.origin ?? estate[id].origin
        return .bool(true, origin: origin)
      case .undetermined(let doubts):
        let gap = access.decisiveGap(of: doubts)
        return context.unknown(gap, else: "what the policy lets through", at: estate[id].origin)
      }
    }
  }

  // MARK: - What is said in vain

  private static let idleKey = "idle"

  /// A list of maps, and an element that is only possible for each document that is not known.
  func idleGrants(_ argument: Value, _ context: inout EvaluationContext) -> Value {
    guard let id = estate.target(of: argument, &context) else {
      return context.open(argument, "whose policies are read", "iam.idleGrants")
    }
    let statements = PolicyHost.statements(of: id, in: estate, &context)
    var idle = context.memo.removeValue(forKey: Self.idleKey) as? IdleGrants ?? IdleGrants()
    let found = withAccess(&context) { access, context in
      statements.count > 1 ? idle.find(in: id, &access, &context) : nil
    }
    context.memo[Self.idleKey] = idle
    var elements = (found?.grants ?? []).map { grant in
      let run = [
        context.heap.string("cause"), context.heap.string(grant.cause.rawValue),
        context.heap.string("statement"), grant.statement,
        context.heap.string("what"), grant.what,
      ]
      return context.heap.map(alternating: run, origin: grant.statement.origin)
    }
    elements += found?.gaps ?? []
    for statement in context.heap.elements(of: statements) where statement.kind == .unknown {
      elements.append(statement.possible)
    }
    return context.heap.list(elements, origin: estate[id].origin)
  }

  // MARK: - Containment

  /// Whether what the second of two allows is allowed by the first as well.
  func covers(_ arguments: [Value], _ context: inout EvaluationContext) -> Value {
    let ids = arguments.map { estate.target(of: $0, &context) }
    guard let wide = ids[0], let narrow = ids[1] else {
      let open = ids[0] == nil ? arguments[0] : arguments[1]
      return context.open(open, "whose permissions are compared", "iam.covers")
    }
    return withAccess(&context) { access, context in
      let reference = access.grants(of: wide, &context)
      let candidate = access.grants(of: narrow, &context)
      let solver = PermissionSolver()
      switch solver.request(allowedBy: candidate, butNotBy: reference) {
      case .none:
        return .bool(true, origin: estate[wide].origin)
      case .found(let witness):
        let origin = witness.allows.first?.provenance.origin ?? estate[narrow].origin
        return .bool(false, origin: origin)
      case .undetermined(let doubts):
        let gap = doubts.first.map { access.gap(of: $0).inEveryWorld }
        return context.unknown(gap, else: "what both allow", at: estate[narrow].origin)
      }
    }
  }

  // MARK: - Arguments

  private func action(_ value: Value, _ context: inout EvaluationContext) -> String? {
    let text = context.text(of: value)
    return text.kind == .string ? context.heap.text(text) : nil
  }

  /// A resource, a reference to one, or an ARN.
  private func target(
    _ value: Value,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Target? {
    if let id = estate.target(of: value, &context) { return access.target(id, &context) }
    let text = context.text(of: context.resolve(value))
    guard text.kind == .string else { return nil }
    return access.target(arn: context.heap.text(text), &context)
  }

  /// The values of condition keys, of a map from keys to texts or lists of texts; what is not known in
  /// it is not said.
  /// - Parameter open: The text of what is not known; nil where there is to be none.
  private func keys(
    _ value: Value,
    _ context: inout EvaluationContext,
    open: (Value, inout EvaluationContext) -> Text? = { _, _ in nil }
  ) -> [ConditionKey: [Text]] {
    guard value.kind == .map else { return [:] }
    var keys: [ConditionKey: [Text]] = [:]
    for index in 0..<value.count {
      let key = context.heap.key(index, of: value)
      let entry = context.resolve(context.heap.entry(index, of: value))
      let values = entry.kind == .list ? context.heap.elements(of: entry) : [entry]
      let texts = values.map { value in
        let value = context.text(of: value)
        return text(of: value, context) ?? open(value, &context)
      }
      guard key.kind == .string, !texts.contains(nil) else { continue }
      keys[ConditionKey(context.heap.text(key))] = texts.compactMap(\.self)
    }
    return keys
  }

  private func text(of value: Value, _ context: borrowing EvaluationContext) -> Text? {
    switch value.kind {
    case .string: Text(context.heap.text(value))
    case .bool: value.isTrue ? "true" : "false"
    case .int: Text(String(value.asInt))
    case .null, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
      .cidr, .resource, .error, .unknown, .template, .choice, .reference:
      nil
    }
  }
}
