import Infrastructure
import Permissions
import Values

// What a denial excepts by `NotPrincipal` and `NotResource` says of the request's keys, too.

extension Perimeter {
  /// The denial without what it excepts that is inside, and denials of the rest of which nobody knows.
  ///
  /// - Parameter own: The accounts of the estate.
  func withoutInsiders(
    _ denial: Statement,
    _ own: [Pattern],
    isEndpoint: Bool,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> [Statement] {
    var denial = denial
    var others: [Permissions.Scope] = []
    if asks(Self.principalKeys), case .except(let principals)? = denial.scope.principals {
      var kept: [PrincipalPattern] = []
      for principal in principals {
        guard let account = account(of: principal, own, &access) else { continue }
        kept.append(principal)
        others.append(
          Scope(actions: .except([]), principals: .only([principal]), conditions: [account])
        )
      }
      denial.scope.principals = .except(kept)
    }
    if isEndpoint, asks(Self.resourceKeys), case .except(let resources)? = denial.scope.resources {
      var kept: [Pattern] = []
      for resource in resources {
        let account = account(of: resource, own, &access, &context)
        if case .inside = account { continue }
        kept.append(resource)
        guard case .named(let condition) = account else { continue }
        others.append(
          Scope(actions: .except([]), resources: .only([resource]), conditions: [condition])
        )
      }
      denial.scope.resources = .except(kept)
    }
    return [denial] + others.map { Statement(.deny, $0) }
  }

  /// What no request of a principal has, or perhaps none; nil for those inside.
  private func account(
    of principal: PrincipalPattern,
    _ own: [Pattern],
    _ access: inout Access
  ) -> Condition? {
    switch principal {
    case .service: return nil
    case .aws(let pattern):
      guard let account = pattern.account else { break }
      if own.contains(account) { return nil }
      if asksForAccounts { return .outside("aws:PrincipalAccount", [account]) }
    case .everyone, .federated, .canonicalUser, .open: break
    }
    let gap = EstateTexts.Gap(.external, "whether those are inside whom 'NotPrincipal' excepts")
    return .open(access.texts.doubt(gap))
  }

  private enum Owner {
    case inside
    /// What no request for it has, or perhaps none.
    case named(Condition)
    case anybody
  }

  private func account(
    of resource: Pattern,
    _ own: [Pattern],
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Owner {
    let owner =
      resource.account.map { .equals("aws:ResourceAccount", $0) }
      ?? owner(ofBucket: resource, &access, &context)
    switch owner {
    case nil: return .anybody
    case .open(let doubt)?: return .named(.open(doubt))
    case .test(_, let key, let accounts)?:
      if accounts.allSatisfy(own.contains) { return .inside }
      if asksForAccounts { return .named(.outside(key, accounts)) }
      let gap = EstateTexts.Gap(.external, "whether '\(resource.description)' is inside")
      return .named(.open(access.texts.doubt(gap)))
    }
  }
}
