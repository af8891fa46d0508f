extension Scope {
  /// Whether a request is one of these.
  package func match(_ request: Request) -> Match {
    .all(Element.allCases) { element in
      switch element {
      case .action:
        action(Text(request.action))
      case .resource: resources.map { Self.match($0) { resource($0, request) } } ?? .yes
      case .principal: principals.map { Self.match($0) { principal($0, request) } } ?? .yes
      case .conditions: .all(conditions) { ConditionMatcher.match($0, request) }
      }
    }
  }

  private enum Element: CaseIterable { case action, resource, principal, conditions }

  private static func match<Item>(_ selection: Selection<Item>, _ fits: (Item) -> Match) -> Match {
    switch selection {
    case .only(let elements): .any(elements, fits)
    case .except(let elements): !Match.any(elements, fits)
    }
  }

  private func action(_ action: Text) -> Match {
    Self.match(actions) { TextMatcher.match($0, at: .action, action) }
  }

  private func resource(_ pattern: Pattern, _ request: Request) -> Match {
    switch pattern.resolved(in: request) {
    case .nothing: .no
    case .open(let doubt): .open([doubt])
    case .pattern(let pattern):
      TextMatcher.match(pattern, at: .resource, request.resource)
    }
  }

  private func principal(_ pattern: PrincipalPattern, _ request: Request) -> Match {
    guard let principal = request.principal else {
      return pattern.isEveryone ? .yes : .open([.caller("who makes the request")])
    }
    let text = PrincipalForm.text(of: principal)
    return .any(PrincipalForm.forms(of: pattern)) { TextMatcher.match($0, text) }
  }
}
