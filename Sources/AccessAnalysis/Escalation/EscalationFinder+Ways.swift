import GovernanceAnalysis
import Infrastructure
import Permissions
import ServiceAuthorization
import Values

extension EscalationFinder {
  /// The ways that begin at a principal over what the estate holds, in the order of the catalogue and of
  /// the estate.
  ///
  /// - Parameter ends: Where they are to end; of several ways to one of these, those up to a proven one.
  ///   Nil for all ways to everywhere.
  mutating func findWays(
    of id: ResourceID,
    to ends: Ends? = nil,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let actions = rights(of: id, &context).actions
    var found: [Escalation] = []
    var seen = 0
    settled = []
    wanted = ends
    defer {
      settled = []
      wanted = nil
    }
    for entry in catalogue.entries where actions.isSuperset(of: entry.needs) {
      if let ends {
        guard ends.isAnyRight == entry.method.endsWithAnyRight else { continue }
        for way in found[seen...] {
          if case .proven = way.grade { settled.insert(way.end) }
        }
        seen = found.count
      }
      switch entry.method.way {
      case .passed: found += passing(entry, by: id, &context)
      case .existing: found += takingOver(entry, by: id, &context)
      case .itself: found += changingItself(entry, by: id, &context)
      case .policy: found += changingPolicies(entry, by: id, &context)
      case .assume: found += assuming(entry, by: id, &context)
      case .user, .role, .altered, .rewritten: found += becoming(entry, by: id, &context)
      }
    }
    return found
  }

  private mutating func passing(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let service = entry.method.subject
    let targets = targets(of: id, catalogue.pass, ofType: ResourcePolicies.roleType, &context)
    let trusts = roles(trusting: service, &context)
    let roles = targets.compactMap { role -> (role: ResourceID, doubts: [Doubt])? in
      guard role != id, !isSettled(role, entry) else { return nil }
      return trusts[role].map { (role, $0) }
    }
    if roles.isEmpty { return [] }
    let steps = entry.steps.map { ask(id, $0, &context) }
    if steps.contains(where: \.isNo) { return [] }
    return roles.compactMap { role, trust in
      guard let apart = doubtsOfSharing(id, role),
        let being = doubtsOfBeing(role, for: id, &context)
      else { return nil }
      let pass = ask(id, catalogue.pass, on: role, passedTo: service, &context)
      return way(entry, by: id, to: role, [pass] + steps, waitingFor: trust + apart + being)
    }
  }

  private mutating func takingOver(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let holders = holders(of: entry.method, &context)
    if holders.isEmpty { return [] }
    var found: [Escalation] = []
    let trusts = roles(trusting: entry.method.subject, &context)
    for (role, own) in holders.sorted(by: { $0.key.index < $1.key.index })
    where role != id && !isSettled(role, entry) {
      guard let trust = trusts[role], let sharing = doubtsOfSharing(id, role),
        let being = doubtsOfBeing(role, for: id, &context)
      else { continue }
      for holder in own {
        let steps = entry.steps.map { ask(id, $0, to: holder, &context) }
        let others = trust + sharing + being
        found += [way(entry, by: id, to: role, steps, waitingFor: others, holder: holder)]
          .compactMap(\.self)
      }
    }
    return found
  }

  /// The ways over something that runs with a role and that the estate does not hold.
  mutating func findWaysElsewhere(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let actions = rights(of: id, &context).actions
    var found: [Escalation] = []
    for entry in catalogue.entries
    where entry.method.way == .existing && actions.isSuperset(of: entry.needs) {
      let steps = entry.steps.map { ask(id, $0, &context) }
      if steps.contains(where: \.isNo) { continue }
      var doubts: [Doubt] = []
      var requests: [Escalation.Step] = []
      for finding in steps { finding.add(to: &doubts, &requests) }
      for other in unheld(entry, for: id, &context) where other.role != id {
        let open = doubts.isEmpty ? other.doubts : other.doubts + doubts
        found.append(
          Escalation(
            method: entry.method,
            principal: id,
            end: Escalation.Identity(id: other.role, hasAnyRight: entry.method.endsWithAnyRight),
            holder: nil,
            isThere: false,
            grade: open.isEmpty ? .possible : .undetermined(open),
            steps: requests
          )
        )
      }
    }
    return found
  }

  /// The roles that a method could take over if something ran with them, with what that waits for.
  private mutating func unheld(
    _ entry: EscalationCatalogue.Entry,
    for id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Unheld] {
    let key = Unheld.Key(
      method: entry.method.id,
      scope: estate[id].scope,
      existence: estate[id].existence
    )
    if let kept = unheld[key] { return kept }
    let holders = holders(of: entry.method, &context)
    let trusting = roles(trusting: entry.method.subject, &context)
    var found: [Unheld] = []
    for (role, trust) in trusting.sorted(by: { $0.key.index < $1.key.index })
    where holders[role] == nil {
      guard let sharing = doubtsOfSharing(id, role),
        let being = doubtsOfBeing(role, for: id, &context)
      else { continue }
      found.append(Unheld(role: role, doubts: trust + sharing + being))
    }
    unheld[key] = found
    return found
  }

