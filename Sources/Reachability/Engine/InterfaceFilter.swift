import Infrastructure

/// What some security groups let through in one direction, together.
struct InterfaceFilter {
  /// A rule about the members of a group.
  struct Reference {
    let group: SecurityGroup.ID
    let services: ServiceSet
    let doubt: OpenFact.ID?
  }

  /// A rule about the addresses of a service.
  struct ServiceRule {
    let service: Int
    let services: ServiceSet
    let doubt: OpenFact.ID?
  }

  /// What rules about blocks let through.
  private(set) var blocks: AddressMap<Admission>
  private(set) var references: [Reference] = []
  private(set) var serviceRules: [ServiceRule] = []

  init(
    of groups: [Interface.Group],
    _ direction: Direction,
    _ family: IPPrefix.Family,
    _ network: CompiledNetwork
  ) throws(Undecided) {
    var spans: [AddressSpan] = []
    var entries: [(services: ServiceSet, doubt: OpenFact.ID?)] = []
    for group in groups {
      guard case .group(let id) = group else {
        if case .open(let fact) = group {
          spans.append(family.span)
          entries.append((.all, fact))
        }
        continue
      }
      for rule in network.model[id].rules(direction) where try network.holds(rule.existence) {
        switch rule.peer {
        case .block(let block):
          guard block.family == family else { continue }
          spans.append(block.span)
          entries.append((rule.services, rule.doubt))
        case .open(let fact):
          spans.append(family.span)
          entries.append((rule.services, fact))
        case .group(let other):
          references.append(
            Reference(group: other, services: rule.services, doubt: rule.doubt)
          )
        case .service(let service):
          serviceRules.append(
            ServiceRule(service: service, services: rule.services, doubt: rule.doubt)
          )
        }
      }
    }
    blocks = AddressMap(of: spans, family) { covering in
      var admission = Admission(certain: .none, possible: .none)
      for index in covering {
        admission.add(entries[index].services, entries[index].doubt.map(Doubt.fact))
      }
      return admission
    }
  }
}

extension Admission {
  /// Lets more through: for certain, or if there is a doubt perhaps.
  mutating func add(_ services: ServiceSet, _ doubt: Doubt?) {
    let isSettled = doubts.isEmpty
    possible = possible.union(services)
    if let doubt {
      if !services.subtracting(certain).isEmpty, !doubts.contains(doubt) { doubts.append(doubt) }
    } else {
      // Without a doubt both bounds are the same.
      certain = isSettled ? possible : certain.union(services)
    }
  }
}
