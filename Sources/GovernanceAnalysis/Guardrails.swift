import IdentityAnalysis
package import Infrastructure
package import Values

/// The service control policies that apply to accounts.
package enum Guardrails {
  private static let accountParentsPath = PropertyPath("ParentIds")
  private static let unitParentPath = PropertyPath("ParentId")
  static let typePath = PropertyPath("Type")
  static let targetsPath = PropertyPath("TargetIds")
  private static let accountIDPath = PropertyPath("AccountId")
  private static let accountNamePath = PropertyPath("AccountName")
  private static let managementPath = PropertyPath("ManagementAccountId")

  /// The statements of every service control policy that is attached to an account, to an
  /// organizational unit above it or to the root, as a list of maps; none for the management account,
  /// which they do not affect wherever they are attached.
  ///
  /// Source: Organizations User Guide, "SCP evaluation" and "Service control policies".
  package static func statements(
    on account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    guard !isManagementAccount(account, in: estate, &context) else {
      return context.heap.list([], origin: estate[account].origin)
    }
    let ancestry = ancestry(of: account, in: estate, &context)
    var statements: [Value] = []
    for policy in estate.resources(ofType: "AWS::Organizations::Policy") {
      switch applies(policy, to: ancestry, in: estate, &context) {
      case .yes:
        let body = PolicyDocuments.statements(of: policy, in: estate, &context)
        statements += context.heap.elements(of: body)
      case .possibly(let unknown):
        statements.append(possible(unknown))
      case .no:
        break
      }
    }
    if let gap = ancestry.gap { statements.append(possible(gap)) }
    return context.heap.list(statements, origin: estate[account].origin)
  }

  /// Whether an account is the one that the organization is managed from, where the estate says which
  /// that is. Accounts that a stack creates never are: the one that creates them manages them.
  package static func isManagementAccount(
    _ account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    let own = ids(of: account, in: estate, &context)
    for organization in estate.resources(ofType: "AWS::Organizations::Organization") {
      for manager in managementPath.values(in: estate[organization].properties, &context) {
        if estate.target(of: manager, &context) == account { return true }
        if manager.kind == .string, own.contains(context.heap.text(manager)) { return true }
      }
    }
    return false
  }

  /// What an account is called by its id and, in a description, by its name.
  private static func ids(
    of account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Set<String> {
    var ids: Set<String> = []
    let paths =
      estate.scope(of: account).isStack ? [accountIDPath] : [accountIDPath, accountNamePath]
    for path in paths {
      for id in path.values(in: estate[account].properties, &context) where id.kind == .string {
        ids.insert(context.heap.text(id))
      }
    }
    return ids
  }

  private static func possible(_ unknown: Value) -> Value {
    var value = unknown
    value.flags.insert(.possible)
    return value
  }

  /// An account and the organizational units above it, up to the root.
  struct Ancestry {
    var nodes: [ResourceID]
    /// The ids that the account and parents outside the estate are named by.
    var names: Set<String>
    /// Whether a node has an id that AWS makes up: a unit's, an account's.
    var hasMadeUpUnit = false
    var hasMadeUpAccount = false
    /// What hangs above is not in the estate, so that policies may come from there.
    var gap: Value?
  }

  static func ancestry(
    of account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Ancestry {
    let names = ids(of: account, in: estate, &context)
    var ancestry = Ancestry(nodes: [account], names: names, gap: nil)
    ancestry.hasMadeUpAccount = names.isEmpty
    var next: ResourceID? = account
    while let node = next {
      next = nil
      let isAccount = estate[node].type == "AWS::Organizations::Account"
      let path = isAccount ? accountParentsPath : unitParentPath
      let parents = path.values(in: estate[node].properties, &context)
      for parent in parents {
        guard let unit = estate.target(of: parent, &context) else {
          if parent.kind == .string { ancestry.names.insert(context.heap.text(parent)) }
          ancestry.gap = gap(above: parent, &context)
          continue
        }
        guard !ancestry.nodes.contains(unit) else { continue }
        ancestry.nodes.append(unit)
        guard estate[unit].type == "AWS::Organizations::OrganizationalUnit" else { continue }
        next = unit
        ancestry.hasMadeUpUnit = true
      }
      // Accounts and units without a parent are below the root.
      if parents.isEmpty, !estate.holdsTheOrganization {
        let unknown = Unknown(.external, "the policies of the organization's root")
        ancestry.gap = context.heap.unknown(unknown, origin: estate[node].origin)
      }
    }
    return ancestry
  }

  static func gap(above parent: Value, _ context: inout EvaluationContext) -> Value {
    if parent.kind == .unknown { return parent }
    let name = parent.kind == .string ? "'\(context.heap.text(parent))'" : "the parent named here"
    let settle = "add the template or description that creates it"
    let unknown = Unknown(.external, "the policies of \(name)", settle: settle)
    return context.heap.unknown(unknown, origin: parent.origin)
  }

  /// What keeps it open whether an id that is written out is one that AWS made up for a unit or account
  /// of the estate; nil where it cannot be.
  static func madeUp(
    _ target: Value,
    named name: String,
    _ ancestry: Ancestry,
    _ context: inout EvaluationContext
  ) -> Value? {
    let isUnit = name.hasPrefix("ou-")
    guard isUnit ? ancestry.hasMadeUpUnit : ancestry.hasMadeUpAccount else { return nil }
    let settle = "refer to the \(isUnit ? "unit" : "account") instead of writing its id"
    let unknown = Unknown(.generatedAttribute, "whose id '\(name)' is", settle: settle)
    return context.heap.unknown(unknown, origin: target.origin)
  }

  private static func isServiceControlPolicy(
    _ policy: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let values = typePath.values(in: estate[policy].properties, &context)
    guard let type = values.first, type.kind == .string else { return nil }
    return context.heap.text(type) == "SERVICE_CONTROL_POLICY"
  }

  private static func applies(
    _ policy: ResourceID,
    to ancestry: Ancestry,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Membership {
    guard let exists = estate.exists(policy, &context) else {
      let unknown = Unknown(.condition, "whether '\(estate[policy].name)' is created")
      return .possibly(context.heap.unknown(unknown, origin: estate[policy].origin))
    }
    guard exists else { return .no }
    guard let isGuardrail = isServiceControlPolicy(policy, in: estate, &context) else {
      let unknown = Unknown(.unresolvedReference, "the type of policy '\(estate[policy].name)'")
      return .possibly(context.heap.unknown(unknown, origin: estate[policy].origin))
    }
    guard isGuardrail else { return .no }
    var gap: Value?
    for target in targetsPath.values(in: estate[policy].properties, &context) {
      if let node = estate.target(of: target, &context) {
        if ancestry.nodes.contains(node) { return .yes }
        if estate[node].type == "AWS::Organizations::Organization" { return .yes }
      } else if target.kind == .string {
        // Every account is below the organization's root.
        let name = context.heap.text(target)
        if name.hasPrefix("r-") || ancestry.names.contains(name) { return .yes }
        if gap == nil { gap = madeUp(target, named: name, ancestry, &context) }
      } else {
        gap = gap ?? self.gap(above: target, &context)
      }
    }
    return gap.map(Membership.possibly) ?? .no
  }
}
