import GovernanceAnalysis
package import Infrastructure
import Permissions
import ServiceAuthorization
package import Values

/// Finds the ways by which principals get more than they were given, over all that is attached to them:
/// identity policies, boundary, service control policies, and the trust of the roles that they reach.
///
/// A step is allowed where some request for it is: who escalates chooses names and parameters. Policies of
/// resources that name the principal do not count.
package struct EscalationFinder {
  /// What holds of a search for a request.
  enum Finding {
    case no
    case yes(Escalation.Step)
    case open([Doubt])
  }

  private struct Question: Hashable {
    let principal: ResourceID
    let action: String
    let resource: String
    let service: String
  }

  private struct Trust: Hashable {
    let role: ResourceID
    let principal: String
  }

  var access: Access
  private let solver = PermissionSolver()
  private let reference = ServiceAuthorization.builtIn
  private var grants: [ResourceID: Grants] = [:]
  private var answers: [Question: Finding] = [:]
  private var trusts: [Trust: Finding] = [:]
  private var holders: [String: [(holder: ResourceID, role: ResourceID)]] = [:]

  package init(_ estate: Estate) {
    access = Access(estate)
  }

  private var estate: Estate { access.estate }

  /// Whether everything is allowed to a principal; nil where that is not known.
  package mutating func isAdministrator(
    _ id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let everything = Scope(actions: .only(["*"]), resources: .only(["*"]))
    let all = Grants(Policy([Statement(.allow, everything)]))
    switch solver.request(allowedBy: all, butNotBy: grants(of: id, &context)) {
    case .none: return true
    case .found: return false
    case .undetermined: return nil
    }
  }

  /// The ways that begin at a principal, in the order of the catalogue and of the estate. Somebody who may
  /// do everything gains nothing, nor does who becomes somebody that may do no more.
  package mutating func escalations(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    if isAdministrator(id, &context) == true { return [] }
    var found: [Escalation] = []
    for method in reference.escalationMethods {
      switch method.way {
      case .passed: found += passing(method, by: id, &context)
      case .existing: found += takingOver(method, by: id, &context)
      case .itself: found += changingItself(method, by: id, &context)
      case .policy: found += changingPolicies(method, by: id, &context)
      case .user, .role, .assume, .altered, .rewritten:
        found += becoming(method, by: id, &context)
      }
    }
    return found
  }

  /// The shortest ways from a principal to all that it comes to be, one after the other, through proven
  /// ways alone.
  package mutating func chains(
    from id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [[Escalation]] {
    var chains: [[Escalation]] = []
    var reached: Set<ResourceID> = [id]
    var queue: [(principal: ResourceID, chain: [Escalation])] = [(id, [])]
    while !queue.isEmpty {
      let (principal, chain) = queue.removeFirst()
      for escalation in escalations(of: principal, &context) {
        guard case .proven = escalation.grade else { continue }
        guard let target = escalation.target else {
          chains.append(chain + [escalation])
          continue
        }
        guard reached.insert(target).inserted else { continue }
        chains.append(chain + [escalation])
        if !escalation.method.grantsAll { queue.append((target, chain + [escalation])) }
      }
    }
    return chains
  }
}

// MARK: - Ways

extension EscalationFinder {
  private mutating func passing(
    _ method: EscalationMethod,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let steps = method.steps.map { ask(id, reference.name(of: $0), on: nil, &context) }
    if steps.contains(where: \.isNo) { return [] }
    return roles.compactMap { role in
      guard role != id else { return nil }
      let trust = trusts(
        role,
        .service(Pattern(method.subject, variables: false)),
        method.subject,
        &context
      )
      if trust.isNo { return nil }
      let pass = ask(
        id,
        "iam:PassRole",
        on: arn(of: role, &context),
        passedTo: method.subject,
        &context
      )
      return escalation(method, by: id, to: role, [pass] + steps, beside: [trust], &context)
    }
  }

  private mutating func takingOver(
    _ method: EscalationMethod,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let names = method.steps.map(reference.name)
    let anywhere = names.map { ask(id, $0, on: nil, &context) }
    if anywhere.contains(where: \.isNo) { return [] }
    let holders = holders(of: method, &context)
    var found: [Escalation] = []
    for role in roles where role != id {
      let trust = trusts(
        role,
        .service(Pattern(method.subject, variables: false)),
        method.subject,
        &context
      )
      if trust.isNo { continue }
      let own = holders.filter { $0.role == role }
      for (holder, _) in own {
        let place = arn(of: holder, &context)
        let steps = names.map { ask(id, $0, on: place, &context) }
        if let way = escalation(method, by: id, to: role, steps, beside: [trust], &context, holder)
        {
          found.append(way)
        }
      }
      if own.isEmpty,
        let way = escalation(
          method,
          by: id,
          to: role,
          anywhere,
          beside: [trust],
          &context,
          isThere: false
        )
      {
        found.append(way)
      }
    }
    return found
  }

  private mutating func changingItself(
    _ method: EscalationMethod,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let isRole = estate[id].type == ResourcePolicies.roleType
    guard isRole == (method.subject == "role") else { return [] }
    let place = arn(of: id, &context)
    let steps = method.steps.map { ask(id, reference.name(of: $0), on: place, &context) }
    return [escalation(method, by: id, to: nil, steps, beside: [], &context)].compactMap(\.self)
  }

  private mutating func changingPolicies(
    _ method: EscalationMethod,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let policies = estate.resources.indices.map(ResourceID.init).filter { policy in
      estate[policy].type == "AWS::IAM::ManagedPolicy" && isAttached(policy, to: id, &context)
    }
    return policies.compactMap { policy in
      let place = arn(of: policy, &context)
      let steps = method.steps.map { ask(id, reference.name(of: $0), on: place, &context) }
      return escalation(method, by: id, to: nil, steps, beside: [], &context, policy)
    }
  }

  /// Another user or a role: every step is done to it, but that the caller assumes it.
  private mutating func becoming(
    _ method: EscalationMethod,
    by id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Escalation] {
    let targets = method.way == .user ? users : roles
    return targets.compactMap { target in
      guard target != id else { return nil }
      let place = arn(of: target, &context)
      var steps: [Finding] = []
      for step in method.steps.map(reference.name) {
        let finding =
          step == "sts:AssumeRole"
          ? assuming(target, by: id, on: place, &context) : ask(id, step, on: place, &context)
        if finding.isNo { return nil }
        steps.append(finding)
      }
      return escalation(method, by: id, to: target, steps, beside: [], &context)
    }
  }

  /// Whether a role trusts the caller, who may assume it: where the trust policy names it, it needs no
  /// permission of its own in the same account.
  private mutating func assuming(
    _ role: ResourceID,
    by id: ResourceID,
    on place: Pattern?,
    _ context: inout EvaluationContext
  ) -> Finding {
    guard let caller = arn(of: id, &context) else { return .no }
    let trust = trusts(role, .aws(caller), caller.description, &context)
    if trust.isNo { return .no }
    let own = ask(id, "sts:AssumeRole", on: place, &context)
    return switch (trust, own) {
    case (_, .no): .no
    case (.open(let doubts), _): .open(doubts)
    case (_, let own): own
    }
  }
}

// MARK: - Questions

extension EscalationFinder {
  private var roles: [ResourceID] {
    estate.resources(ofType: ResourcePolicies.roleType).map(\.self)
  }

  private var users: [ResourceID] {
    estate.resources(ofType: "AWS::IAM::User").map(\.self)
  }

  private mutating func grants(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Grants {
    if let kept = grants[id] { return kept }
    let policies = access.policies(of: id, &context)
    let controls = access.controls(.service, on: estate[id].scope, &context)
    let layers = [policies.identity] + [policies.boundary].compactMap(\.self) + controls
    let made = Grants(layers: layers.map { [Policy($0.statements)] })
    grants[id] = made
    return made
  }

  private mutating func arn(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Pattern? {
    guard let pieces = access.texts.arn(of: id, &context) else { return nil }
    return Pattern(
      pieces.map { piece in
        switch piece {
        case .text(let text): .text(text)
        case .symbol(let symbol): .symbol(symbol)
        }
      }
    )
  }

  /// Whether some request of a principal for an action is allowed, on a resource or on any.
  private mutating func ask(
    _ id: ResourceID,
    _ action: String,
    on resource: Pattern?,
    passedTo service: String = "",
    _ context: inout EvaluationContext
  ) -> Finding {
    let question = Question(
      principal: id,
      action: action,
      resource: resource?.description ?? "",
      service: service
    )
    if let kept = answers[question] { return kept }
    var scope = Scope(actions: .only([Pattern(action, variables: false)]))
    if let resource {
      scope.resources = .only([resource])
    } else if let number = reference.action(named: action) {
      let kinds = reference.resourceTypes(of: number)
      if !kinds.isEmpty {
        scope.resources = .only(kinds.map { Pattern($0.pattern, variables: false) })
      }
    }
    if !service.isEmpty {
      let equals = ConditionOperator(.stringEquals)
      scope.conditions = [
        .test(equals, "iam:PassedToService", [Pattern(service, variables: false)])
      ]
    }
    let finding = finding(solver.request(allowedBy: grants(of: id, &context), within: scope))
    answers[question] = finding
    return finding
  }

  /// Whether a role trusts somebody.
  private mutating func trusts(
    _ role: ResourceID,
    _ principal: PrincipalPattern,
    _ name: String,
    _ context: inout EvaluationContext
  ) -> Finding {
    let key = Trust(role: role, principal: name)
    if let kept = trusts[key] { return kept }
    let layer = ResourcePolicies.layer(of: role, for: "sts:AssumeRole", &access.texts, &context)
    let scope = Scope(actions: .only(["sts:AssumeRole"]), principals: .only([principal]))
    let statements = layer?.statements ?? []
    let finding = finding(
      solver.request(allowedBy: Grants(Policy(statements)), within: scope)
    )
    trusts[key] = finding
    return finding
  }

  private func finding(_ search: Search) -> Finding {
    switch search {
    case .none: .no
    case .undetermined(let doubts): .open(doubts)
    case .found(let witness):
      .yes(
        Escalation.Step(
          action: witness.request.action,
          resource: witness.request.resource.description,
          context: witness.request.context
        )
      )
    }
  }

  /// What the steps come to; nil where one is not allowed, or the target may do no more than the caller.
  private mutating func escalation(
    _ method: EscalationMethod,
    by id: ResourceID,
    to target: ResourceID?,
    _ steps: [Finding],
    beside others: [Finding],
    _ context: inout EvaluationContext,
    _ holder: ResourceID? = nil,
    isThere: Bool = true
  ) -> Escalation? {
    var doubts: [Doubt] = []
    var requests: [Escalation.Step] = []
    for (index, finding) in (steps + others).enumerated() {
      switch finding {
      case .no: return nil
      case .open(let open): doubts += open
      case .yes(let step): if index < steps.count { requests.append(step) }
      }
    }
    let alters = [.altered, .rewritten].contains(method.way) || method.grantsAll
    if let target, !alters {
      let own = grants(of: id, &context)
      let more = solver.request(allowedBy: grants(of: target, &context), butNotBy: own)
      switch more {
      case .none: return nil
      case .found: break
      case .undetermined(let open): doubts += open
      }
    }
    let grade: Escalation.Grade =
      doubts.isEmpty ? (isThere ? .proven : .possible) : .undetermined(doubts)
    return Escalation(method: method, target: target, holder: holder, grade: grade, steps: requests)
  }

  /// What runs with which role, of the types that a method takes over.
  private mutating func holders(
    of method: EscalationMethod,
    _ context: inout EvaluationContext
  ) -> [(holder: ResourceID, role: ResourceID)] {
    if let kept = holders[method.id] { return kept }
    var found: [(holder: ResourceID, role: ResourceID)] = []
    for holder in method.holders {
      let parts = holder.split(separator: " ").map(String.init)
      guard parts.count == 2 else { continue }
      let path = PropertyPath(parts[1])
      for id in estate.resources(ofType: parts[0]) {
        for value in path.values(in: estate[id].properties, &context) {
          if let role = estate.target(of: value, &context) { found.append((id, role)) }
        }
      }
    }
    holders[method.id] = found
    return found
  }

  /// Whether a managed policy of the estate is attached to a principal, by either side.
  private func isAttached(
    _ policy: ResourceID,
    to id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Bool {
    let side = estate[id].type == ResourcePolicies.roleType ? "Roles" : "Users"
    let named = PropertyPath(side).values(in: estate[policy].properties, &context)
    let attached = PropertyPath("ManagedPolicyArns").values(in: estate[id].properties, &context)
    return named.contains { estate.target(of: $0, &context) == id }
      || attached.contains { estate.target(of: $0, &context) == policy }
  }
}

extension EscalationFinder.Finding {
  var isNo: Bool {
    switch self {
    case .no: true
    case .yes, .open: false
    }
  }
}
