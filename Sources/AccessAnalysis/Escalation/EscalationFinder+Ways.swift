import GovernanceAnalysis
import Infrastructure
import Permissions
import ServiceAuthorization
import Values

extension EscalationFinder {
  /// The ways that begin at a principal, in the order of the catalogue and of the estate.
  mutating func findWays(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let actions = rights(of: id, &context).actions
    var found: [Escalation] = []
    for entry in catalogue.entries where actions.isSuperset(of: entry.needs) {
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
    let steps = entry.steps.map { ask(id, $0, &context) }
    if steps.contains(where: \.isNo) { return [] }
    let service = entry.method.subject
    return roles(trusting: service, &context).compactMap { role, trust in
      guard role != id, let apart = doubtsOfSharing(id, role),
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
    let anywhere = entry.steps.map { ask(id, $0, &context) }
    if anywhere.contains(where: \.isNo) { return [] }
    let holders = holders(of: entry.method, &context)
    var found: [Escalation] = []
    for (role, trust) in roles(trusting: entry.method.subject, &context) where role != id {
      guard let sharing = doubtsOfSharing(id, role),
        let being = doubtsOfBeing(role, for: id, &context)
      else { continue }
      let apart = sharing + being
      guard let own = holders[role] else {
        found += [
          way(entry, by: id, to: role, anywhere, waitingFor: trust + apart, isThere: false)
        ].compactMap(\.self)
        continue
      }
      for holder in own {
        let steps = entry.steps.map { ask(id, $0, to: holder, &context) }
        found += [way(entry, by: id, to: role, steps, waitingFor: trust + apart, holder: holder)]
          .compactMap(\.self)
      }
    }
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
    var found: [Escalation] = []
    for target in estate.resources(ofType: type) where target != id {
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

  /// What the steps come to; nil where one is not allowed.
  private func way(
    _ entry: EscalationCatalogue.Entry,
    by id: ResourceID,
    to end: ResourceID,
    _ steps: [Finding],
    waitingFor others: [Doubt] = [],
    holder: ResourceID? = nil,
    isThere: Bool = true
  ) -> Escalation? {
    var doubts = others
    var requests: [Escalation.Step] = []
    for finding in steps {
      switch finding {
      case .no: return nil
      case .open(let open): doubts += open
      case .yes(let step): requests.append(step)
      }
    }
    let alters = [.altered, .rewritten, .itself, .policy].contains(entry.method.way)
    return Escalation(
      method: entry.method,
      principal: id,
      end: Escalation.Identity(id: end, hasAnyRight: alters || entry.method.grantsAll),
      holder: holder,
      grade: doubts.isEmpty ? (isThere ? .proven : .possible) : .undetermined(doubts),
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
    if own.actions.contains(catalogue.assume) { candidates.formUnion(index.delegating) }
    return candidates.sorted { $0.index < $1.index }.compactMap { role in
      guard role != id, let being = doubtsOfBeing(role, for: id, &context) else { return nil }
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
