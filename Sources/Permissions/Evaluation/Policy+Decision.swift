extension Policy {
  /// What the policy says to one request: a statement that denies it decides, then one that allows it.
  package func decision(for request: Request) -> Decision {
    [self].decision(for: request)
  }
}

extension Sequence<Policy> {
  /// What policies that are attached together say to one request.
  ///
  /// Source: IAM User Guide, "Policy evaluation logic".
  package func decision(for request: Request) -> Decision {
    var denying: [Statement] = []
    var allowing: [Statement] = []
    var open: [Statement] = []
    var doubts: [Doubt] = []
    var opensDenial = false
    for statement in lazy.flatMap(\.statements) {
      switch (statement.scope.match(request), statement.effect) {
      case (.yes, .deny): denying.append(statement)
      case (.yes, .allow): allowing.append(statement)
      case (.no, _): continue
      case (.open(let reasons), let effect):
        if effect == .deny { opensDenial = true }
        open.append(statement)
        doubts.add(reasons)
      }
    }
    if !denying.isEmpty { return Decision(verdict: .denied, statements: denying, doubts: []) }
    if !allowing.isEmpty, !opensDenial {
      return Decision(verdict: .allowed, statements: allowing, doubts: [])
    }
    guard open.isEmpty else {
      return Decision(verdict: .undetermined, statements: open, doubts: doubts)
    }
    return Decision(verdict: .none, statements: [], doubts: [])
  }
}
