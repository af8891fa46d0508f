import Infrastructure
import Values

/// What the security groups of workloads let out and in.
///
/// Source: VPC User Guide, "Security group rules": a group without rules of its own for outgoing
/// traffic lets all of it out.
enum SecurityGroups {
  private static let groupPaths = [
    "VpcConfig.SecurityGroupIds", "SecurityGroupIds", "NetworkConfig.VpcConfig.SecurityGroupIds",
    "DefaultUserSettings.SecurityGroups", "TrainingJobDefinition.VpcConfig.SecurityGroupIds",
    "AutoMLJobConfig.SecurityConfig.VpcConfig.SecurityGroupIds",
    "SecurityConfig.VpcConfig.SecurityGroupIds", "SecurityGroups",
    "MonitoringScheduleConfig.MonitoringJobDefinition.NetworkConfig.VpcConfig.SecurityGroupIds",
  ].map(PropertyPath.init)
  private static let groupPath = PropertyPath("GroupId")
  private static let egressPath = PropertyPath("SecurityGroupEgress")
  private static let ingressPath = PropertyPath("SecurityGroupIngress")
  private static let blockPaths = ["CidrIp", "CidrIpv6"].map(PropertyPath.init)
  private static let listPaths = ["DestinationPrefixListId", "SourcePrefixListId"].map(
    PropertyPath.init
  )
  private static let sourcePath = PropertyPath("SourceSecurityGroupId")

  /// The security groups that a resource names, as they are written.
  static func groups(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    groupPaths.flatMap { $0.values(in: estate[id].properties, &context) }
  }

  /// What is left of the ways of a workload to the internet by its security groups.
  static func confine(
    _ reach: Reach,
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    guard !reach.paths.isEmpty else { return reach }
    var open: Value?
    var obstacles: [Value] = []
    let groups = groups(of: id, in: estate, &context)
    for group in groups {
      guard let target = estate.target(of: group, &context) else {
        open = open ?? InternetPaths.external(group, "the security group named here", &context)
        continue
      }
      let rules = rules(
        of: target,
        egressPath,
        "AWS::EC2::SecurityGroupEgress",
        in: estate,
        &context
      )
      if rules.isEmpty { return reach }
      for rule in rules {
        switch admitsInternet(rule, &context) {
        case true?: return reach
        case nil: open = open ?? rule
        case false?: break
        }
      }
      let step = "security group '\(estate[target].name)' lets nothing out to the internet"
      obstacles.append(InternetPaths.hop(step, target, group.origin, &context))
    }
    if let open {
      let subject = "what the security groups of '\(estate[id].name)' let out"
      let unknown =
        open.kind == .unknown ? open : InternetEgress.unmodelled(subject, open.origin, &context)
      return reach.doubted(because: unknown)
    }
    guard !groups.isEmpty else { return reach }
    var confined = reach
    confined.paths = []
    confined.obstacles += obstacles
    return confined
  }

  /// The rules of a group, inline and as resources of their own.
  static func rules(
    of group: ResourceID,
    _ path: PropertyPath,
    _ type: String,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    var rules = path.values(in: estate[group].properties, &context)
    let others = estate.referrers(of: group, type: type, path: groupPath.text, &context)
    for other in context.heap.elements(of: others) {
      rules.append(other.resourceID.map { estate[$0].properties } ?? other)
    }
    return rules
  }

  /// Whether a rule is about addresses of the internet; nil where that is not known.
  private static func admitsInternet(
    _ rule: Value,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard rule.kind == .map else { return nil }
    for path in blockPaths {
      for value in path.values(in: rule, &context) {
        guard value.kind == .string, let block = IPPrefix(context.heap.text(value)) else {
          return nil
        }
        if !PublicAddresses.excludes(block) { return true }
      }
    }
    let lists = listPaths.flatMap { $0.values(in: rule, &context) }
    return lists.isEmpty ? false : nil
  }

  /// Whether some rule of the groups of one resource lets another in; nil where that is not known.
  static func admits(
    _ source: ResourceID,
    to target: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let own = groups(of: source, in: estate, &context).map { estate.target(of: $0, &context) }
    var isOpen = own.contains(nil)
    let groups = groups(of: target, in: estate, &context)
    if groups.isEmpty { return nil }
    for group in groups {
      guard let id = estate.target(of: group, &context) else {
        isOpen = true
        continue
      }
      let type = "AWS::EC2::SecurityGroupIngress"
      for rule in rules(of: id, ingressPath, type, in: estate, &context) {
        let sources = rule.kind == .map ? sourcePath.values(in: rule, &context) : []
        for value in sources {
          guard let named = estate.target(of: value, &context) else {
            isOpen = true
            continue
          }
          if own.contains(named) { return true }
        }
        // A rule about addresses may hold the source's.
        if sources.isEmpty { isOpen = true }
      }
    }
    return isOpen ? nil : false
  }
}