  private mutating func changingItself(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let isRole = estate[id].type == ResourcePolicies.roleType
    guard isRole == (entry.method.subject == "role") else { return [] }
    let steps = entry.steps.map { ask(id, $0, on: id, &context) }
    return [way(entry, by: id, to: id, steps)].compactMap(\.self)
  }

  private mutating func changingPolicies(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    managedPolicies(of: id, &context).compactMap { policy in
      let steps = entry.steps.map { ask(id, $0, on: policy, &context) }
      return way(entry, by: id, to: id, steps, holder: policy)
    }
  }

  /// Another user or a role of the same account: every step is done to it, but that the caller assumes it.
  private mutating func becoming(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let type = entry.method.way == .user ? "AWS::IAM::User" : ResourcePolicies.roleType
    // To become somebody, the first step has to be allowed on it.
    let targets = targets(of: id, entry.steps[0], ofType: type, &context)
    var found: [Escalation] = []
    for target in targets where target != id && !isSettled(target, entry) {
      guard let sharing = doubtsOfSharing(id, target),
        let being = doubtsOfBeing(target, for: id, &context)
      else { continue }
      let apart = sharing + being
      var steps: [Finding] = []
      for step in entry.steps where !steps.contains(where: \.isNo) {
        steps.append(
          step == catalogue.assume
            ? assuming(target, by: id, &context) : ask(id, step, on: target, &context)
        )
      }
      if let way = way(entry, by: id, to: target, steps, waitingFor: apart) {
        found.append(way)
      }
    }
    return found
  }

  /// Whether no way to an end is wanted, or no other: a proven one has been found.
  private func isSettled(_ end: ResourceID, _ entry: EscalationCatalogue.Entry) -> Bool {
    switch wanted {
    case nil: return false
    case .identities(let ends)? where !ends.contains(end): return true
    case .identities?, .anyRight?:
      let end = Escalation.Identity(id: end, hasAnyRight: entry.method.endsWithAnyRight)
      return settled.contains(end)
    }
  }

  /// What the steps come to; nil where one is not allowed.
  private func way(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    to end: ResourceID,
    _ steps: [Finding],
    waitingFor others: [Doubt] = [],
    holder: ResourceID? = nil
  ) -> Escalation? {
    var doubts = others
    var requests: [Escalation.Step] = []
    if steps.contains(where: \.isNo) { return nil }
    for finding in steps { finding.add(to: &doubts, &requests) }
    return Escalation(
      method: entry.method,
      principal: id,
      end: Escalation.Identity(id: end, hasAnyRight: entry.method.endsWithAnyRight),
      holder: holder,
      isThere: true,
      grade: doubts.isEmpty ? .proven : .undetermined(doubts),
      steps: requests
    )
  }
}

// MARK: - Assuming roles

extension EscalationFinder {
  private mutating func assuming(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let index = trustIndex(&context)
    let own = rights(of: id, &context)
    let arn = own.caller.name.description
    let name = arn.lastIndex(of: ":").map { String(arn[arn.index(after: $0)...]) } ?? arn
    var candidates = Set((index.byName[name] ?? []) + index.loose)
    if own.actions.contains(catalogue.assume), !index.delegating.isEmpty {
      let named = targets(of: id, catalogue.assume, ofType: ResourcePolicies.roleType, &context)
      candidates.formUnion(named.filter(index.delegating.contains))
    }
    return candidates.sorted { $0.index < $1.index }.compactMap { role in
      guard role != id, !isSettled(role, entry),
        let being = doubtsOfBeing(role, for: id, &context)
      else { return nil }
      return way(entry, by: id, to: role, [assuming(role, by: id, &context)], waitingFor: being)
    }
  }

