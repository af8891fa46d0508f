package import Infrastructure
package import Values

/// The inbound rules of security groups, and which of them let the whole internet in.
///
/// Rules add up: two halves of the address space on the same port admit everyone, whether they stand in
/// the group, in resources of their own or in a prefix list. Source: VPC User Guide, "Security group
/// rules" and "Customer-managed prefix lists".
package enum IngressRules {
  private static let inlinePath = PropertyPath("SecurityGroupIngress")
  private static let groupPath = PropertyPath("GroupId")
  private static let entriesPath = PropertyPath("Entries.Cidr")
  private static let listPath = PropertyPath("SourcePrefixListId")
  private static let rangePaths = ["CidrIp", "CidrIpv6"].map(PropertyPath.init)

  /// The rules that a security group or an ingress resource writes, as a list of maps: `everyone`,
  /// whether all addresses of the internet get in by it and others of its group, is a boolean or
  /// unknown; `ranges` are the blocks that do it.
  package static func rules(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var own = written(in: id, of: estate, &context)
    let others = others(besides: id, in: estate, &context)
    let allies = allies(among: own + others)
    var elements: [Value] = []
    for index in own.indices {
      if own[index].isRead {
        elements.append(element(for: own[index], among: allies, &context))
      } else {
        own[index].gap?.flags.insert(.possible)
        if let gap = own[index].gap { elements.append(gap) }
      }
    }
    return context.heap.list(elements, origin: estate[id].origin)
  }

  /// The rules that admit everyone together, though none of them does alone; nearly always none.
  private static func allies(among rules: [IngressRule]) -> [IngressRule] {
    let partial = rules.filter { AddressCover.cover(among: $0.blocks) == nil }
    return AddressCover.cover(among: partial.flatMap(\.blocks)) == nil ? [] : partial
  }

  private static func element(
    for rule: IngressRule,
    among allies: [IngressRule],
    _ context: inout EvaluationContext
  ) -> Value {
    let (everyone, blocks) = everyone(by: rule, among: allies, &context)
    let known = blocks.map { context.heap.string($0.description) }
    let ranges = everyone.kind == .unknown ? [everyone] : known
    let run = [
      context.heap.string("everyone"), everyone.from(rule.origin),
      context.heap.string("ranges"), context.heap.list(ranges),
    ]
    return context.heap.map(alternating: run, origin: rule.origin)
  }

  /// Whether everyone gets in by a rule, and the blocks that let them.
  private static func everyone(
    by rule: IngressRule,
    among allies: [IngressRule],
    _ context: inout EvaluationContext
  ) -> (Value, [IPPrefix]) {
    if let cover = AddressCover.cover(among: rule.blocks) { return (.true, cover) }
    if let gap = rule.gap { return (gap, []) }
    // A rule without addresses of its own admits groups, whoever else gets in by others.
    guard !rule.blocks.isEmpty else { return (.false, []) }
    let allied = allies.filter { $0.admits(rule.portsStart) }
    func contributes(to cover: [IPPrefix]) -> Bool {
      cover.contains { block in rule.blocks.contains { $0.contains(block) } }
    }
    if let cover = AddressCover.cover(among: allied.filter(\.isCertain).flatMap(\.blocks)) {
      return (.bool(contributes(to: cover)), cover)
    }
    // What other rules leave open is said of them.
    guard let cover = AddressCover.cover(among: allied.flatMap(\.blocks)), contributes(to: cover)
    else { return (.false, []) }
    let unknown = Unknown(.condition, "which other rules the group has")
    return (context.heap.unknown(unknown, origin: rule.origin), [])
  }

  // MARK: - Reading

  private static func written(
    in id: ResourceID,
    of estate: Estate,
    _ context: inout EvaluationContext
  ) -> [IngressRule] {
    let properties = estate[id].properties
    guard estate[id].type == "AWS::EC2::SecurityGroup" else {
      return [rule(properties, in: estate, &context)]
    }
    return inlinePath.values(in: properties, &context).map { rule($0, in: estate, &context) }
  }

  /// The rules that other resources add to the same group.
  private static func others(
    besides id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [IngressRule] {
    var group: Value?
    if estate[id].type == "AWS::EC2::SecurityGroup" {
      group = .resource(id.index)
    } else {
      group = groupPath.values(in: estate[id].properties, &context).first
    }
    guard let group else { return [] }
    var sources: [ResourceID] = []
    if let target = estate.target(of: group, &context) {
      sources = estate.referrers(of: target).filter { isRule($0, of: target, in: estate, &context) }
      sources.append(target)
    } else if group.kind == .string {
      sources = estate.resources(ofType: "AWS::EC2::SecurityGroupIngress").filter { other in
        groupPath.values(in: estate[other].properties, &context).contains {
          $0.kind == .string && context.heap.equalTexts($0, group)
        }
      }
    }
    var rules: [IngressRule] = []
    for source in sources where source != id {
      let exists = estate.exists(source, &context)
      guard exists != false else { continue }
      for var rule in written(in: source, of: estate, &context) where rule.isRead {
        rule.isCertain = rule.isCertain && exists == true
        rules.append(rule)
      }
    }
    return rules
  }

  private static func isRule(
    _ id: ResourceID,
    of group: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    guard estate[id].type == "AWS::EC2::SecurityGroupIngress" else { return false }
    let named = groupPath.values(in: estate[id].properties, &context).first
    return named.flatMap { estate.target(of: $0, &context) } == group
  }

  private static func rule(
    _ value: Value,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> IngressRule {
    guard value.kind == .map else {
      let unknown = Unknown(.invalidValue, "a rule that is not a mapping")
      let gap =
        value.kind == .unknown ? value : context.heap.unknown(unknown, origin: value.origin)
      return IngressRule(unreadable: gap)
    }
    var rule = IngressRule(value, &context)
    for path in rangePaths {
      for range in path.values(in: value, &context) {
        rule.origin = range.origin
        rule.add(AddressRange(range, in: estate, &context))
      }
    }
    for list in listPath.values(in: value, &context) {
      rule.origin = list.origin
      guard let id = estate.target(of: list, &context),
        estate[id].type == "AWS::EC2::PrefixList"
      else {
        rule.add(
          .unknown(
            context.foreign(list, named: "the entries of prefix list", otherwise: "")
          )
        )
        continue
      }
      for entry in entriesPath.values(in: estate[id].properties, &context) {
        rule.add(AddressRange(entry, in: estate, &context))
      }
    }
    return rule
  }
}
