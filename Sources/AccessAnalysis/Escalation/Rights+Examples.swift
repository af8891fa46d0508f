import Permissions
import ServiceAuthorization

extension Rights {
  private static let limit = 48

  /// A statement that allows something whatever the keys of a request are.
  struct PlainGrant: Sendable {
    let statement: Statement
    /// The actions that it may be about.
    let possible: ActionSet
    /// Those that it names, as far as they are known.
    let named: ActionSet
  }

  /// A request that it is certainly allowed and another one is certainly not, among a few that are tried:
  /// of actions that the other has not, and on resources that statements name.
  mutating func request(refusedTo other: inout Rights) -> Request? {
    let plain = plainGrants()
    let beyond = ActionSet.union(plain.map(\.named)).subtracting(other.allPossibleActions())
    for action in beyond.elements.prefix(Self.limit) {
      let found = requests(for: action, plain).first { allows($0) && other.refuses($0) }
      if let found { return found }
    }
    if examples == nil { examples = findExamples(plain) }
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
    if Self.tellingActions.contains(where: {
      refusesItself(Request($0.name, on: Text($0.resource)))
    }) {
      return true
    }
    return statements.prefix(ownLayerCount).contains { layer in
      !ServiceAuthorization.builtIn.actions.subtracting(Self.possibleActions(of: layer)).isEmpty
    }
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
    for layer in statements { actions = actions.intersection(Self.possibleActions(of: layer)) }
    possibleActions = actions
    return actions
  }

  /// The actions that a layer may allow.
  private static func possibleActions(of layer: [Statement]) -> ActionSet {
    .union(layer.filter { $0.effect == .allow }.map(\.possibleActions))
  }

  private mutating func plainGrants() -> [PlainGrant] {
    if let plain { return plain }
    let reference = ServiceAuthorization.builtIn
    let found = statements[0].compactMap { statement -> PlainGrant? in
      guard statement.effect == .allow, statement.scope.conditions.isEmpty else { return nil }
      var named = ActionSet()
      if case .only(let patterns) = statement.scope.actions {
        named = .union(patterns.compactMap(\.known).map { reference.actions(matching: $0) })
      }
      return PlainGrant(statement: statement, possible: statement.possibleActions, named: named)
    }
    plain = found
    return found
  }

  /// A request for each statement that allows something whatever the keys are, as far as it is certain.
  mutating func tellings() -> [Telling] {
    plainGrants().prefix(Self.limit).compactMap { grant in
      guard
        let action = grant.named.ranges.first.map({ ActionID(rawValue: UInt16($0.lowerBound)) }),
        let place = places(grant.statement).first
      else { return nil }
      let request = Request(ServiceAuthorization.builtIn.name(of: action), on: place)
      return allows(request) ? Telling(action: action, request: request) : nil
    }
  }

  private func findExamples(_ plain: [PlainGrant]) -> [Request] {
    let reference = ServiceAuthorization.builtIn
    var found: [Request] = []
    for grant in plain where found.count < Self.limit {
      for action in grant.possible.elements.prefix(2) {
        let name = reference.name(of: action)
        found += places(grant.statement).prefix(8).map { Request(name, on: $0) }.filter(allows)
      }
    }
    return found
  }

  private func requests(for action: ActionID, _ plain: [PlainGrant]) -> [Request] {
    let name = ServiceAuthorization.builtIn.name(of: action)
    return plain.filter { $0.possible.contains(action) }.flatMap { grant in
      places(grant.statement).prefix(4).map { Request(name, on: $0) }
    }
  }

  /// What a statement is about, with something for its wildcards.
  private func places(_ statement: Statement) -> [Text] {
    guard case .only(let patterns)? = statement.scope.resources else { return [] }
    return patterns.compactMap(\.example)
  }
}
