/// A request of which not everything is known: the keys that are not named may have any value, or none.
package struct PartialRequest: Sendable {
  package var action: String
  package var resource: Text
  /// The values of the keys that are known; none for a key that the request is sure not to have.
  package var context: [ConditionKey: [Text]]
  /// The beginnings of keys that the request does not have if ``context`` does not name them, folded:
  /// `aws:principaltag/`.
  package var closedFamilies: [String]

  package init(
    _ action: String,
    on resource: Text,
    context: [ConditionKey: [Text]] = [:],
    closedFamilies: [String] = []
  ) {
    self.action = action
    self.resource = resource
    self.context = context
    self.closedFamilies = closedFamilies
  }

  package func isOpen(_ key: ConditionKey) -> Bool {
    context[key] == nil && !closedFamilies.contains { key.folded.hasPrefix($0) }
  }

  /// Whether a statement is about the request, whoever makes it.
  package func match(_ scope: Scope) -> Match {
    var matches: [Match] = []
    if scope.actions != .except([]) {
      let about = Scope(actions: scope.actions, resources: nil, conditions: []).match(known)
      if about == .no { return .no }
      matches.append(about)
    }
    if let resources = scope.resources {
      matches.append(match(Scope(actions: .except([]), resources: resources), resources))
    }
    for condition in scope.conditions where !matches.contains(.no) {
      matches.append(match(condition))
    }
    return .all(matches) { $0 }
  }

  private var known: Request { Request(action, on: resource, context: context) }

  /// The request with some keys that are not known as though each had one value, which nobody knows.
  private func filled(_ keys: some Sequence<ConditionKey>) -> Request {
    var request = known
    for key in keys {
      request.context[key] = [Text([.symbol(.variable(key, default: nil))])]
    }
    return request
  }

  private func match(_ scope: Scope, _ resources: Scope.Selection<Pattern>) -> Match {
    let open = openVariables(of: resources.elements)
    guard !open.isEmpty else { return scope.match(known) }
    return both(scope, open.map(\.key), hasDefaults: open.contains { $0.hasDefault })
  }

  private func match(_ condition: Condition) -> Match {
    let scope = Scope(actions: .except([]), conditions: [condition])
    guard case .test(let name, let key, let patterns) = condition else { return scope.match(known) }
    let variables = openVariables(of: patterns)
    let isOpen = isOpen(key)
    guard isOpen || !variables.isEmpty else { return scope.match(known) }
    // Without a key of the request, what it would be compared with does not matter.
    if isOpen, variables.isEmpty, name.comparison == .null { return .open([Self.doubt(key)]) }
    let keys = variables.map(\.key) + (isOpen ? [key] : [])
    let hasDefaults = variables.contains { $0.hasDefault }
    return both(scope, keys, hasDefaults: hasDefaults || !variables.isEmpty && isOpen)
  }

  /// Whether a scope fits with and without values of keys alike.
  private func both(_ scope: Scope, _ keys: [ConditionKey], hasDefaults: Bool) -> Match {
    let without = scope.match(known)
    let with = scope.match(filled(keys))
    if without == with, without == .no || without == .yes, keys.count == 1 || !hasDefaults {
      return without
    }
    var doubts: [Doubt] = []
    for key in keys { doubts.add([Self.doubt(key)]) }
    for case .open(let others) in [without, with] {
      doubts.add(others.filter { !$0.isAbout(keys) })
    }
    return .open(doubts)
  }

  private static func doubt(_ key: ConditionKey) -> Doubt {
    .symbol(.variable(key, default: nil))
  }

  private func openVariables(of patterns: [Pattern]) -> [(key: ConditionKey, hasDefault: Bool)] {
    var found: [(key: ConditionKey, hasDefault: Bool)] = []
    for case .variable(let key, let standIn) in patterns.flatMap(\.symbols) where isOpen(key) {
      found.append((key, standIn != nil))
    }
    return found
  }
}

extension Doubt {
  /// Whether it is only that one of some keys is not known.
  fileprivate func isAbout(_ keys: [ConditionKey]) -> Bool {
    switch self {
    case .symbol(.variable(let key, _)), .value(let key, _): keys.contains(key)
    case .caller, .symbol(.placeholder), .mixedOperators, .mixedQualifiers, .severalValues,
      .qualifiedOrder, .caseBeyondASCII, .wildcardBeforeColon, .unconfirmed, .budget:
      false
    }
  }
}
