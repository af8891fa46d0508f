package import Infrastructure
import Permissions
import ServiceAuthorization
package import Values

extension EscalationFinder {
  /// What a principal may do by all that is attached to it, as far as its boundary and the control policies
  /// let it; each action for which some request is allowed counts.
  ///
  /// - Parameter service: The prefix of one service; nil for all.
  package mutating func effectiveGrants(
    of id: ResourceID,
    service: String? = nil,
    _ context: inout EvaluationContext
  ) -> EffectiveGrants {
    var summary = GrantSummary(rights(of: id, &context).statements)
    return summary.grants(service)
  }
}

/// Sums up layers of statements.
private struct GrantSummary {
  /// Actions that the same statements are about.
  private struct Atom {
    var actions: ActionSet
    /// For each layer the places of the statements.
    var statements: [[Int]]
  }

  private let reference = ServiceAuthorization.builtIn
  /// Names that are not known make searches long; what statements name is tried first.
  private let solver = PermissionSolver(budget: Budget(steps: 1_000))
  private let layers: [[Statement]]
  private var result = EffectiveGrants()
  private var places: [String: Int] = [:]

  init(_ layers: [[Statement]]) {
    self.layers = layers
  }

  mutating func grants(_ service: String?) -> EffectiveGrants {
    let all = service.map { name in
      reference.service(named: name).map { reference.actions(of: $0) } ?? ActionSet()
    }
    for atom in atoms(all ?? reference.actions) { add(atom) }
    result.grants.sort { ($0.service, $0.level.rawValue) < ($1.service, $1.level.rawValue) }
    return result
  }

  private func atoms(_ actions: ActionSet) -> [Atom] {
    var atoms = [Atom(actions: actions, statements: layers.map { _ in [] })]
    for (layer, statements) in layers.enumerated() {
      for (place, statement) in statements.enumerated() {
        let covered = statement.possibleActions
        atoms = atoms.flatMap { atom -> [Atom] in
          var inside = Atom(
            actions: atom.actions.intersection(covered),
            statements: atom.statements
          )
          inside.statements[layer].append(place)
          let outside = Atom(
            actions: atom.actions.subtracting(covered),
            statements: atom.statements
          )
          return [inside, outside].filter { !$0.actions.isEmpty }
        }
      }
    }
    return atoms.filter { atom in
      layers.indices.allSatisfy { layer in
        atom.statements[layer].contains { layers[layer][$0].effect == .allow }
      }
    }
  }

  private struct Group: Hashable {
    let service: ServiceID
    let level: AccessLevel
    let isAboutNothing: Bool
    /// What the actions work on, where statements tell resources apart.
    let kinds: [ResourceKind]
    /// An action of which conditions are told apart; nil for all that are alike.
    let single: ActionID?
  }

  private mutating func add(_ atom: Atom) {
    let statements = layers.indices.map { layer in atom.statements[layer].map { layers[layer][$0] }
    }
    let keys = Set(statements.joined().flatMap(\.scope.keys))
    let tellsResourcesApart = statements.joined().contains { $0.scope.resources != nil }
    var groups: [Group: [ActionID]] = [:]
    var order: [Group] = []
    for action in atom.actions.elements {
      let kinds = reference.resourceTypes(of: action)
      let group = Group(
        service: reference.service(of: action),
        level: reference.level(of: action),
        isAboutNothing: reference.isCurrent(action) && kinds.isEmpty,
        kinds: tellsResourcesApart ? kinds : [],
        single: keys.contains { reference.lacks($0, action) } ? action : nil
      )
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(action)
    }
    for group in order {
      guard let actions = groups[group] else { continue }
      judge(group, actions, statements.map { reference.narrowed($0, actions[0]) })
    }
  }

  private mutating func judge(_ group: Group, _ actions: [ActionID], _ layers: [[Statement]]) {
    let name = Pattern(reference.name(of: actions[0]), variables: false)
    let kinds = group.kinds.map { Pattern($0.pattern, variables: false) }
    let fitting =
      group.isAboutNothing
      ? layers.map { $0.filter(\.mayBeAboutNothing) } : ActionStatements(layers).about(kinds).layers
    guard let some = search(fitting, name, kinds) else { return }
    var grant = EffectiveGrants.Grant(
      service: reference.prefix(of: group.service),
      level: group.level,
      actions: actions.map { .init(name: reference.name(of: $0), statement: some) },
      statement: some
    )
    if !group.isAboutNothing {
      if let statement = search(everywhere(fitting, kinds), name, kinds, besides: spared(fitting)) {
        grant.isEverywhere = true
        grant.statement = statement
      }
      for pattern in named(fitting) where search(fitting, name, at: pattern) != nil {
        grant.resources.append(pattern.description)
      }
    }
    add(grant)
  }

