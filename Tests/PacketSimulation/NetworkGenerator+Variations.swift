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
    if number.isMultiple(of: 2) { breakRoutes() }
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

  /// Gives gateways tables with routes to the subnets behind them whose targets are gone: to NAT gateways for
  /// what answers come back for, to internet gateways for what comes in.
  private mutating func breakRoutes() {
    let gateways = model.natGateways.map(\.subnet)
    for subnet in Set(gateways.map(\.index)).sorted() where random.chance(50) {
      let vpc = model.subnets[subnet].vpc
      let own = model.subnets[subnet].routeTable.cases + model[vpc].mainTable.cases
      guard case .table(let table, _)? = own.first?.value else { continue }
      let broken = brokenRoutes(of: vpc, except: subnet)
      model.subnets[subnet].routeTable = Alternatives(
        .table(RouteTable.ID(model.routeTables.count), at: .none)
      )
      model.routeTables.append(RouteTable(name: "broken", routes: model[table].routes + broken))
    }
    for vpc in model.vpcs.indices where random.chance(50) {
      let broken = brokenRoutes(of: VPC.ID(vpc))
      model.vpcs[vpc].edgeTable = Alternatives(
        .table(RouteTable.ID(model.routeTables.count), at: .none)
      )
      model.routeTables.append(RouteTable(name: "broken edge", routes: broken))
    }
  }

  private mutating func brokenRoutes(of vpc: VPC.ID, except own: Int? = nil) -> [Route] {
    var blocks: [IPPrefix] = []
    for (index, subnet) in model.subnets.enumerated() where subnet.vpc == vpc && index != own {
      blocks += subnet.blocks
    }
    return blocks.filter { _ in random.chance(50) }.map { Route(to: .block($0), .blackhole) }
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
