import Infrastructure
import Permissions
import ServiceAuthorization
import Values

// What most principals gain shows at a glance, by one request for each of their statements.

/// A request that tells what somebody may do.
struct Telling: Sendable {
  let action: ActionID
  let request: Request
}

/// What a principal may do, sorted by actions, to be asked for single requests.
struct Refusals: Sendable {
  private struct Entry {
    let effect: Statement.Effect
    /// The actions that the statement may be about.
    let actions: ActionSet
    /// The statement's; with any action where ``actions`` says all.
    let scope: Permissions.Scope
  }

  /// Each has to allow.
  private let layers: [[Entry]]

  init(_ layers: [[Statement]]) {
    self.layers = layers.map { layer in
      layer.map { statement in
        var scope = statement.scope
        if scope.actions.elements.allSatisfy({ $0.known != nil }) { scope.actions = .except([]) }
        return Entry(
          effect: statement.effect,
          actions: statement.possibleActions,
          scope: scope
        )
      }
    }
  }

  /// Whether a request is certainly not allowed.
  func refuses(_ telling: Telling) -> Bool {
    layers.contains { layer in
      var mayAllow = false
      for entry in layer where entry.actions.contains(telling.action) {
        if entry.effect == .allow, mayAllow { continue }
        switch (entry.scope.match(telling.request), entry.effect) {
        case (.yes, .deny): return true
        case (.yes, .allow), (.open, .allow): mayAllow = true
        case (.no, _), (.open, .deny): continue
        }
      }
      return !mayAllow
    }
  }
}

extension EscalationFinder {
  /// A request that somebody is certainly allowed, and another one certainly not.
  mutating func telling(
    of id: ResourceID,
    refusedTo other: ResourceID,
    _ context: inout EvaluationContext
  ) -> Request? {
    let refusals = refusals(of: other, &context)
    return tellings(of: id, &context).first { refusals.refuses($0) }?.request
  }

  private mutating func refusals(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Refusals {
    if let kept = refusals[id] { return kept }
    let made = Refusals(rights(of: id, &context).statements)
    refusals[id] = made
    return made
  }

  private mutating func tellings(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Telling] {
    if let kept = tellings[id] { return kept }
    var own = rights(of: id, &context)
    let made = own.tellings()
    rights[id] = own
    tellings[id] = made
    return made
  }
}
