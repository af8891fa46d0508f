import Infrastructure
import Values

/// A model in one world, with its tables and filters as maps; each is made when it is first asked for.
///
/// A class, because explorations share what they have made.
final class CompiledNetwork {
  let model: NetworkModel
  let world: World
  let index: NetworkIndex
  /// The maps of tables and lists, at the place that ``slot(_:_:_:)`` gives them.
  private var routeMaps: [AddressMap<RouteChoice<RouteCandidate>>?]
  private var listMaps: [AddressMap<Admission>?]
  private var transitMaps: [AddressMap<RouteChoice<TransitCandidate>>?]
  /// Interfaces with the same groups have the same filters.
  private var filters: [FilterKey: InterfaceFilter] = [:]

  private struct FilterKey: Hashable {
    let groups: [Interface.Group]
    let family: IPPrefix.Family
    let direction: Direction
  }

  init(_ model: NetworkModel, _ index: NetworkIndex, in world: World) {
    self.model = model
    self.index = index
    self.world = world
    routeMaps = Array(repeating: nil, count: 4 * model.routeTables.count)
    listMaps = Array(repeating: nil, count: 4 * model.networkACLs.count)
    transitMaps = Array(repeating: nil, count: 4 * model.transitTables.count)
  }

  /// The same network with what it has made, whose packets get to the hosts of some subnets only.
  init(_ other: CompiledNetwork, deliveringTo subnets: [Subnet.ID]) {
    model = other.model
    world = other.world
    index = other.index.limited(to: Set(subnets))
    routeMaps = other.routeMaps
    listMaps = other.listMaps
    transitMaps = other.transitMaps
    filters = other.filters
  }

  private func slot(
    _ index: Int,
    _ family: IPPrefix.Family,
    _ direction: Direction = .inbound
  ) -> Int {
    4 * index + (family == .ipv4 ? 0 : 1) + (direction == .inbound ? 0 : 2)
  }

  func holds(_ existence: GuardID) throws(Undecided) -> Bool {
    switch model.worlds.truth(of: existence, in: world) {
    case .holds: return true
    case .fails: return false
    case .open(let variable): throw Undecided(variable: variable)
    }
  }

  func value<Element>(
    of alternatives: Alternatives<Element>
  ) throws(Undecided) -> Element? {
    for element in alternatives.cases where try holds(element.existence) { return element.value }
    return nil
  }

  // MARK: - Tables

  func table(of subnet: Subnet.ID) throws(Undecided) -> RouteTable.Choice? {
    try table(of: model[subnet])
  }

  private func table(of subnet: Subnet) throws(Undecided) -> RouteTable.Choice? {
    if let own = try value(of: subnet.routeTable) { return own }
    return try value(of: model[subnet.vpc].mainTable)
  }

  func routes(
    of table: RouteTable.ID,
    in vpc: VPC.ID,
    _ family: IPPrefix.Family
  ) throws(Undecided) -> AddressMap<RouteChoice<RouteCandidate>> {
    let slot = slot(table.index, family)
    if let known = routeMaps[slot] { return known }
    let map = try RouteMapBuilder(of: table, in: vpc, family, self).map()
    routeMaps[slot] = map
    return map
  }

  func routes(
    of table: TransitGateway.Table.ID,
    _ family: IPPrefix.Family
  ) throws(Undecided) -> AddressMap<RouteChoice<TransitCandidate>> {
    let slot = slot(table.index, family)
    if let known = transitMaps[slot] { return known }
    let map = try RouteChoice.map(of: table, family, self)
    transitMaps[slot] = map
    return map
  }

  // MARK: - Filters

  func admissions(
    of list: NetworkACL.ID,
    _ direction: Direction,
    _ family: IPPrefix.Family
  ) throws(Undecided) -> AddressMap<Admission> {
    let slot = slot(list.index, family, direction)
    if let known = listMaps[slot] { return known }
    var rules: [NetworkACL.Rule] = []
    for rule in model[list].rules(direction) where try holds(rule.existence) { rules.append(rule) }
    let map = NetworkACL.map(of: rules.sorted { $0.number < $1.number }, family)
    listMaps[slot] = map
    return map
  }

  func filter(
    of interface: Interface.ID,
    _ direction: Direction,
    _ family: IPPrefix.Family
  ) throws(Undecided) -> InterfaceFilter {
    let groups = try groups(of: interface)
    let key = FilterKey(groups: groups, family: family, direction: direction)
    if let known = filters[key] { return known }
    let filter = try InterfaceFilter(of: groups, direction, family, self)
    filters[key] = filter
    return filter
  }

  /// Makes all maps that no open variable keeps from being made.
  func compile() {
    for family in [IPPrefix.Family.ipv4, .ipv6]
    where model.vpcs.contains(where: { $0.blocks.contains { $0.family == family } }) {
      for subnet in model.subnets {
        guard let choice = try? table(of: subnet), case .table(let table, _) = choice else {
          continue
        }
        _ = try? routes(of: table, in: subnet.vpc, family)
      }
      for number in model.transitTables.indices {
        _ = try? routes(of: TransitGateway.Table.ID(number), family)
      }
      for direction in [Direction.inbound, .outbound] {
        for number in model.networkACLs.indices {
          _ = try? admissions(of: NetworkACL.ID(number), direction, family)
        }
        for number in model.interfaces.indices {
          _ = try? filter(of: Interface.ID(number), direction, family)
        }
      }
    }
  }

  // MARK: - Relations

  func vpc(of subnet: Subnet.ID) -> VPC.ID { model[subnet].vpc }

  /// The groups of an interface in this world.
  func groups(of interface: Interface.ID) throws(Undecided) -> [Interface.Group] {
    var groups: [Interface.Group] = []
    for group in model[interface].groups where try holds(group.existence) {
      groups.append(group.value)
    }
    return groups
  }

  /// Whether a group's members in one VPC count for rules in another.
  func arePeeredOrSame(_ one: VPC.ID, _ other: VPC.ID) throws(Undecided) -> Bool {
    if one == other { return true }
    for peering in model.peerings where peering.other(than: one) == other {
      if try holds(peering.existence) { return true }
    }
    return false
  }

  /// What keeps it open whether a group's members in one VPC count for rules in another that is behind
  /// the same transit gateway; nil where they do not.
  func groupDoubt(between one: VPC.ID, and other: VPC.ID) throws(Undecided) -> OpenFact.ID? {
    for near in index.attachments[one.index].map({ model[$0] }) {
      guard let doubt = model[near.gateway].groupDoubt, try holds(near.existence) else { continue }
      for far in index.attachments[other.index] where model[far].gateway == near.gateway {
        if try holds(model[far].existence) { return doubt }
      }
    }
    return nil
  }
}

// MARK: - Members of groups

extension CompiledNetwork {
  /// How certain it is that an interface has a group.
  enum GroupMembership {
    case certain
    case open(OpenFact.ID)
  }

  /// The indices of the interfaces that have a group, or may.
  func members(of group: SecurityGroup.ID) -> [Int] {
    index.members[group.index]
  }

  /// Whether an interface has a group in this world; nil where it has not.
  func membership(
    of interface: Interface.ID,
    in group: SecurityGroup.ID
  ) throws(Undecided) -> GroupMembership? {
    var result: GroupMembership?
    for other in try groups(of: interface) {
      switch other {
      case .group(group): return .certain
      case .group: break
      case .open(let fact): result = .open(fact)
      }
    }
    return result
  }
}
