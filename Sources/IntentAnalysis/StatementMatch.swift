import Infrastructure
import Values

/// What a policy statement has to do with a claim: an action and a resource, each perhaps with
/// wildcards.
struct StatementMatch {
  /// How much of a claimed set of requests a statement is about.
  enum Extent: Comparable {
    case nothing
    /// Perhaps something: what decides is not known.
    case perhaps
    /// Something for certain, perhaps all.
    case some
    case everything
  }

  let statement: Value
  let isAllow: Bool
  /// Without regard to conditions that are open.
  private(set) var extent: Extent
  /// The conditions that decide as well, each as its operator and key; those that the request meets for
  /// certain are none.
  private(set) var conditions: [String]

  var isConditional: Bool { !conditions.isEmpty }

  /// A policy of AWS's own that allows everything, named at a place.
  init(allowingEverythingAt place: Value) {
    statement = place
    isAllow = true
    extent = .everything
    conditions = []
  }

  init?(
    _ statement: Value,
    action: GlobPattern,
    resource: Value,
    request: RequestContext,
    hasResources: Bool = true,
    _ context: inout EvaluationContext
  ) {
    guard statement.kind == .map, let effect = context.heap.lookup("effect", in: statement),
      effect.kind == .string
    else { return nil }
    self.statement = statement
    isAllow = context.heap.text(effect) == "Allow"
    let actions = Self.extent(of: action, in: statement, &context)
    let resources =
      hasResources ? Self.extent(of: resource, in: statement, &context) : .everything
    extent = min(actions, resources)
    conditions = []
    let written = context.heap.lookup("conditions", in: statement)
    for condition in written.map({ context.heap.elements(of: $0) }) ?? [] {
      switch ConditionMatch.holds(condition, of: request, context) {
      case true?: break
      case false?: extent = .nothing
      case nil:
        let words = ConditionMatch.words(of: condition, context)
        conditions.append(words.map { "\($0.operator) \($0.key)" } ?? "that cannot be read")
      }
    }
  }

  /// The same statement as far as another one lets it through.
  func limited(by other: StatementMatch) -> StatementMatch {
    var limited = self
    limited.extent = min(extent, other.extent)
    limited.conditions += other.conditions
    return limited
  }

  /// A policy without a word of its own that lets everything through, at a place.
  static func everything(at place: Value) -> StatementMatch {
    StatementMatch(allowingEverythingAt: place)
  }

  private static func extent(
    of action: GlobPattern,
    in statement: Value,
    _ context: inout EvaluationContext
  ) -> Extent {
    let (named, isNot) = elements("actions", "notActions", of: statement, &context)
    let extents = named.map { value -> Extent in
      guard let text = text(of: value, context) else { return .perhaps }
      return extent(of: action, in: GlobPattern(text, ignoringCase: true))
    }
    return combined(extents, isNot: isNot)
  }

  private static func extent(
    of resource: Value,
    in statement: Value,
    _ context: inout EvaluationContext
  ) -> Extent {
    let (named, isNot) = elements("resources", "notResources", of: statement, &context)
    let claimed = text(of: resource, context)
    let extents = named.map { value -> Extent in
      if value.kind == .reference, resource.kind == .reference, value.bits == resource.bits {
        return .everything
      }
      guard let text = text(of: value, context) else { return .perhaps }
      if text == "*" { return .everything }
      guard let claimed else { return .perhaps }
      return extent(of: GlobPattern(claimed), in: GlobPattern(text))
    }
    return combined(extents, isNot: isNot)
  }

  private static func extent(of claimed: GlobPattern, in pattern: GlobPattern) -> Extent {
    if pattern.contains(claimed) { return .everything }
    return pattern.overlaps(claimed) ? .some : .nothing
  }

  private static func combined(_ extents: [Extent], isNot: Bool) -> Extent {
    guard isNot else { return extents.max() ?? .nothing }
    switch extents.max() ?? .nothing {
    case .everything: return .nothing
    case .some: return .some
    case .perhaps: return .perhaps
    case .nothing: return .everything
    }
  }

  private static func elements(
    _ key: String,
    _ notKey: String,
    of statement: Value,
    _ context: inout EvaluationContext
  ) -> (values: [Value], isNot: Bool) {
    let values = context.heap.lookup(key, in: statement).map { context.heap.elements(of: $0) } ?? []
    if !values.isEmpty { return (values, false) }
    let others = context.heap.lookup(notKey, in: statement).map { context.heap.elements(of: $0) }
    return (others ?? [], !(others ?? []).isEmpty)
  }

  /// The text of a value, where all of it is known.
  static func text(of value: Value, _ context: EvaluationContext) -> String? {
    let text = value.kind == .reference ? context.heap.text(of: value) : value
    return text.kind == .string ? context.heap.text(text) : nil
  }
}
