/// Decides questions about all requests at once.
///
/// A statement is a box: a product of sets of actions, resources, principals and values of condition keys.
/// Whether a policy allows a request that another does not is whether a box lies in a union of boxes.
/// Emptiness is NP-hard in the number of condition keys that interact, so that a budget ends what takes
/// too long.
package struct PermissionSolver: Sendable {
  private let budget: Budget

  /// - Parameter budget: What one question may cost.
  package init(budget: Budget = .standard) {
    self.budget = budget
  }

  /// A request that is allowed, among some.
  package func request(allowedBy grants: Grants, within scope: Scope? = nil) -> Search {
    let scope = scope.map { Grants.Entry(Statement(.allow, $0)) }
    return inBothReadings([grants], scope) { [self] parties, scope in
      search(parties[0], within: scope) { allowed, budget, outcome in
        outcome.add(
          CoverQuestion(allowed, in: scope, butNot: parties[0].denials, of: parties)
            .answer(&budget)
        )
      }
    }
  }

  /// A request that one allows and the other does not, among some.
  package func request(
    allowedBy candidate: Grants,
    butNotBy reference: Grants,
    within scope: Scope? = nil
  ) -> Search {
    let scope = scope.map { Grants.Entry(Statement(.allow, $0)) }
    return inBothReadings([candidate, reference], scope) { [self] parties, scope in
      difference(parties, within: scope)
    }
  }

  /// Asks again with the other reading of wildcards where the first one finds nothing. What the first
  /// one finds, the evaluation has confirmed for both.
  private func inBothReadings(
    _ parties: [Grants],
    _ scope: Grants.Entry?,
    _ ask: ([Grants], Grants.Entry?) -> Search
  ) -> Search {
    let answer = ask(parties, scope)
    guard case .none = answer,
      parties.contains(where: { $0.dependsOnReading(within: scope) })
        || scope?.dependsOnReading == true
    else { return answer }
    let other = ask(parties.map { $0.read(.beyondColons) }, scope?.read(.beyondColons))
    if case .none = other { return .none }
    return .undetermined([.wildcardBeforeColon])
  }

  private func difference(_ parties: [Grants], within scope: Grants.Entry?) -> Search {
    let (candidate, reference) = (parties[0], parties[1])
    return search(candidate, within: scope) { allowed, budget, outcome in
      for layer in reference.layers {
        outcome.add(
          CoverQuestion(allowed, in: scope, butNot: candidate.denials + layer, of: parties).answer(
            &budget
          )
        )
        if outcome.isFound { return }
      }
      for denial in reference.denials {
        outcome.add(
          CoverQuestion(
            allowed,
            deniedBy: denial,
            in: scope,
            butNot: candidate.denials,
            of: parties
          )
          .answer(&budget)
        )
        if outcome.isFound { return }
      }
    }
  }

  /// What is known after some questions of which one has to find something.
  private struct Outcome {
    private var witness: Witness?
    private var doubts: [Doubt] = []

    var isFound: Bool { witness != nil }

    mutating func add(_ search: Search) {
      switch search {
      case .none: break
      case .found(let found): witness = witness ?? found
      case .undetermined(let open): doubts.add(open)
      }
    }

    var search: Search {
      if let witness { return .found(witness) }
      return doubts.isEmpty ? .none : .undetermined(doubts)
    }
  }

  /// Asks for each choice of one allowing statement in each layer, until something is found.
  private func search(
    _ grants: Grants,
    within scope: Grants.Entry?,
    _ ask: ([Grants.Entry], inout Budget, inout Outcome) -> Void
  ) -> Search {
    var outcome = Outcome()
    var budget = budget
    let layers = Self.restricting(grants.layers)
    guard layers.allSatisfy({ !$0.isEmpty }) else { return .none }
    var choice: [Grants.Entry] = []
    func choose() {
      guard choice.count < layers.count else { return ask(choice, &budget, &outcome) }
      for entry in layers[choice.count] where !entry.box.isEmpty {
        if choice.contains(where: { Overlap.isRuledOut($0.box, entry.box) }) { continue }
        if let scope, Overlap.isRuledOut(scope.box, entry.box) { continue }
        choice.append(entry)
        choose()
        choice.removeLast()
        if outcome.isFound || budget.isExhausted { return }
      }
    }
    choose()
    if budget.isExhausted { outcome.add(.undetermined([.budget])) }
    return outcome.search
  }

  /// The layers without those that allow everything, of which one remains where there is nothing else.
  private static func restricting(_ layers: [[Grants.Entry]]) -> [[Grants.Entry]] {
    guard layers.count > 1 else { return layers }
    func isFull(_ layer: [Grants.Entry]) -> Bool {
      layer.contains { $0.box.sides.isEmpty && $0.box.doubts.isEmpty && !$0.box.isEmpty }
    }
    let open = layers.filter { !isFull($0) }
    return open.isEmpty ? Array(layers.prefix(1)) : open
  }
}