  /// Whether a principal may assume a role. Where the trust policy names it, and both are in one account,
  /// it needs no permission of its own, only none that denies it.
  ///
  /// Source: IAM User Guide, "Cross-account policy evaluation logic", "Granting permissions to assume a role".
  mutating func assuming(
    _ role: ResourceID,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Finding {
    let question = Question(principal: id, action: catalogue.assume, target: role, service: "")
    if let kept = answers[question] { return kept }
    let found = findAssuming(role, by: id, &context)
    answers[question] = found
    return found
  }

  private mutating func findAssuming(
    _ role: ResourceID,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Finding {
    _ = trustIndex(&context)
    guard let trust = trusts[role], let place = text(of: role, &context) else { return .no }
    var own = rights(of: id, &context)
    let assume = own.statements(for: catalogue.assume, catalogue)
    rights[id] = own
    let keys = keys(of: own, catalogue.assume, on: role, &context)
    let request = PartialRequest(
      "",
      on: place,
      context: keys.values,
      closedFamilies: keys.closedFamilies
    )
    let controls = access.controls(.resource, on: estate[role].scope, &context)
    let denials = controls.flatMap(\.statements).filter { $0.effect == .deny }
    /// What comes of a trust that names the caller in some of the ways, where some layers of its own have
    /// to allow as well; those of the others may still deny.
    func search(_ namings: [Caller.Naming], needing isNeeded: (Int) -> Bool) -> Finding {
      let theirs = (trust.statements(for: own.caller, as: namings) + denials).filter { statement in
        let actions = Scope(actions: statement.scope.actions)
        return actions.match(Request("sts:AssumeRole", on: "*")) != .no
      }
      guard theirs.contains(where: { $0.effect == .allow }) else { return .no }
      // What the caller has of its own is shown before the trust.
      var layers: [[Statement]] = []
      var trusting = theirs
      for (place, layer) in assume.layers.enumerated() {
        if isNeeded(place) {
          layers.append(layer)
        } else {
          trusting += layer.filter { $0.effect == .deny }
        }
      }
      if isNeeded(0) { layers.append(trusting) } else { layers.insert(trusting, at: 0) }
      let glance = ActionStatements(layers).glance(at: request)
      return finding(glance, catalogue.assume, place.description, [:])
    }
    let delegated = search(Caller.Naming.allCases) { _ in true }
    if case .yes = delegated { return delegated }
    guard let apart = doubtsOfSharing(id, role) else { return delegated }
    let direct = search([.itself, .everyone]) { $0 >= own.ownLayerCount }
    let asRole = search([.role]) { $0 > 0 }
    for finding in [direct, asRole] {
      if case .yes = finding { return apart.isEmpty ? finding : .open(apart) }
    }
    return [delegated, direct, asRole].first { !$0.isNo } ?? .no
  }
}

// MARK: - What there is

extension EscalationFinder {
  /// What runs with which role, of the types that a method takes over.
  private mutating func holders(
    of method: EscalationMethod,
    _ context: inout EvaluationContext
  ) -> [ResourceID: [ResourceID]] {
    if let kept = holders[method.id] { return kept }
    var found: [ResourceID: [ResourceID]] = [:]
    for holder in method.holders {
      let parts = holder.split(separator: " ").map(String.init)
      guard parts.count == 2 else { continue }
      let path = PropertyPath(parts[1])
      for id in estate.resources(ofType: parts[0]) where estate.exists(id, &context) == true {
        for value in path.values(in: estate[id].properties, &context) {
          if let role = estate.target(of: value, &context) { found[role, default: []].append(id) }
        }
      }
    }
    holders[method.id] = found
    return found
  }

  /// The managed policies of the estate that are attached to a principal, by either side.
  private func managedPolicies(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [ResourceID] {
    let side = estate[id].type == ResourcePolicies.roleType ? "Roles" : "Users"
    let attached = PropertyPath("ManagedPolicyArns").values(in: estate[id].properties, &context)
    let targets = attached.compactMap { estate.target(of: $0, &context) }
    let path = PropertyPath(side)
    return estate.resources(ofType: "AWS::IAM::ManagedPolicy").filter { policy in
      guard estate.exists(policy, &context) == true else { return false }
      if targets.contains(policy) { return true }
      let named = path.values(in: estate[policy].properties, &context)
      return named.contains { estate.target(of: $0, &context) == id }
    }
  }
}

extension EscalationFinder {
  /// Where ways are to end.
  enum Ends {
    /// With somebody who got any right on the way.
    case anyRight
    case identities(Set<ResourceID>)

    var isAnyRight: Bool {
      switch self {
      case .anyRight: true
      case .identities: false
      }
    }
  }
}

extension EscalationMethod {
  /// Whether who it ends with gets any right on the way.
  fileprivate var endsWithAnyRight: Bool {
    switch way {
    case .altered, .rewritten, .itself, .policy: true
    case .passed, .existing, .user, .role, .assume: grantsAll
    }
  }
}

/// A role with which nothing of the estate runs that a method takes over.
struct Unheld: Sendable {
  /// For whom it is the same.
  struct Key: Hashable {
    let method: String
    let scope: ScopeID
    let existence: GuardID
  }

  let role: ResourceID
  let doubts: [Doubt]
}

extension EscalationFinder.Finding {
  /// Adds the step, or what it waits for.
  fileprivate func add(to doubts: inout [Doubt], _ steps: inout [Escalation.Step]) {
    switch self {
    case .no: break
    case .open(let open): doubts += open
    case .yes(let step): steps.append(step)
    }
  }
}
