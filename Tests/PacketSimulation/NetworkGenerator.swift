import Infrastructure
package import Reachability
import Values

/// Random networks, each made of few elements, so that they often lie on one way.
package struct NetworkGenerator {
  var random: RandomBits
  var model = NetworkModel()
  private var tables: [[Int]] = []
  private var nextPublic: UInt128 = 0x3400_0010  // 52.0.0.16
  /// What is more frequent than elsewhere, so that rare constructs meet.
  private let themes: Set<Theme>

  private enum Theme {
    case transit, ipv6, peering, endpoints, hairpins, translation
    /// Filters let most things through, so that long ways are gone to their end.
    case open
    /// One VPC has the ways out of all.
    case central
    /// Routes of prefix lists overlap, so that AWS has a choice.
    case rivals
    /// Packets of the first and the last interface are led a long way, where much is missing.
    case astray
  }

  private static let mixtures: [Set<Theme>] = [
    [], [.transit], [.ipv6], [.peering], [.endpoints], [.hairpins], [.translation],
    [.open, .transit, .translation], [.open, .transit, .ipv6], [.open, .peering, .hairpins],
    [.open, .peering, .ipv6], [.open, .ipv6, .translation], [.open, .peering, .translation],
    [.open, .translation, .endpoints, .hairpins], [.open, .central, .transit, .translation],
    [.open, .central, .transit, .translation, .endpoints], [.open, .central, .transit, .ipv6],
    [.open, .transit, .peering, .hairpins], [.open, .translation, .hairpins],
    [.open, .translation, .endpoints], [.open, .translation, .endpoints, .peering],
    [.open, .peering, .ipv6, .hairpins], [.open, .peering, .translation],
    [.rivals, .translation, .hairpins], [.open, .rivals, .translation, .endpoints],
    [.open, .rivals, .transit, .peering],
    [.astray, .open, .transit, .translation], [.astray, .open, .peering, .translation],
    [.astray, .open, .transit, .translation, .peering], [.astray, .open, .transit, .ipv6],
    [.astray, .open, .transit, .translation, .endpoints], [.astray, .open, .transit, .hairpins],
    [.astray, .open, .translation, .endpoints], [.astray, .open, .hairpins, .translation],
    [.astray, .open, .ipv6, .translation, .transit], [.astray, .open, .transit, .translation],
    [.astray, .open, .transit, .translation, .hairpins], [.astray, .open, .transit, .peering],
    [.astray, .open, .peering, .translation, .hairpins],
    [.astray, .open, .transit, .ipv6, .hairpins],
    [.astray, .open, .transit, .translation, .endpoints, .hairpins],
    [.astray, .open, .peering, .translation, .transit, .hairpins],
  ]

  /// How many facts are hidden: guarded by conditions that nothing settles.
  private let hidden: Int

  package init(seed: UInt64, hidden: Int = 0) {
    random = RandomBits(seed: seed)
    let themes = Self.mixtures[Int(seed % UInt64(Self.mixtures.count))]
    // Which route AWS picks is no fact that somebody could tell.
    self.themes = hidden > 0 ? themes.subtracting([.rivals]) : themes
    self.hidden = hidden
  }

  package mutating func make() -> NetworkModel {
    model.services = ["s3"]
    addVPCs()
    addSubnets()
    addFilters()
    addGroupsAndInterfaces()
    addPeerings()
    addTransitGateway()
    addTables()
    if themes.contains(.astray) { addDetours() }
    if hidden > 0 { hide() }
    return model
  }

  // MARK: - Blocks

  static let outside = [
    "0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "52.0.0.0/8", "52.0.0.0/28", "203.0.113.0/24",
    "192.168.0.0/16", "10.0.0.0/8",
  ].compactMap(IPPrefix.init)
  static let outside6 = ["::/0", "2000::/3", "2600:1f00::/24", "2a00::/16"].compactMap(
    IPPrefix.init
  )

  private static func block(_ text: String) -> IPPrefix {
    guard let block = IPPrefix(text) else { preconditionFailure("'\(text)' is a block") }
    return block
  }

  /// True in so many of a hundred cases, and more seldom or more often where packets go astray.
  private mutating func chance(_ percent: Int, astray: Int) -> Bool {
    random.chance(themes.contains(.astray) ? astray : percent)
  }

  /// True in so many of a hundred cases, and nearly always in networks of a theme.
  private mutating func often(_ theme: Theme, _ percent: Int) -> Bool {
    random.chance(themes.contains(theme) ? 90 : percent)
  }

  private mutating func anyBlock() -> IPPrefix {
    let isIPv6 = random.chance(25)
    let subnets = model.subnets.flatMap(\.blocks).filter { ($0.family == .ipv6) == isIPv6 }
    let vpcs = model.vpcs.flatMap(\.blocks).filter { ($0.family == .ipv6) == isIPv6 }
    switch random.below(10) {
    case 0...3: return isIPv6 ? Self.outside6[0] : Self.outside[0]
    case 4, 5:
      if let block = random.element(of: subnets) { return block }
    case 6:
      if let block = random.element(of: vpcs) { return block }
    case 7:
      if let block = random.element(of: subnets),
        let half = IPPrefix(family: block.family, address: block.address, length: block.length + 1)
      {
        return half
      }
    default: break
    }
    return random.element(of: isIPv6 ? Self.outside6 : Self.outside) ?? Self.outside[0]
  }

  private mutating func services() -> ServiceSet {
    switch random.below(10) {
    case 0...3: return .all
    case 4: return ServiceSet(protocol: 6)
    case 5: return ServiceSet(protocol: 6, ports: 443...443)
    case 6: return ServiceSet(protocol: 6, ports: 1024...65535)
    case 7: return ServiceSet(protocol: 17, ports: 53...53)
    case 8:
      return random.chance(50)
        ? ServiceSet(protocol: 1) : ServiceSet(protocol: 1, ports: 2048...2048)
    default: return ServiceSet(protocol: 17, ports: 1000...40000)
    }
  }

  // MARK: - VPCs

  private mutating func addVPCs() {
    let count = themes.isDisjoint(with: [.transit, .peering]) ? 1 + random.below(3) : 3
    for index in 0..<count {
      let number = index > 0 && random.chance(12) ? 0 : index
      var blocks = [Self.block("10.\(number).0.0/16")]
      if random.chance(20) { blocks.append(Self.block("100.64.\(index * 16).0/20")) }
      if often(.ipv6, 50) { blocks.append(Self.block("2600:1f0\(index)::/56")) }
      var vpc = VPC(name: "vpc\(index)", blocks: blocks, mainTable: Alternatives())
      if often(.hairpins, 75) { vpc.internetGateways = [VPC.Gateway()] }
      if often(.ipv6, 35), chance(100, astray: 50) { vpc.egressOnlyGateways = [VPC.Gateway()] }
      model.vpcs.append(vpc)
    }
  }

  private mutating func addSubnets() {
    for (index, vpc) in model.vpcs.enumerated() {
      for place in 0..<(1 + random.below(3)) {
        var blocks: [IPPrefix] = []
        for block in vpc.blocks.shuffled(using: &random)
        where !blocks.contains(where: { $0.family == block.family }) {
          let length = block.family == .ipv4 ? 24 : 64
          let shift = UInt128(block.family.width - length)
          let address = block.address + UInt128(place) << shift
          if let subnet = IPPrefix(family: block.family, address: address, length: length) {
            blocks.append(subnet)
          }
        }
        model.subnets.append(
          Subnet(
            name: "subnet\(model.subnets.count)",
            in: VPC.ID(index),
            zone: chance(70, astray: 50) ? "a" : "b",
            blocks: blocks,
            networkACL: Alternatives()
          )
        )
      }
    }
  }

  mutating func rule(_ number: Int) -> NetworkACL.Rule {
    let allows = random.chance(70)
    return NetworkACL.Rule(number, allows: allows, services(), .block(anyBlock()))
  }

  private mutating func rules() -> [NetworkACL.Rule] {
    if often(.open, 50) {
      return [
        NetworkACL.Rule(100, allows: true, .all, .block(Self.outside[0])),
        NetworkACL.Rule(101, allows: true, .all, .block(Self.outside6[0])),
      ]
    }
    return (0..<(1 + random.below(4))).map { rule(($0 * 7 + 3) % 11) }
  }

  private mutating func addFilters() {
    for _ in 0..<3 {
      let list = NetworkACL(
        name: "acl\(model.networkACLs.count)",
        inbound: rules(),
        outbound: rules()
      )
      model.networkACLs.append(list)
    }
    for index in model.subnets.indices {
      let list = NetworkACL.ID(random.below(model.networkACLs.count))
      // One that is not there drops everything.
      guard random.chance(97) else { continue }
      model.subnets[index].networkACL = Alternatives(.list(list, at: .none))
    }
  }

  // MARK: - Interfaces

  private mutating func publicAddress() -> Interface.Address {
    nextPublic += UInt128(1 + random.below(3))
    return .known(nextPublic)
  }

  private mutating func address(in subnet: Int, _ family: IPPrefix.Family) -> Interface.Address {
    guard let block = model.subnets[subnet].block(family) else { return .none }
    let count = UInt128(model.interfaces.count + model.natGateways.count)
    return .known(block.address + 4 + (random.chance(50) ? 122 : 0) + count)
  }

  private mutating func addGroupsAndInterfaces() {
    for index in 0..<(2 + random.below(3)) {
      let vpc = VPC.ID(random.below(model.vpcs.count))
      model.securityGroups.append(SecurityGroup(name: "group\(index)", in: vpc))
    }
    for index in model.securityGroups.indices {
      model.securityGroups[index].inbound =
        themes.contains(.open) && random.chance(75)
        ? Self.everything : groupRules(1 + random.below(3))
      model.securityGroups[index].outbound =
        often(.open, 50) ? Self.everything : groupRules(1 + random.below(2))
    }
    for subnet in model.subnets.indices {
      for _ in 0..<(1 + random.below(2)) {
        let groups = (0..<(1 + random.below(2))).map { _ in
          Alternatives<Interface.Group>.Case(
            .group(SecurityGroup.ID(random.below(model.securityGroups.count)))
          )
        }
        let hasPublic = model.subnets[subnet].block(.ipv4) != nil && often(.hairpins, 40)
        let interface = Interface(
          name: "eni\(model.interfaces.count)",
          in: Subnet.ID(subnet),
          groups: groups,
          ipv4: address(in: subnet, .ipv4),
          ipv6: address(in: subnet, .ipv6),
          publicIPv4: hasPublic ? publicAddress() : .none
        )
        model.interfaces.append(interface)
      }
      guard model.subnets[subnet].block(.ipv4) != nil, often(.translation, 45) else { continue }
      let gateway = NATGateway(
        name: "nat\(model.natGateways.count)",
        in: Subnet.ID(subnet),
        address: address(in: subnet, .ipv4),
        publicAddress: chance(75, astray: 40) ? publicAddress() : .none
      )
      model.natGateways.append(gateway)
    }
  }

  private static let everything = [outside[0], outside6[0]].map {
    SecurityGroup.Rule(.all, .block($0))
  }

  mutating func groupRules(_ count: Int) -> [SecurityGroup.Rule] {
    (0..<count).map { _ in
      let services = services()
      switch random.below(10) {
      case 0...3:
        return SecurityGroup.Rule(
          services,
          .group(SecurityGroup.ID(random.below(model.securityGroups.count)))
        )
      case 4: return SecurityGroup.Rule(services, .service(0))
      default: return SecurityGroup.Rule(services, .block(anyBlock()))
      }
    }
  }

  // MARK: - Between VPCs

  private mutating func addPeerings() {
    for one in model.vpcs.indices {
      for other in model.vpcs.indices
      where one < other && model.vpcs[one].blocks[0] != model.vpcs[other].blocks[0] {
        if often(.peering, 50) { model.peerings.append(Peering(VPC.ID(one), VPC.ID(other))) }
      }
    }
  }

  private mutating func addTransitGateway() {
    guard model.vpcs.count > 1, often(.transit, 65) else { return }
    model.transitGateways = [TransitGateway(name: "tgw")]
    model.transitTables = (0..<2).map { TransitGateway.Table(name: "tgw-rtb\($0)") }
    for vpc in model.vpcs.indices where random.chance(85) {
      var subnets: [Subnet.ID] = []
      for (index, subnet) in model.subnets.enumerated() where subnet.vpc.index == vpc {
        guard !subnets.contains(where: { model[$0].zone == subnet.zone }) else { continue }
        if subnets.isEmpty || chance(60, astray: 15) { subnets.append(Subnet.ID(index)) }
      }
      let table = TransitGateway.Table.ID(random.below(2))
      model.attachments.append(
        TransitGateway.Attachment(
          of: VPC.ID(vpc),
          to: TransitGateway.ID(0),
          subnets: subnets,
          table: chance(92, astray: 70) ? Alternatives(.table(table, at: .none)) : Alternatives(),
          carriesIPv6: random.chance(75)
        )
      )
    }
    for table in model.transitTables.indices {
      for (index, attachment) in model.attachments.enumerated() where random.chance(80) {
        for block in model[attachment.vpc].blocks {
          add(block, .attachment(.init(index)), .propagated, toTransitTable: table)
        }
      }
      if often(.central, 50), !model.attachments.isEmpty {
        let isCentral = themes.contains(.central) && random.chance(80)
        let target = isCentral ? 0 : random.below(model.attachments.count)
        let isIPv4 = random.chance(themes.contains(.ipv6) ? 25 : 75)
        let block = isIPv4 ? Self.outside[0] : Self.outside6[0]
        add(block, .attachment(.init(target)), .static, toTransitTable: table)
      }
      if chance(30, astray: 60) { add(anyBlock(), .blackhole, .static, toTransitTable: table) }
    }
  }

  private mutating func add(
    _ block: IPPrefix,
    _ target: TransitGateway.Table.Route.Target,
    _ rank: Route.Rank,
    toTransitTable table: Int
  ) {
    let isThere = model.transitTables[table].routes.contains {
      if case .block(block) = $0.destination { $0.rank == rank } else { false }
    }
    guard !isThere else { return }
    model.transitTables[table].routes.append(.init(to: .block(block), target, rank: rank))
  }

  // MARK: - Routes

  private mutating func addTables() {
    for vpc in model.vpcs.indices {
      var own: [Int] = []
      for _ in 0..<(1 + random.below(2) + (themes.contains(.astray) ? 1 : 0)) {
        own.append(model.routeTables.count)
        model.routeTables.append(RouteTable(name: "rtb\(model.routeTables.count)"))
        addRoutes(to: model.routeTables.count - 1, of: vpc)
      }
      let main = RouteTable.ID(own[0])
      model.vpcs[vpc].mainTable = Alternatives(.table(main, at: .none))
      for subnet in model.subnets.indices where model.subnets[subnet].vpc.index == vpc {
        guard random.chance(70), let table = random.element(of: own) else { continue }
        model.subnets[subnet].routeTable = Alternatives(.table(RouteTable.ID(table), at: .none))
      }
      if random.chance(10) {
        let edge = RouteTable(name: "edge")
        model.routeTables.append(edge)
        model.vpcs[vpc].edgeTable = Alternatives(
          .table(RouteTable.ID(model.routeTables.count - 1), at: .none)
        )
      }
    }
  }

  func targets(of vpc: Int) -> [Route.Target] {
    var targets: [Route.Target] = [.blackhole, .internetGateway, .internetGateway]
    for (index, gateway) in model.natGateways.enumerated()
    where model[gateway.subnet].vpc.index == vpc {
      targets += [.natGateway(NATGateway.ID(index)), .natGateway(NATGateway.ID(index))]
    }
    for (index, peering) in model.peerings.enumerated()
    where peering.other(than: VPC.ID(vpc)) != nil {
      targets.append(.peering(Peering.ID(index)))
    }
    if model.attachments.contains(where: { $0.vpc.index == vpc }) {
      targets += [.transitGateway(TransitGateway.ID(0)), .transitGateway(TransitGateway.ID(0))]
    }
    return targets
  }

  private mutating func addRoutes(to table: Int, of vpc: Int) {
    var targets = targets(of: vpc)
    if themes.contains(.central), vpc > 0, random.chance(80) {
      let hubs = targets.filter { if case .transitGateway = $0 { true } else { false } }
      if !hubs.isEmpty { targets = hubs }
    }
    if random.chance(80), let target = random.element(of: targets) {
      add(Self.outside[0], target, to: table, of: vpc)
    }
    if random.chance(50) {
      let isHub = themes.contains(.central) && vpc > 0 && !themes.contains(.astray)
      let target: Route.Target =
        !isHub && often(.ipv6, 35) ? .egressOnlyGateway : random.element(of: targets) ?? .blackhole
      add(Self.outside6[0], target, to: table, of: vpc)
    }
    if often(.endpoints, 30) {
      model.routeTables[table].routes.append(Route(to: .service(0), .gatewayEndpoint))
    }
    for other in model.vpcs.indices where other != vpc && random.chance(60) {
      let ways = targets.filter {
        switch $0 {
        case .peering(let id): model[id].other(than: VPC.ID(vpc)) == VPC.ID(other)
        case .transitGateway: true
        case .natGateway: themes.isSuperset(of: [.peering, .translation])
        case .local, .internetGateway, .egressOnlyGateway, .gatewayEndpoint, .opaque, .blackhole:
          false
        }
      }
      guard let target = random.element(of: ways) else { continue }
      for block in model.vpcs[other].blocks where random.chance(80) {
        add(block, target, to: table, of: vpc)
      }
    }
    let gateways = targets.filter { if case .natGateway = $0 { true } else { false } }
    if random.chance(themes.contains(.ipv6) ? 25 : 5), let target = random.element(of: gateways) {
      add(Self.block("64:ff9b::/96"), target, to: table, of: vpc)
    }
    if random.chance(themes.contains(.rivals) ? 40 : 8), let target = random.element(of: gateways) {
      // Only NAT gateways and appliances take the place of a local route.
      let route = Route(to: .block(model.vpcs[vpc].blocks[0]), target)
      model.routeTables[table].routes.append(route)
    }
    for _ in 0..<(themes.contains(.rivals) ? 3 : random.below(3)) {
      guard let target = random.element(of: targets) else { continue }
      add(anyBlock(), target, to: table, of: vpc)
    }
  }

  private mutating func add(_ block: IPPrefix, _ target: Route.Target, to table: Int, of vpc: Int) {
    let isInside = model.vpcs[vpc].blocks.contains { $0.contains(block) }
    let isThere = model.routeTables[table].routes.contains {
      if case .block(block) = $0.destination { true } else { false }
    }
    guard !isInside, !isThere else { return }
    let rank: Route.Rank =
      random.chance(themes.contains(.rivals) ? 30 : 85) ? .static : .prefixList
    model.routeTables[table].routes.append(Route(to: .block(block), target, rank: rank))
  }

  // MARK: - Hidden facts

  /// Makes some elements depend on conditions that nothing settles.
  private mutating func hide() {
    for index in 0..<hidden {
      let variable = model.worlds.add(
        WorldVariable(
          kind: .condition,
          name: "hidden\(index)",
          cases: ["true", "false"],
          origin: .none
        )
      )
      let holds = model.worlds.add(.oneOf(variable: variable, cases: 1))
      let fails = model.worlds.add(.oneOf(variable: variable, cases: 2))
      hide(holds, fails)
    }
  }

  private mutating func hide(_ holds: GuardID, _ fails: GuardID) {
    switch random.below(8) {
    case 0, 1:
      let table = random.below(model.routeTables.count)
      guard !model.routeTables[table].routes.isEmpty else { return }
      let route = random.below(model.routeTables[table].routes.count)
      model.routeTables[table].routes[route].existence = holds
    case 2:
      let list = random.below(model.networkACLs.count)
      if let rule = model.networkACLs[list].inbound.indices.randomElement(using: &random) {
        model.networkACLs[list].inbound[rule].existence = holds
      }
      if let rule = model.networkACLs[list].outbound.indices.randomElement(using: &random) {
        model.networkACLs[list].outbound[rule].existence = fails
      }
    case 3, 4:
      let group = random.below(model.securityGroups.count)
      if let rule = model.securityGroups[group].inbound.indices.randomElement(using: &random) {
        model.securityGroups[group].inbound[rule].existence = holds
      }
    case 5:
      let vpc = random.below(model.vpcs.count)
      if !model.vpcs[vpc].internetGateways.isEmpty {
        model.vpcs[vpc].internetGateways[0].existence = holds
      }
    case 6:
      let subnet = random.below(model.subnets.count)
      let one = NetworkACL.ID(random.below(model.networkACLs.count))
      let other = NetworkACL.ID(random.below(model.networkACLs.count))
      model.subnets[subnet].networkACL = Alternatives([
        .init(.list(one, at: .none), when: holds), .init(.list(other, at: .none), when: fails),
      ])
    default:
      if let peering = model.peerings.indices.randomElement(using: &random) {
        model.peerings[peering].existence = holds
      }
      let interface = random.below(model.interfaces.count)
      let group = model.interfaces[interface].groups[0].value
      model.interfaces[interface].groups[0] = .init(group, when: fails)
    }
  }
}
