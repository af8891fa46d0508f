import IdentityAnalysis
package import Infrastructure
package import Values

/// The service control policies that apply to accounts.
package enum Guardrails {
  /// The statements of every service control policy that is attached to an account, to an
  /// organizational unit above it or to the root, as a list of maps.
  ///
  /// Source: Organizations User Guide, "SCP evaluation".
  package static func statements(
    on account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    let ancestry = ancestry(of: account, in: estate, &context)
    var statements: [Value] = []
    for policy in estate.resources(ofType: "AWS::Organizations::Policy") {
      guard isServiceControlPolicy(policy, in: estate, &context) != false,
        estate.exists(policy, &context) != false
      else { continue }
      let body = PolicyDocuments.statements(of: policy, in: estate, &context)
      switch applies(policy, to: ancestry, in: estate, &context) {
      case .yes:
        statements += context.heap.elements(of: body)
      case .possibly(var unknown):
        unknown.flags.insert(.possible)
        statements.append(unknown)
      case .no:
        break
      }
    }
    return context.heap.list(statements, origin: estate[account].origin)
  }

  /// An account, the organizational units above it, and what is not known about them.
  private struct Ancestry {
    var nodes: [ResourceID]
    var gap: Value?
  }

  private static func ancestry(
    of account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Ancestry {
    var ancestry = Ancestry(nodes: [account], gap: nil)
    var next: ResourceID? = account
    while let node = next {
      next = nil
      let path = estate[node].type == "AWS::Organizations::Account" ? "ParentIds" : "ParentId"
      for parent in PropertyPath(path).values(in: estate[node].properties, &context) {
        if let unit = estate.target(of: parent, &context) {
          guard !ancestry.nodes.contains(unit) else { continue }
          ancestry.nodes.append(unit)
          if estate[unit].type == "AWS::Organizations::OrganizationalUnit" { next = unit }
        } else if parent.kind == .unknown {
          ancestry.gap = parent
        }
      }
    }
    return ancestry
  }

  private static func isServiceControlPolicy(
    _ policy: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let values = PropertyPath("Type").values(in: estate[policy].properties, &context)
    guard let type = values.first, type.kind == .string else { return nil }
    return context.heap.text(type) == "SERVICE_CONTROL_POLICY"
  }

  private static func applies(
    _ policy: ResourceID,
    to ancestry: Ancestry,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Membership {
    let targets = PropertyPath("TargetIds").values(in: estate[policy].properties, &context)
    var gap: Value?
    for target in targets {
      if let node = estate.target(of: target, &context) {
        if ancestry.nodes.contains(node) { return .yes }
        if estate[node].type == "AWS::Organizations::Organization" { return .yes }
      } else if target.kind == .string {
        let id = context.heap.text(target)
        // Every account is below the organization's root.
        if id.hasPrefix("r-") { return .yes }
        if id.hasPrefix("ou-"), let unknown = ancestry.gap { gap = gap ?? unknown }
      } else if target.kind == .unknown {
        gap = gap ?? target
      }
    }
    return gap.map(Membership.possibly) ?? .no
  }
}
