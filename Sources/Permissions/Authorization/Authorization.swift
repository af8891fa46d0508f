/// AWS's evaluation of a request over all policies that have a say.
///
/// Sources: IAM User Guide, "Policy evaluation logic", "How AWS enforcement code logic evaluates requests
/// to allow or deny access", "Cross-account policy evaluation logic", "Permissions boundaries for IAM
/// entities", "AWS JSON policy elements: Principal"; Organizations User Guide, "SCP evaluation", "RCP
/// evaluation"; KMS Developer Guide, "Key policies".
package struct Authorization: Sendable {
  /// What a resource's own policy is worth.
  package enum ResourceSide: Hashable, Sendable {
    /// In one account either side may allow.
    case ordinary
    /// The key of KMS's, or the role that is assumed: its policy has to allow, or to pass the question
    /// on to the account.
    case decisive
  }

  /// Whether the caller and the resource are in one account.
  package enum Accounts: Sendable {
    case same, different
    case unknown(Doubt)
  }

  package var identity: Layer?
  package var boundary: Layer?
  package var session: Layer?
  /// From the root to the caller's account: each has to allow.
  package var serviceControls: [Layer]
  /// Of the resource's account. What they do not deny, AWS's own policy allows.
  package var resourceControls: [Layer]
  /// Nil for a resource without a policy.
  package var resource: Layer?
  package var side: ResourceSide
  package var accounts: Accounts

  package init(
    identity: Layer? = nil,
    boundary: Layer? = nil,
    session: Layer? = nil,
    serviceControls: [Layer] = [],
    resourceControls: [Layer] = [],
    resource: Layer? = nil,
    side: ResourceSide = .ordinary,
    accounts: Accounts = .same
  ) {
    self.identity = identity
    self.boundary = boundary
    self.session = session
    self.serviceControls = serviceControls
    self.resourceControls = resourceControls
    self.resource = resource
    self.side = side
    self.accounts = accounts
  }

  /// The verdict: right whatever is not known turns out to be, or undetermined.
  package func ruling(on request: PartialRequest, by caller: Caller) -> Ruling {
    let denial = denial(of: request, caller)
    if denial.truth == .yes {
      return Ruling(verdict: .denied, reasons: denial.reasons, doubts: [])
    }
    let allowance = allowance(of: request, caller)
    switch (denial.truth, allowance.truth) {
    case (_, .no):
      return Ruling(verdict: .denied, reasons: allowance.reasons, doubts: [])
    case (.no, .yes):
      return Ruling(verdict: .allowed, reasons: allowance.reasons, doubts: [])
    case (.yes, _), (.open, _), (_, .open):
      var doubts = allowance.doubts
      doubts.add(denial.doubts)
      return Ruling(
        verdict: .undetermined,
        reasons: allowance.reasons + denial.reasons,
        doubts: doubts
      )
    }
  }

  // MARK: - Denials

  /// Whether a statement of any layer denies the request.
  private func denial(of request: PartialRequest, _ caller: Caller) -> Judgement {
    let limited = caller.isServiceLinked ? [] : serviceControls
    let own = [identity, boundary, session].compactMap(\.self) + (caller.isIdentity ? limited : [])
    let others = resourceControls + [resource].compactMap(\.self)
    return .any(
      (own + others).flatMap { layer in
        layer.statements.filter { $0.effect == .deny }.map { statement in
          judge(request.match(statement.scope, naming: caller), layer, statement)
        }
      }
    )
  }

  // MARK: - Allowances

  private func allowance(of request: PartialRequest, _ caller: Caller) -> Judgement {
    switch accounts {
    case .same: return sameAccount(request, caller)
    case .different: return acrossAccounts(request, caller)
    case .unknown(let doubt):
      let both = [sameAccount(request, caller), acrossAccounts(request, caller)]
      if both[0].truth == both[1].truth, both[0].truth != .open { return both[0] }
      let open = both.filter { $0.truth != .no }
      var doubts = [doubt]
      for judgement in open { doubts.add(judgement.doubts) }
      return Judgement(truth: .open, reasons: open.first?.reasons ?? [], doubts: doubts)
    }
  }

  private func sameAccount(_ request: PartialRequest, _ caller: Caller) -> Judgement {
    guard caller.isIdentity else { return granted(to: caller, as: [.itself, .everyone], request) }
    let ceilings = Judgement.all(levels(request, caller))
    let limits = limits(request, caller)
    let own = Judgement.all([ownPolicies(request, caller)] + limits)
    let direct = granted(to: caller, as: [.itself, .everyone], request)
    let asRole = Judgement.all([granted(to: caller, as: [.role], request)] + limits)
    switch side {
    case .ordinary:
      return .all([ceilings, .any([own, direct, asRole])])
    case .decisive:
      let delegated = Judgement.all([granted(to: caller, as: [.account], request), own])
      return .all([ceilings, .any([delegated, direct, asRole])])
    }
  }

  /// Both sides have to allow.
  private func acrossAccounts(_ request: PartialRequest, _ caller: Caller) -> Judgement {
    let theirs = granted(to: caller, as: Caller.Naming.allCases, request)
    guard caller.isIdentity else { return theirs }
    let own = [ownPolicies(request, caller)] + limits(request, caller) + levels(request, caller)
    return .all([.all(own), theirs])
  }

  /// What the identity policies allow; a root user needs none.
  private func ownPolicies(_ request: PartialRequest, _ caller: Caller) -> Judgement {
    if caller.kind == .root { return .yes() }
    return allows(identity ?? Layer(.identity), request, caller)
  }

  /// The boundary and the session's policy, as far as there are any.
  private func limits(_ request: PartialRequest, _ caller: Caller) -> [Judgement] {
    [boundary, session].compactMap(\.self).map { allows($0, request, caller) }
  }

  private func levels(_ request: PartialRequest, _ caller: Caller) -> [Judgement] {
    caller.isServiceLinked ? [] : serviceControls.map { allows($0, request, caller) }
  }

  private func allows(_ layer: Layer, _ request: PartialRequest, _ caller: Caller) -> Judgement {
    let allowing = layer.statements.filter { $0.effect == .allow }.map { statement in
      judge(request.match(statement.scope, naming: caller), layer, statement)
    }
    let judgement = Judgement.any(allowing)
    return judgement.truth == .no ? .no([Ruling.Reason(layer.kind)]) : judgement
  }

  /// What the resource's policy allows a caller that it names in one of some ways.
  private func granted(
    to caller: Caller,
    as namings: [Caller.Naming],
    _ request: PartialRequest
  ) -> Judgement {
    let statements = resource?.statements.filter { $0.effect == .allow } ?? []
    let judgements = statements.map { statement in
      judge(request.match(statement.scope, naming: caller, as: namings), .resource, statement)
    }
    let judgement = Judgement.any(judgements)
    return judgement.truth == .no ? .no([Ruling.Reason(.resource)]) : judgement
  }

  private func judge(_ match: Match, _ layer: Layer, _ statement: Statement) -> Judgement {
    judge(match, layer.kind, statement)
  }

  private func judge(_ match: Match, _ kind: Layer.Kind, _ statement: Statement) -> Judgement {
    switch match {
    case .yes: .yes([Ruling.Reason(kind, statement)])
    case .no: .no()
    case .open(let doubts):
      Judgement(truth: .open, reasons: [Ruling.Reason(kind, statement)], doubts: doubts)
    }
  }
}

extension PartialRequest {
  /// Whether a statement is about the request of a caller.
  ///
  /// - Parameter namings: How its principals may name the caller, for statements that allow.
  func match(
    _ scope: Scope,
    naming caller: Caller,
    as namings: [Caller.Naming] = Caller.Naming.allCases
  ) -> Match {
    let named: Match =
      switch scope.principals {
      case nil: .yes
      case .only(let patterns):
        .any(patterns) { pattern in .any(namings) { caller.isNamed(by: pattern, as: $0) } }
      case .except(let patterns):
        // Everyone else, each directly.
        namings.contains(.everyone) ? !Match.any(patterns) { caller.isNamed(by: $0) } : .no
      }
    if named == .no { return .no }
    return .all([named, match(scope)]) { $0 }
  }
}
