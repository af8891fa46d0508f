import Infrastructure
import Reachability

// Networks that differ from a random one in a few rules, for constructs that seldom meet.

extension NetworkGenerator {
  /// Changes some rules, routes and zones of the network that was made.
  ///
  /// - Parameter number: Which of the variations of the network; the first is the network itself.
  mutating func vary(_ number: UInt64) {
    guard number > 0 else { return }
    random = RandomBits(seed: number)
    for _ in 0..<(1 + random.below(4)) { varyOnce() }
  }

  private mutating func varyOnce() {
    switch random.below(6) {
    case 0:
      let list = random.below(model.networkACLs.count)
      let added = rule(1 + random.below(12))
      if random.chance(50) {
        model.networkACLs[list].inbound.append(added)
      } else {
        model.networkACLs[list].outbound.append(added)
      }
    case 1:
      let group = random.below(model.securityGroups.count)
      let added = groupRules(1)
      if random.chance(50) {
        model.securityGroups[group].inbound += added
      } else {
        model.securityGroups[group].outbound += added
      }
    case 2:
      let group = random.below(model.securityGroups.count)
      if model.securityGroups[group].inbound.count > 1 {
        model.securityGroups[group].inbound.remove(at: 0)
      }
    case 3:
      let table = random.below(model.routeTables.count)
      if let route = model.routeTables[table].routes.indices.randomElement(using: &random) {
        model.routeTables[table].routes[route].target = .blackhole
      }
    case 4:
      let subnet = random.below(model.subnets.count)
      model.subnets[subnet].zone = random.chance(50) ? "a" : "b"
    default:
      if let peering = model.peerings.indices.randomElement(using: &random) {
        model.peerings.remove(at: peering)
        dropRoutes(ofPeering: peering)
      }
    }
  }

  /// Routes to what is gone are blackholes, and what came behind it has another number.
  private mutating func dropRoutes(ofPeering gone: Int) {
    for table in model.routeTables.indices {
      for index in model.routeTables[table].routes.indices {
        guard case .peering(let id) = model.routeTables[table].routes[index].target else {
          continue
        }
        let target: Route.Target =
          id.index == gone
          ? .blackhole : .peering(Peering.ID(id.index > gone ? id.index - 1 : id.index))
        model.routeTables[table].routes[index].target = target
      }
    }
  }
}
