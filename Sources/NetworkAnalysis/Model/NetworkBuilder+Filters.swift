import Infrastructure
import Reachability
import Values

extension NetworkBuilder {
  private static let everything = ["0.0.0.0/0", "::/0"].compactMap(IPPrefix.init)
  private static let protocols: [String: UInt8] = [
    "icmp": ServiceSet.IPProtocol.icmp, "tcp": ServiceSet.IPProtocol.tcp,
    "udp": ServiceSet.IPProtocol.udp, "icmpv6": ServiceSet.IPProtocol.icmpv6,
  ]

  /// The number of a protocol; nil for all of them, and -1 where it is not known.
  private mutating func protocolNumber(_ value: Value) -> Int? {
    let number = value.kind == .int ? Int(value.asInt) : text(value).flatMap { Int($0) }
    if let number { return number == -1 ? nil : (0...255).contains(number) ? number : -1 }
    guard let word = text(value)?.lowercased() else { return -1 }
    if word == "all" { return nil }
    return Self.protocols[word].map(Int.init) ?? -1
  }

  private mutating func integer(_ value: Value?) -> Int? {
    guard let value else { return -1 }
    return value.kind == .int ? Int(value.asInt) : text(value).flatMap { Int($0) }
  }

  /// The ports of TCP or UDP; all of them where none are written, nil for a range that is none.
  private static func ports(_ number: UInt8, _ low: Int, _ high: Int) -> ServiceSet? {
    if low == -1, high == -1 || high == 65535 { return ServiceSet(protocol: number) }
    guard let lower = UInt16(exactly: low), let upper = UInt16(exactly: high), lower <= upper else {
      return nil
    }
    return ServiceSet(protocol: number, ports: lower...upper)
  }

  /// Of ICMP the first number is a type, the second a code; -1 stands for all.
  private static func messages(_ number: UInt8, _ type: Int, _ code: Int) -> ServiceSet {
    guard let type = UInt8(exactly: type) else { return ServiceSet(protocol: number) }
    let base = UInt16(type) << 8
    guard let code = UInt8(exactly: code) else {
      return ServiceSet(protocol: number, ports: base...(base | 0xFF))
    }
    return ServiceSet(protocol: number, ports: (base | UInt16(code))...(base | UInt16(code)))
  }

  // MARK: - Network ACLs

  mutating func addNetworkACLs() {
    let open = NetworkACL.ID(network.model.networkACLs.count)
    let all = Self.everything.enumerated().map { index, block in
      NetworkACL.Rule(100 + index, allows: true, .all, .block(block))
    }
    network.model.networkACLs.append(
      NetworkACL(name: "the default network ACL", inbound: all, outbound: all)
    )
    for id in estate.resources(ofType: "AWS::EC2::NetworkAcl") {
      lists[id] = NetworkACL.ID(network.model.networkACLs.count)
      network.model.networkACLs.append(NetworkACL(name: estate[id].name, at: place(id)))
    }
    for id in estate.resources(ofType: "AWS::EC2::NetworkAclEntry") { addEntry(id) }
    for id in estate.resources(ofType: "AWS::EC2::SubnetNetworkAclAssociation") {
      addListAssociation(id)
    }
    for (_, subnet) in network.subnets {
      network.model.subnets[subnet.index].networkACL.cases.append(
        .init(.list(open, at: network.model[subnet].provenance))
      )
    }
  }

  private mutating func addListAssociation(_ id: ResourceID) {
    for named in values(PropertyPath("SubnetId"), of: id) {
      guard let target = estate.target(of: named.value, ofType: "AWS::EC2::Subnet", &context),
        let subnet = network.subnets[target]
      else { continue }
      for list in values(PropertyPath("NetworkAclId"), of: id) {
        let existence = all([estate[id].existence, named.existence, list.existence])
        let known = estate.target(of: list.value, &context).flatMap { lists[$0] }
        let choice: NetworkACL.Choice =
          known.map { .list($0, at: place(id, list.value)) }
          ?? .open(fact(list.value, "the network ACL", of: id))
        network.model.subnets[subnet.index].networkACL.cases.append(
          .init(choice, when: existence)
        )
      }
    }
  }