  /// The statement of the first layer that allows some request; nil if there is none, or none for certain.
  ///
  /// - Parameters:
  ///   - kinds: What it may be about; empty for anything.
  ///   - spared: What it is not about; of no account where the kinds decide.
  private mutating func search(
    _ layers: [[Statement]],
    _ name: Pattern,
    _ kinds: [Pattern],
    besides spared: [Pattern] = []
  ) -> Statement.Provenance? {
    let statements = ActionStatements(layers)
    if spared.isEmpty {
      switch statements.glance(about: kinds) {
      case .no: return nil
      case .yes(let statement): return statement
      case .search: break
      }
      for place in statements.places(of: kinds) {
        if case .yes(let statement) = statements.glance(at: PartialRequest("", on: place)) {
          return statement
        }
      }
    }
    // What the statements name is of the kinds; to ask for these again makes searches long.
    let resources = spared.isEmpty ? nil : Permissions.Scope.Selection<Pattern>.except(spared)
    return solve(layers, Permissions.Scope(actions: .only([name]), resources: resources))
  }

  /// The same for a request about something that a pattern stands for.
  private mutating func search(
    _ layers: [[Statement]],
    _ name: Pattern,
    at pattern: Pattern
  ) -> Statement.Provenance? {
    if let example = pattern.example,
      case .yes(let statement) = ActionStatements(layers)
        .glance(at: PartialRequest("", on: example))
    {
      return statement
    }
    return solve(layers, Permissions.Scope(actions: .only([name]), resources: .only([pattern])))
  }

  private mutating func solve(
    _ layers: [[Statement]],
    _ scope: Permissions.Scope
  ) -> Statement.Provenance? {
    switch solver.request(allowedBy: Grants(layers: layers.map { [Policy($0)] }), within: scope) {
    case .none: return nil
    case .undetermined(let doubts):
      if result.doubts.isEmpty { result.doubts = doubts }
      return nil
    case .found(let witness):
      let allowing = layers[0].filter { $0.effect == .allow }
      let decisive = allowing.first { $0.scope.match(witness.request) == .yes } ?? allowing.first
      return decisive?.provenance ?? Statement.Provenance.none
    }
  }

  /// The layers without what allows something to resources that it names, and not all of a kind.
  private func everywhere(_ layers: [[Statement]], _ kinds: [Pattern]) -> [[Statement]] {
    layers.map { layer in
      layer.filter { $0.effect == .deny || $0.isAboutAnything || $0.isAboutAll(of: kinds) }
    }
  }

  /// What denials of all others spare.
  private func spared(_ layers: [[Statement]]) -> [Pattern] {
    var spared: [Pattern] = []
    for statement in layers.joined() where statement.effect == .deny {
      if case .except(let patterns)? = statement.scope.resources { spared += patterns }
    }
    return spared
  }

  private func named(_ layers: [[Statement]]) -> [Pattern] {
    var named: [Pattern] = []
    for statement in layers.joined() where statement.effect == .allow {
      guard !statement.isAboutAnything, case .only(let patterns)? = statement.scope.resources else {
        continue
      }
      for pattern in patterns where !named.contains(pattern) { named.append(pattern) }
    }
    return named
  }

  /// Joins what is of one service and level.
  private mutating func add(_ grant: EffectiveGrants.Grant) {
    let key = "\(grant.service) \(grant.level.rawValue)"
    guard let place = places[key] else {
      places[key] = result.grants.count
      result.grants.append(grant)
      return
    }
    if grant.isEverywhere, !result.grants[place].isEverywhere {
      result.grants[place].isEverywhere = true
      result.grants[place].statement = grant.statement
    }
    result.grants[place].actions += grant.actions
    for resource in grant.resources where !result.grants[place].resources.contains(resource) {
      result.grants[place].resources.append(resource)
    }
  }
}
