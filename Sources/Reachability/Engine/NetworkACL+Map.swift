import Infrastructure

extension NetworkACL {
  /// What rules in the order of their numbers let through: the first that is about a packet decides,
  /// and what none is about is denied.
  ///
  /// A rule that may be about a packet leaves it to both its own and the next ones. Source: VPC User
  /// Guide, "Network ACL rules".
  static func map(of rules: [Rule], _ family: IPPrefix.Family) -> AddressMap<Admission> {
    var spans: [AddressSpan] = []
    var ruleOfSpan: [Int] = []
    for (index, rule) in rules.enumerated() {
      switch rule.peer {
      case .block(let block):
        guard block.family == family else { continue }
        spans.append(block.span)
      case .open:
        spans.append(family.span)
      }
      ruleOfSpan.append(index)
    }
    return AddressMap(of: spans, family) { covering in
      admission(by: covering.map { ruleOfSpan[$0] }.sorted().map { rules[$0] })
    }
  }

  private static func admission(by rules: [Rule]) -> Admission {
    var left = ServiceSet.all
    var deniedPerhaps = ServiceSet.none
    var result = Admission(certain: .none, possible: .none)
    for rule in rules {
      let about = left.intersection(rule.services)
      guard !about.isEmpty else { continue }
      if let doubt = rule.openFact {
        result.doubts.append(.fact(doubt))
        if rule.allows {
          result.possible = result.possible.union(about)
        } else {
          deniedPerhaps = deniedPerhaps.union(about)
        }
      } else {
        if rule.allows {
          result.possible = result.possible.union(about)
          result.certain = result.certain.union(about.subtracting(deniedPerhaps))
        }
        left = left.subtracting(about)
      }
    }
    return result
  }
}

extension NetworkACL.Rule {
  /// What keeps it open whether the rule is about a packet; nil where that is known.
  fileprivate var openFact: OpenFact.ID? {
    if case .open(let fact) = peer { return fact }
    return doubt
  }
}