  private mutating func addEntry(_ id: ResourceID) {
    for named in values(PropertyPath("NetworkAclId"), of: id) {
      guard let target = estate.target(of: named.value, &context), let list = lists[target] else {
        continue
      }
      let existence = all([estate[id].existence, named.existence])
      let number = integer(value(PropertyPath("RuleNumber"), of: id)) ?? 0
      let action = value(PropertyPath("RuleAction"), of: id)
      let word = action.flatMap { text($0) }
      let (services, doubt) = entryServices(id)
      let egress = flag(PropertyPath("Egress"), of: id)
      for value in ["CidrBlock", "Ipv6CidrBlock"].flatMap({ values(PropertyPath($0), of: id) }) {
        var peer: NetworkACL.Rule.Peer
        switch block(value.value, of: id) {
        case .known(let block): peer = .block(block)
        case .open(let fact): peer = .open(fact)
        }
        var rule = NetworkACL.Rule(
          number,
          allows: word?.lowercased() != "deny",
          services,
          peer,
          when: all([existence, value.existence]),
          doubt: doubt,
          at: place(id, value.value)
        )
        if word == nil {
          let fact = fact(action ?? value.value, "the action of the entry", of: id)
          rule.doubt = fact
          // Whether it allows or denies, nobody knows.
          var twin = rule
          twin.allows = false
          insert(twin, egress, list)
        }
        insert(rule, egress, list)
      }
    }
  }

  private mutating func insert(_ rule: NetworkACL.Rule, _ egress: Bool?, _ list: NetworkACL.ID) {
    if egress != false { network.model.networkACLs[list.index].outbound.append(rule) }
    if egress != true { network.model.networkACLs[list.index].inbound.append(rule) }
  }

  private mutating func entryServices(_ id: ResourceID) -> (ServiceSet, OpenFact.ID?) {
    guard let named = value(PropertyPath("Protocol"), of: id), let known = protocolNumber(named)
    else { return (.all, nil) }
    guard let number = UInt8(exactly: known) else {
      return (.all, fact(named, "the protocol of the entry", of: id))
    }
    switch number {
    case ServiceSet.IPProtocol.tcp, ServiceSet.IPProtocol.udp:
      let low = value(PropertyPath("PortRange.From"), of: id)
      let high = value(PropertyPath("PortRange.To"), of: id)
      guard let from = integer(low), let to = integer(high),
        let services = Self.ports(number, from, to)
      else {
        return (ServiceSet(protocol: number), fact(low ?? named, "the ports of the entry", of: id))
      }
      return (services, nil)
    case ServiceSet.IPProtocol.icmp, ServiceSet.IPProtocol.icmpv6:
      let type = value(PropertyPath("Icmp.Type"), of: id)
      let code = value(PropertyPath("Icmp.Code"), of: id)
      guard let first = integer(type), let second = integer(code) else {
        return (ServiceSet(protocol: number), fact(type ?? named, "the type of ICMP", of: id))
      }
      return (Self.messages(number, first, second), nil)
    default:
      return (ServiceSet(protocol: number), nil)
    }
  }

  // MARK: - Security groups

  mutating func addSecurityGroups() {
    for id in estate.resources(ofType: "AWS::EC2::SecurityGroup") {
      let vpc = value(Self.vpcPath, of: id).flatMap { self.vpc($0, of: id) }
      groups[id] = SecurityGroup.ID(network.model.securityGroups.count)
      network.model.securityGroups.append(
        SecurityGroup(name: estate[id].name, in: vpc, at: place(id))
      )
    }
    for id in estate.resources(ofType: "AWS::EC2::SecurityGroup") {
      guard let group = groups[id] else { continue }
      for rule in values(PropertyPath("SecurityGroupIngress"), of: id) {
        add(rule, .inbound, of: id, to: group)
      }
      for rule in values(PropertyPath("SecurityGroupEgress"), of: id) {
        add(rule, .outbound, of: id, to: group)
      }
    }
    for (type, direction) in [
      ("AWS::EC2::SecurityGroupIngress", Direction.inbound),
      ("AWS::EC2::SecurityGroupEgress", Direction.outbound),
    ] {
      for id in estate.resources(ofType: type) {
        for named in values(PropertyPath("GroupId"), of: id) {
          guard let group = group(named.value, of: id) else { continue }
          let existence = all([estate[id].existence, named.existence])
          add(
            Guarded(value: estate[id].properties, existence: existence),
            direction,
            of: id,
            to: group
          )
        }
      }
    }
  }

  /// The group that a value names; nil for those that are not in the estate.
  mutating func group(_ value: Value, of id: ResourceID) -> SecurityGroup.ID? {
    guard let target = estate.target(of: value, &context) else { return nil }
    if let known = groups[target] { return known }
    guard let vpc = network.vpcs[target] else { return nil }
    return defaultGroup(of: vpc)
  }

  /// The group that AWS creates with a VPC: its members reach each other, and everything else.
  ///
  /// Source: VPC User Guide, "Default security groups for your VPCs".
  mutating func defaultGroup(of vpc: VPC.ID) -> SecurityGroup.ID {
    if let known = defaultGroups[vpc] { return known }
    let id = SecurityGroup.ID(network.model.securityGroups.count)
    let place = network.model[vpc].provenance
    var group = SecurityGroup(
      name: "the default security group of '\(network.model[vpc].name)'",
      in: vpc,
      at: place
    )
    group.inbound = [SecurityGroup.Rule(.all, .group(id), at: place)]
    group.outbound = Self.everything.map { SecurityGroup.Rule(.all, .block($0), at: place) }
    network.model.securityGroups.append(group)
    defaultGroups[vpc] = id
    return id
  }

