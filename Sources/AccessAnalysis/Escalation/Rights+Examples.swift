import Permissions
import ServiceAuthorization

extension Rights {
  private static let limit = 48

  /// A request that it is certainly allowed and another one is certainly not, among a few that are tried:
  /// of actions that the other has not, and on resources that statements name.
  mutating func request(refusedTo other: inout Rights) -> Request? {
    let beyond = unconditionalActions.subtracting(other.allPossibleActions())
    for action in beyond.elements.prefix(Self.limit) {
      let found = requests(for: action).first { allows($0) && other.refuses($0) }
      if let found { return found }
    }
    if examples == nil { examples = findExamples() }
    return examples?.first { other.refuses($0) }
  }

  /// The statement by which it may do everything, where one allows it, and nothing of what is not the
  /// organization's denies anything.
  var fullAccess: Statement.Provenance? {
    var statement: Statement.Provenance?
    for layer in statements.prefix(ownLayerCount) {
      guard layer.allSatisfy({ $0.effect == .allow }),
        let full = layer.first(where: \.isAboutEverything)
      else { return nil }
      statement = statement ?? full.provenance
    }
    return statement
  }

  /// Whether some request is certainly not allowed by what is not the organization's, by the looks of it.
  var lacksSomething: Bool {
    statements.prefix(ownLayerCount).contains { layer in
      var allowed = ActionSet()
      for statement in layer where statement.effect == .allow {
        allowed = allowed.union(statement.possibleActions)
      }
      return !ServiceAuthorization.builtIn.actions.subtracting(allowed).isEmpty
    } || Self.tellingActions.contains { refusesItself(Request($0.name, on: Text($0.resource))) }
  }

  /// Whether each statement of another one's has one here that allows as much, and nothing else limits it.
  func plainlyCovers(_ other: Rights) -> Bool {
    guard ownLayerCount == 1, statements[0].allSatisfy({ $0.effect == .allow }),
      statements.dropFirst().allSatisfy({ layer in layer.contains(where: \.isAboutEverything) }),
      statements.dropFirst().joined().allSatisfy({ $0.effect == .allow })
    else { return false }
    return other.statements[0].allSatisfy { theirs in
      theirs.effect == .deny || statements[0].contains { $0.plainlyCovers(theirs) }
    }
  }

  /// The actions that every layer may allow.
  mutating func allPossibleActions() -> ActionSet {
    if let possibleActions { return possibleActions }
    var actions = ServiceAuthorization.builtIn.actions
    for layer in statements {
      var allowed = ActionSet()
      for statement in layer where statement.effect == .allow {
        allowed = allowed.union(statement.possibleActions)
      }
      actions = actions.intersection(allowed)
    }
    possibleActions = actions
    return actions
  }

  /// What is attached and allows something whatever the keys of the request are.
  private var unconditional: [Statement] {
    statements[0].filter { $0.effect == .allow && $0.scope.conditions.isEmpty }
  }

  private var unconditionalActions: ActionSet {
    var actions = ActionSet()
    for statement in unconditional {
      guard case .only(let patterns) = statement.scope.actions else { continue }
      for pattern in patterns where pattern.known != nil {
        actions = actions.union(ServiceAuthorization.builtIn.actions(matching: pattern.description))
      }
    }
    return actions
  }

  private func findExamples() -> [Request] {
    let reference = ServiceAuthorization.builtIn
    var found: [Request] = []
    for statement in unconditional where found.count < Self.limit {
      for action in statement.possibleActions.elements.prefix(2) {
        let name = reference.name(of: action)
        found += places(statement).prefix(8).map { Request(name, on: $0) }.filter(allows)
      }
    }
    return found
  }

  private func requests(for action: ActionID) -> [Request] {
    let name = ServiceAuthorization.builtIn.name(of: action)
    return unconditional.filter { $0.possibleActions.contains(action) }.flatMap { statement in
      places(statement).prefix(4).map { Request(name, on: $0) }
    }
  }

  /// What a statement is about, with something for its wildcards.
  private func places(_ statement: Statement) -> [Text] {
    guard case .only(let patterns)? = statement.scope.resources else { return [] }
    return patterns.compactMap(\.example)
  }
}
