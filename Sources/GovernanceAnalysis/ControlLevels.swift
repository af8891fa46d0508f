package import Infrastructure
package import Values

/// The control policies of an organization that are for an account, level by level: each level has to
/// allow what a service control policy limits.
///
/// Source: Organizations User Guide, "SCP evaluation", "RCP evaluation".
package struct ControlLevels: Sendable {
  package enum Kind: String, Sendable {
    case service = "SERVICE_CONTROL_POLICY"
    case resource = "RESOURCE_CONTROL_POLICY"
  }

  package struct Level: Sendable {
    /// The account, unit or root as people call it.
    package let name: String
    package var policies: [ResourceID] = []
    /// Policies of which it is not known whether they are attached here: each with the unknown.
    package internal(set) var possible: [(policy: ResourceID?, why: Value)] = []

    package init(name: String) {
      self.name = name
    }
  }

  /// The account first, the root last.
  package private(set) var levels: [Level] = []

  private static let rootName = "the organization's root"

  /// - Returns: Nil for the management account, for which they are not.
  package init?(
    _ kind: Kind,
    on account: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) {
    guard !Guardrails.isManagementAccount(account, in: estate, &context) else { return nil }
    let ancestry = Guardrails.ancestry(of: account, in: estate, &context)
    var numbers: [ResourceID: Int] = [:]
    for node in ancestry.nodes where estate[node].type != "AWS::Organizations::Organization" {
      numbers[node] = levels.count
      levels.append(Level(name: "'\(estate[node].name)'"))
    }
    levels.append(Level(name: Self.rootName))
    for policy in estate.resources(ofType: "AWS::Organizations::Policy") {
      add(policy, kind, ancestry, numbers, in: estate, &context)
    }
    if let gap = ancestry.gap { levels[levels.count - 1].possible.append((nil, gap)) }
  }

  private mutating func add(
    _ policy: ResourceID,
    _ kind: Kind,
    _ ancestry: Guardrails.Ancestry,
    _ numbers: [ResourceID: Int],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) {
    guard estate.exists(policy, &context) != false else { return }
    let types = Guardrails.typePath.values(in: estate[policy].properties, &context)
    if let type = types.first, type.kind == .string, context.heap.text(type) != kind.rawValue {
      return
    }
    var why: Value?
    if let type = types.first, type.kind == .unknown { why = type }
    let element = estate.element(policy, &context)
    if element.kind == .unknown { why = why ?? element }
    for target in Guardrails.targetsPath.values(in: estate[policy].properties, &context) {
      let (level, doubt) = level(of: target, ancestry, numbers, in: estate, &context)
      guard let level else { continue }
      if let doubt = doubt ?? why {
        levels[level].possible.append((policy, doubt))
      } else if !levels[level].policies.contains(policy) {
        levels[level].policies.append(policy)
      }
    }
  }

  /// Which level a target is, and why that may be another one.
  private func level(
    of target: Value,
    _ ancestry: Guardrails.Ancestry,
    _ numbers: [ResourceID: Int],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> (level: Int?, doubt: Value?) {
    let root = levels.count - 1
    if let node = estate.target(of: target, &context) {
      if estate[node].type == "AWS::Organizations::Organization" { return (root, nil) }
      return (numbers[node], nil)
    }
    guard target.kind == .string else { return (root, Guardrails.gap(above: target, &context)) }
    let name = context.heap.text(target)
    if name.hasPrefix("r-") { return (root, nil) }
    if ancestry.names.contains(name) { return (name.hasPrefix("ou-") ? root : 0, nil) }
    let doubt = Guardrails.madeUp(target, named: name, ancestry, &context)
    return (doubt == nil ? nil : name.hasPrefix("ou-") ? root : 0, doubt)
  }
}