  private mutating func add(
    _ rule: Guarded,
    _ direction: Direction,
    of id: ResourceID,
    to group: SecurityGroup.ID
  ) {
    guard rule.value.kind == .map else {
      let fact = fact(rule.value, "a rule of the group", of: id)
      insert(
        SecurityGroup.Rule(.all, .open(fact), when: rule.existence, at: place(id, rule.value)),
        direction,
        group
      )
      return
    }
    let (services, doubt) = ruleServices(rule.value, of: id)
    for (peer, existence, value) in peers(of: rule.value, direction, of: id) {
      insert(
        SecurityGroup.Rule(
          services,
          peer,
          when: all([rule.existence, existence]),
          doubt: doubt,
          at: place(id, value)
        ),
        direction,
        group
      )
    }
  }

  private mutating func insert(
    _ rule: SecurityGroup.Rule,
    _ direction: Direction,
    _ group: SecurityGroup.ID
  ) {
    switch direction {
    case .inbound: network.model.securityGroups[group.index].inbound.append(rule)
    case .outbound: network.model.securityGroups[group.index].outbound.append(rule)
    }
  }

  private mutating func peers(
    of rule: Value,
    _ direction: Direction,
    of id: ResourceID
  ) -> [(SecurityGroup.Rule.Peer, GuardID, Value)] {
    var peers: [(SecurityGroup.Rule.Peer, GuardID, Value)] = []
    for found in ["CidrIp", "CidrIpv6"].flatMap({ values(PropertyPath($0), in: rule) }) {
      switch block(found.value, of: id) {
      case .known(let block): peers.append((.block(block), found.existence, found.value))
      case .open(let fact): peers.append((.open(fact), found.existence, found.value))
      }
    }
    let side = direction == .inbound ? "Source" : "Destination"
    for found in values(PropertyPath("\(side)SecurityGroupId"), in: rule) {
      let known = group(found.value, of: id)
      let peer: SecurityGroup.Rule.Peer =
        known.map { .group($0) } ?? .open(fact(found.value, "the members of group", of: id))
      peers.append((peer, found.existence, found.value))
    }
    for found in values(PropertyPath("\(side)PrefixListId"), in: rule) {
      if let service = ManagedPrefixLists.service(of: found.value, &context) {
        peers.append((.service(serviceNumber(service)), found.existence, found.value))
        continue
      }
      for (block, existence) in blocks(ofList: found.value, of: id) {
        let guardID = all([found.existence, existence])
        switch block {
        case .known(let block): peers.append((.block(block), guardID, found.value))
        case .open(let fact): peers.append((.open(fact), guardID, found.value))
        }
      }
    }
    for found in values(PropertyPath("SourceSecurityGroupName"), in: rule) {
      let fact = fact(found.value, "the members of group", of: id)
      peers.append((.open(fact), found.existence, found.value))
    }
    return peers
  }

  private mutating func ruleServices(
    _ rule: Value,
    of id: ResourceID
  ) -> (ServiceSet, OpenFact.ID?) {
    let named = values(PropertyPath("IpProtocol"), in: rule)
    guard let first = named.first, named.count == 1 else {
      guard let first = named.first else { return (.all, nil) }
      return (.all, fact(first.value, "the protocol of the rule", of: id))
    }
    guard let known = protocolNumber(first.value) else { return (.all, nil) }
    guard let number = UInt8(exactly: known) else {
      return (.all, fact(first.value, "the protocol of the rule", of: id))
    }
    let low = values(PropertyPath("FromPort"), in: rule)
    let high = values(PropertyPath("ToPort"), in: rule)
    guard low.count <= 1, high.count <= 1, let from = integer(low.first?.value),
      let to = integer(high.first?.value)
    else {
      let value = low.first?.value ?? first.value
      return (ServiceSet(protocol: number), fact(value, "the ports of the rule", of: id))
    }
    switch number {
    case ServiceSet.IPProtocol.icmp, ServiceSet.IPProtocol.icmpv6:
      return (Self.messages(number, from, to), nil)
    case ServiceSet.IPProtocol.tcp, ServiceSet.IPProtocol.udp:
      guard let services = Self.ports(number, from, to) else {
        let value = low.first?.value ?? first.value
        return (ServiceSet(protocol: number), fact(value, "the ports of the rule", of: id))
      }
      return (services, nil)
    default:
      return (ServiceSet(protocol: number), nil)
    }
  }
}
