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
  static let egressPath = PropertyPath("SecurityGroupEgress")
  static let ingressPath = PropertyPath("SecurityGroupIngress")
  static let blockPaths = ["CidrIp", "CidrIpv6"].map(PropertyPath.init)
  private static let listPaths = ["DestinationPrefixListId", "SourcePrefixListId"].map(
    PropertyPath.init
  )
  private static let subnetBlockPath = PropertyPath("CidrBlock")
  private static let destinationPath = PropertyPath("DestinationSecurityGroupId")
  private static let protocolPath = PropertyPath("IpProtocol")
  static let fromPath = PropertyPath("FromPort")
  static let toPath = PropertyPath("ToPort")
  static let subnetsPath = PropertyPath("SubnetIds")
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

  /// Whether the groups of two resources let traffic from one to the other, in TCP at a port, or at
  /// some port; nil where that is not known.
  static func admits(
    _ source: ResourceID,
    to target: ResourceID,
    port: Int64?,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let out = Side(
      rules: egressPath,
      type: "AWS::EC2::SecurityGroupEgress",
      peer: destinationPath,
      isOpenWithoutRules: true
    )
    let inwards = Side(
      rules: ingressPath,
      type: "AWS::EC2::SecurityGroupIngress",
      peer: sourcePath,
      isOpenWithoutRules: false
    )
    let leaves = passes(source, out, towards: target, port, in: estate, &context)
    if leaves == false { return false }
    let enters = passes(target, inwards, towards: source, port, in: estate, &context)
    if enters == false { return false }
    return leaves == true && enters == true ? true : nil
  }

  /// One direction of the rules of a group.
  private struct Side {
    let rules: PropertyPath
    let type: String
    /// The property that names the group on the other side.
    let peer: PropertyPath
    let isOpenWithoutRules: Bool
  }

  private static func passes(
    _ own: ResourceID,
    _ side: Side,
    towards other: ResourceID,
    _ port: Int64?,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let groups = groups(of: own, in: estate, &context)
    // The default group of a VPC lets everything out, and in what is in the group itself.
    guard !groups.isEmpty else { return side.isOpenWithoutRules ? true : nil }
    var isOpen = false
    for group in groups {
      guard let id = estate.target(of: group, &context) else {
        isOpen = true
        continue
      }
      let rules = rules(of: id, side.rules, side.type, in: estate, &context)
      if rules.isEmpty, side.isOpenWithoutRules { return true }
      for rule in rules {
        switch covers(rule, side, other, port, in: estate, &context) {
        case true?: return true
        case false?: break
        case nil: isOpen = true
        }
      }
    }
    return isOpen ? nil : false
  }

  /// Whether a rule is about traffic with another resource.
  private static func covers(
    _ rule: Value,
    _ side: Side,
    _ other: ResourceID,
    _ port: Int64?,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard rule.kind == .map else { return nil }
    let isAboutPort = covers(rule, port, &context)
    if isAboutPort == false { return false }
    let peers = side.peer.values(in: rule, &context)
    let isAboutPeer: Bool?
    if peers.isEmpty {
      isAboutPeer = holds(rule, other, in: estate, &context)
    } else if estate[other].type == "AWS::EC2::Subnet" {
      // Hosts of a subnet may be in any group.
      isAboutPeer = nil
    } else {
      let groups = groups(of: other, in: estate, &context).map { estate.target(of: $0, &context) }
      let named = peers.map { estate.target(of: $0, &context) }
      let isNamed = named.contains { peer in peer != nil && groups.contains(peer) }
      isAboutPeer = isNamed ? true : groups.contains(nil) || named.contains(nil) ? nil : false
    }
    if isAboutPeer == false { return false }
    return isAboutPort == true && isAboutPeer == true ? true : nil
  }

  /// Whether a rule is about TCP at a port.
  static func covers(
    _ rule: Value,
    _ port: Int64?,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard let port else { return true }
    guard let name = protocolPath.values(in: rule, &context).first, name.kind == .string else {
      return nil
    }
    let word = context.heap.text(name)
    if word == "-1" { return true }
    guard ["tcp", "6"].contains(word.lowercased()) else { return false }
    let from = fromPath.values(in: rule, &context).first
    let to = toPath.values(in: rule, &context).first
    guard let from, let to, from.kind == .int, to.kind == .int else { return nil }
    return from.asInt <= port && port <= to.asInt
  }

  /// Whether a rule about addresses is about all, or none, of those that a resource can have; nil where
  /// that is not known.
  private static func holds(
    _ rule: Value,
    _ source: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    guard rule.kind == .map else { return nil }
    let values = blockPaths.flatMap { $0.values(in: rule, &context) }
    let blocks = values.compactMap { value -> IPPrefix? in
      value.kind == .string ? IPPrefix(context.heap.text(value)) : nil
    }
    guard !values.isEmpty, blocks.count == values.count else { return nil }
    if blocks.contains(where: { $0.length == 0 && $0.family == .ipv4 }) { return true }
    let placed = subnets(of: source, in: estate, &context)
    var own: [IPPrefix] = []
    for subnet in placed {
      guard let id = subnet.resourceID,
        let value = subnetBlockPath.values(in: estate[id].properties, &context).first,
        value.kind == .string, let block = IPPrefix(context.heap.text(value))
      else { return nil }
      own.append(block)
    }
    guard !own.isEmpty else { return nil }
    if own.allSatisfy({ block in blocks.contains { $0.contains(block) } }) { return true }
    return own.contains { block in blocks.contains { $0.overlaps(block) } } ? nil : false
  }

  /// The subnets that a workload or an endpoint has addresses in.
  private static func subnets(
    of id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    if estate[id].type == "AWS::EC2::Subnet" { return [.resource(id.index)] }
    guard estate[id].type == "AWS::EC2::VPCEndpoint" else {
      let subnets = WorkloadPlacement.subnets(of: id, in: estate, &context)
      return context.heap.elements(of: subnets)
    }
    return subnetsPath.values(in: estate[id].properties, &context).map { value in
      estate.target(of: value, &context).map { .resource($0.index) } ?? value
    }
  }
}
