import Infrastructure
import Values

/// A rule that decides about no packet, whatever a deployment chooses.
package struct DeadRule: Sendable {
  package enum Kind: String, Sendable {
    /// Earlier entries of the list decide about all that it is about.
    case networkACLEntry = "network-acl-entry"
    /// Another rule of the group lets all of it through.
    case securityGroupRule = "security-group-rule"
    /// It leads nowhere: what it is for is dropped.
    case route
  }

  package let kind: Kind
  package let provenance: Provenance
  /// The rules that leave nothing to it; none for a route.
  package let others: [Provenance]
}

extension NetworkModel {
  /// The dead rules, in the order of the model.
  ///
  /// A rule that is there in some worlds only counts if those that leave nothing to it are there in the
  /// same, or in all. Quadratic in the rules of one list or group.
  package func deadRules() -> [DeadRule] {
    var dead: [DeadRule] = []
    for list in networkACLs {
      for rules in [list.inbound, list.outbound] { dead += Self.deadEntries(among: rules) }
    }
    for group in securityGroups {
      for rules in [group.inbound, group.outbound] { dead += Self.impliedRules(among: rules) }
    }
    for table in routeTables {
      for route in table.routes where route.target == .blackhole && route.doubt == nil {
        dead.append(DeadRule(kind: .route, provenance: route.provenance, others: []))
      }
    }
    return dead
  }

  // MARK: - Network ACLs

  private static func deadEntries(among rules: [NetworkACL.Rule]) -> [DeadRule] {
    let ordered = rules.sorted { $0.number < $1.number }
    var found: [DeadRule] = []
    for (place, rule) in ordered.enumerated() where rule.provenance != .none {
      guard rule.doubt == nil, case .block(let block) = rule.peer else { continue }
      let earlier = ordered[..<place].filter { other in
        guard case .block(let its) = other.peer else { return false }
        return other.doubt == nil && other.provenance != rule.provenance
          && other.number < rule.number && its.family == block.family && its.overlaps(block)
          && (other.existence == .always || other.existence == rule.existence)
      }
      guard let others = cover(of: block.span, rule.services, by: earlier) else { continue }
      found.append(
        DeadRule(kind: .networkACLEntry, provenance: rule.provenance, others: others)
      )
    }
    return found
  }

  /// The rules that decide about all services of all addresses of a span; nil if they do not.
  private static func cover(
    of span: AddressSpan,
    _ services: ServiceSet,
    by rules: [NetworkACL.Rule]
  ) -> [Provenance]? {
    var starts = [span.lower]
    let spans = rules.compactMap { rule -> AddressSpan? in
      if case .block(let block) = rule.peer { block.span } else { nil }
    }
    for other in spans {
      if span.contains(other.lower) { starts.append(other.lower) }
      if other.upper < span.upper { starts.append(other.upper + 1) }
    }
    var used: [Provenance] = []
    for start in starts where span.contains(start) {
      var left = services
      for (rule, other) in zip(rules, spans) where other.contains(start) && !left.isEmpty {
        let rest = left.subtracting(rule.services)
        if rest != left, !used.contains(rule.provenance) { used.append(rule.provenance) }
        left = rest
      }
      guard left.isEmpty else { return nil }
    }
    return used
  }

  // MARK: - Security groups

  private static func impliedRules(among rules: [SecurityGroup.Rule]) -> [DeadRule] {
    var found: [DeadRule] = []
    for (place, rule) in rules.enumerated() where rule.doubt == nil {
      let wider = rules.enumerated().first { index, other in
        guard index != place, other.doubt == nil, other.provenance != rule.provenance,
          other.existence == .always || other.existence == rule.existence,
          implies(other.peer, rule.peer), rule.services.subtracting(other.services).isEmpty
        else { return false }
        // Of two that say the same the later one is dead.
        let isEqual =
          implies(rule.peer, other.peer) && other.services == rule.services
          && other.existence == rule.existence
        return !isEqual || index < place
      }
      guard let wider else { continue }
      found.append(
        DeadRule(
          kind: .securityGroupRule,
          provenance: rule.provenance,
          others: [wider.element.provenance]
        )
      )
    }
    return found
  }

  private static func implies(
    _ wide: SecurityGroup.Rule.Peer,
    _ narrow: SecurityGroup.Rule.Peer
  ) -> Bool {
    switch (wide, narrow) {
    case (.block(let wide), .block(let narrow)):
      wide.family == narrow.family && wide.span.contains(narrow.span)
    case (.group(let one), .group(let other)): one == other
    case (.service(let one), .service(let other)): one == other
    case (.block, _), (.group, _), (.service, _), (.open, _): false
    }
  }
}
