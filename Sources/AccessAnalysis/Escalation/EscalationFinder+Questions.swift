import GovernanceAnalysis
import Infrastructure
import Permissions
import Values

// MARK: - Principals and places

extension EscalationFinder {
  struct Kinds: Hashable {
    let action: Int
    let scope: ScopeID
  }

  struct Question: Hashable {
    let principal: ResourceID
    let action: Int
    let target: ResourceID?
    let service: String
  }

  mutating func rights(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Rights {
    if let kept = rights[id] { return kept }
    let policies = access.policies(of: id, &context)
    let controls = access.controls(.service, on: estate[id].scope, &context)
    let made = Rights(policies, controls: controls) { bits(of: $0) }
    rights[id] = made
    return made
  }

  private mutating func bits(of actions: Permissions.Scope.Selection<Pattern>) -> ActionBits {
    switch actions {
    case .only(let patterns):
      var union = ActionBits()
      for pattern in patterns { union.formUnion(bits(of: pattern)) }
      return union
    case .except(let patterns):
      var left = ActionBits.all
      for pattern in patterns where pattern.known != nil {
        left = left.subtracting(bits(of: pattern))
      }
      return left
    }
  }

  private mutating func bits(of pattern: Pattern) -> ActionBits {
    if let kept = bits[pattern] { return kept }
    let made = catalogue.bits(of: pattern)
    bits[pattern] = made
    return made
  }

  /// The ARN of a resource; nil where nobody says what it is like.
  mutating func text(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> Text? {
    if let kept = places[id] { return kept }
    let made = access.texts.arn(of: id, &context).map { Text($0) }
    places[id] = .some(made)
    return made
  }

  /// Nil where another one is never there; what keeps it open whether it is there when a principal is.
  mutating func doubtsOfBeing(
    _ other: ResourceID,
    for id: ResourceID,
    _ context: inout EvaluationContext
  ) -> [Doubt]? {
    let (exists, open) = access.texts.existence(of: other, &context)
    guard exists else { return nil }
    return estate[other].existence == estate[id].existence ? [] : [open].compactMap(\.self)
  }

  /// Nil where two are in different accounts; what keeps it open whether they are in one.
  mutating func doubtsOfSharing(_ one: ResourceID, _ other: ResourceID) -> [Doubt]? {
    switch access.accounts(estate[one].scope, estate[other].scope) {
    case .same: []
    case .different: nil
    case .unknown(let doubt): [doubt]
    }
  }
}

// MARK: - Questions

extension EscalationFinder {
  /// Whether some request of a principal for an action is allowed, on a resource or on any.
  ///
  /// - Parameter service: Whom a role is passed to.
  mutating func ask(
    _ id: ResourceID,
    _ action: Int,
    on target: ResourceID? = nil,
    passedTo service: String = "",
    _ context: inout EvaluationContext
  ) -> Finding {
    var own = rights(of: id, &context)
    guard own.actions.contains(action) else { return .no }
    let question = Question(principal: id, action: action, target: target, service: service)
    if let kept = answers[question] { return kept }
    let statements = own.statements(for: action, catalogue)
    rights[id] = own
    if !service.isEmpty, !statements.hangsOnTarget {
      let found = ask(id, action, on: target, &context).saying("iam:PassedToService", service)
      answers[question] = found
      return found
    }
    let found: Finding
    if let target {
      guard let place = text(of: target, &context) else {
        let doubt = access.texts.doubt(
          EstateTexts.Gap(.unmodelled, "what the ARN of '\(estate[target].name)' is like")
        )
        return .open([doubt])
      }
      var request = PartialRequest("", on: place)
      if statements.hangsOnTarget {
        var keys = keys(of: own, action, on: target, &context)
        if !service.isEmpty { keys.set("iam:PassedToService", [Text(service)]) }
        request.context = keys.values
        request.closedFamilies = keys.closedFamilies
      }
      var said: [ConditionKey: [Text]] = [:]
      if !service.isEmpty { said["iam:PassedToService"] = [Text(service)] }
      found = finding(statements.glance(at: request), action, place.description, said)
    } else {
      found = anywhere(statements, action, kinds(of: action, for: id))
    }
    answers[question] = found
    return found
  }

  /// Whether statements allow some request about anything that an action works on. What they name is tried
  /// before all is searched.
  ///
  /// - Parameter kinds: What the action works on.
  private func anywhere(
    _ statements: ActionStatements,
    _ action: Int,
    _ kinds: [Pattern]
  ) -> Finding {
    let statements = statements.about(kinds)
    let glance = statements.glance(about: kinds)
    guard case .search = glance else { return finding(glance, action, "*", [:]) }
    let places = statements.places(of: kinds)
    for place in places.prefix(Self.placeLimit) {
      let there = statements.glance(at: PartialRequest("", on: place))
      let found = finding(there, action, place.description, [:])
      if case .yes = found { return found }
    }
    return finding(glance, action, "*", [:], kinds: kinds, patient)
  }

  /// The kinds of resources that an action works on, in the principal's own partition and account: where
  /// others are, its own policies do not decide.
  private mutating func kinds(of action: Int, for id: ResourceID) -> [Pattern] {
    let scope = estate.outermost(estate[id].scope)
    let key = Kinds(action: action, scope: scope)
    if let kept = kinds[key] { return kept }
    let partition = access.texts.partition(of: scope)
    let account: Pattern.Piece =
      switch access.texts.account(of: scope) {
      case .text(let text): .text(text)
      case .symbol(let symbol): .symbol(symbol)
      }
    let made = catalogue.arns[action].map { arn in
      var parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        .map { Pattern.pieces(of: String($0), variables: false) }
      if parts.count == 6 {
        parts[1] = [.text(partition)]
        if parts[4] == [.anyText] { parts[4] = [account] }
      }
      return Pattern(Array(parts.joined(separator: [.text(":")])))
    }
    kinds[key] = made
    return made
  }

  private static let placeLimit = 12

  /// What a glance comes to, or a search where it does not tell.
  ///
  /// - Parameter kinds: What a request may be about, where it is about anything.
  func finding(
    _ glance: ActionStatements.Glance,
    _ action: Int,
    _ place: String,
    _ said: [ConditionKey: [Text]],
    kinds: [Pattern] = [],
    _ searching: PermissionSolver? = nil
  ) -> Finding {
    let name = catalogue.actions[action]
    switch glance {
    case .no: return .no
    case .yes(let statement):
      return .yes(
        Escalation.Step(action: name, resource: place, context: said, statement: statement)
      )
    case .search(let layers):
      var scope = Scope(actions: .only([Pattern(name, variables: false)]))
      if !kinds.isEmpty { scope.resources = .only(kinds) }
      let grants = Grants(layers: layers.map { [Policy($0)] })
      switch (searching ?? solver).request(allowedBy: grants, within: scope) {
      case .none: return .no
      case .undetermined(let doubts): return .open(doubts)
      case .found(let witness):
        let allowing = layers[0].filter { $0.effect == .allow }
        let decisive = allowing.first { $0.scope.match(witness.request) == .yes } ?? allowing[0]
        return .yes(
          Escalation.Step(
            action: name,
            resource: place == "*" ? witness.request.resource.description : place,
            context: witness.request.context.merging(said) { $1 },
            statement: decisive.provenance
          )
        )
      }
    }
  }

  /// Whether a step can be done to a resource, where its action works on such; else to anything.
  mutating func ask(
    _ id: ResourceID,
    _ action: Int,
    to holder: ResourceID,
    _ context: inout EvaluationContext
  ) -> Finding {
    let text = text(of: holder, &context)
    let kinds = Scope(actions: .except([]), resources: .only(catalogue.resources[action]))
    guard let text, kinds.match(Request("", on: text)) != .no else {
      return ask(id, action, &context)
    }
    return ask(id, action, on: holder, &context)
  }

  /// What a request for an action says of who makes it and of its target.
  func keys(
    of own: Rights,
    _ action: Int,
    on target: ResourceID,
    _ context: inout EvaluationContext
  ) -> RequestKeys {
    var keys = RequestKeys(catalogue.actions[action])
    var texts = access.texts
    keys.add(own.keys)
    if let target = texts.target(target, &context) {
      keys.add(target, of: own.caller, &texts, &context)
    }
    if Self.boundedActions.contains(catalogue.actions[action]) {
      let path = PropertyPath("PermissionsBoundary")
      let boundary = path.values(in: estate[target].properties, &context).first
      let text = boundary.map { Text(texts.pieces(of: $0, in: estate[target].scope, &context)) }
      keys.set("iam:PermissionsBoundary", text.map { [$0] } ?? [])
    }
    return keys
  }

  /// The actions whose `iam:PermissionsBoundary` is that of the role or user that they change.
  ///
  /// Source: IAM User Guide, "Available keys for IAM", `iam:PermissionsBoundary`.
  private static let boundedActions: Set<String> = [
    "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy",
  ]
}

// MARK: - Targets

extension EscalationFinder {
  /// What is named by a pattern, of the resources of a type.
  struct Naming: Hashable {
    let resources: Permissions.Scope.Selection<Pattern>
    let type: String
  }

  /// The resources of a type on which a principal may be allowed an action, by what the statements name
  /// that are attached to it.
  mutating func targets(
    of id: ResourceID,
    _ action: Int,
    ofType type: String,
    _ context: inout EvaluationContext
  ) -> [ResourceID] {
    let question = Question(principal: id, action: action, target: nil, service: type)
    if let kept = targets[question] { return kept }
    var own = rights(of: id, &context)
    guard own.actions.contains(action) else { return [] }
    let statements = own.statements(for: action, catalogue)
    rights[id] = own
    var found: Set<ResourceID> = []
    for statement in statements.layers[0] where statement.effect == .allow {
      let resources = statement.scope.resources ?? .except([])
      found.formUnion(named(Naming(resources: resources, type: type), &context))
    }
    let sorted = found.sorted { $0.index < $1.index }
    targets[question] = sorted
    return sorted
  }

  private mutating func named(
    _ naming: Naming,
    _ context: inout EvaluationContext
  ) -> Set<ResourceID> {
    if let kept = named[naming] { return kept }
    let scope = Scope(actions: .except([]), resources: naming.resources)
    var found: Set<ResourceID> = []
    for (id, request) in requests(onType: naming.type, &context) {
      guard let request else {
        found.insert(id)
        continue
      }
      if case .only(let patterns) = naming.resources,
        patterns.allSatisfy({ $0.beginsUnlike(request.resource) })
      {
        continue
      }
      if request.match(scope) != .no { found.insert(id) }
    }
    named[naming] = found
    return found
  }

  /// A request about each resource of a type; nil where nobody says what its ARN is like.
  private mutating func requests(
    onType type: String,
    _ context: inout EvaluationContext
  ) -> [(ResourceID, PartialRequest?)] {
    if let kept = requests[type] { return kept }
    let made = estate.resources(ofType: type).map { id in
      (id, text(of: id, &context).map { PartialRequest("", on: $0) })
    }
    requests[type] = made
    return made
  }
}

// MARK: - Trust

extension EscalationFinder {
  /// The roles by whom their trust policies name.
  struct Trusting {
    var byService: [String: [ResourceID]] = [:]
    var byName: [String: [ResourceID]] = [:]
    var delegating: Set<ResourceID> = []
    var loose: [ResourceID] = []
  }

  mutating func trustIndex(_ context: inout EvaluationContext) -> Trusting {
    if let trusting { return trusting }
    var index = Trusting()
    for role in estate.resources(ofType: ResourcePolicies.roleType)
    where estate.exists(role, &context) != false {
      let layer = ResourcePolicies.layer(of: role, for: "sts:AssumeRole", &access.texts, &context)
      let trust = RoleTrust(layer)
      trusts[role] = trust
      for service in trust.services { index.byService[service, default: []].append(role) }
      for name in trust.names { index.byName[name, default: []].append(role) }
      if trust.mayNameAnyone {
        index.loose.append(role)
      } else if trust.delegates {
        index.delegating.insert(role)
      }
    }
    trusting = index
    return index
  }

  /// The roles that a service may assume, each with what that waits for.
  mutating func roles(
    trusting service: String,
    _ context: inout EvaluationContext
  ) -> [ResourceID: [Doubt]] {
    if let kept = trustsByService[service] { return kept }
    let index = trustIndex(&context)
    let candidates = Set((index.byService[service] ?? []) + index.loose)
    var keys = RequestKeys("sts:AssumeRole")
    keys.add(.outside(Caller(.service, Text(service))), access)
    let request = PartialRequest(
      "",
      on: "*",
      context: keys.values,
      closedFamilies: keys.closedFamilies
    )
    let scope = Scope(actions: .only(["sts:AssumeRole"]))
    var found: [ResourceID: [Doubt]] = [:]
    for role in candidates {
      let statements = request.narrowed(trusts[role]?.statements(for: service) ?? [])
      switch solver.request(allowedBy: Grants(Policy(statements)), within: scope) {
      case .none: continue
      case .undetermined(let doubts): found[role] = doubts
      case .found: found[role] = []
      }
    }
    trustsByService[service] = found
    return found
  }
}

extension EscalationFinder.Finding {
  /// The same of a request with a value of one more key.
  fileprivate func saying(_ key: ConditionKey, _ value: String) -> Self {
    guard case .yes(let step) = self else { return self }
    return .yes(
      Escalation.Step(
        action: step.action,
        resource: step.resource,
        context: step.context.merging([key: [Text(value)]]) { $1 },
        statement: step.statement
      )
    )
  }

  var isNo: Bool {
    switch self {
    case .no: true
    case .yes, .open: false
    }
  }
}
