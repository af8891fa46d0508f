import Infrastructure
import Reachability

// Long ways: tables of their own for the subnets that packets of two interfaces leave one after another.

extension NetworkGenerator {
  private enum Step: CaseIterable {
    case transit, translation
    // The others end a way.
    case peering, internet, egressOnly, endpoint, blackhole, transitBlackhole
  }

  /// Leads the packets of the first and the last interface from one gateway to the next.
  mutating func addDetours() {
    for interface in [model.interfaces.first, model.interfaces.last] {
      var subnet = interface?.subnet
      for _ in 0..<random.below(4) {
        subnet = subnet.flatMap { divert($0, random.chance(50) ? .transit : .translation) }
      }
      _ = subnet.flatMap { divert($0, random.element(of: Step.allCases) ?? .internet) }
    }
  }

  /// Leads everything that leaves a subnet one way; the subnet that it leaves next.
  private mutating func divert(_ subnet: Subnet.ID, _ step: Step) -> Subnet.ID? {
    let vpc = model[subnet].vpc
    var next: Subnet.ID?
    var target = Route.Target.blackhole
    switch step {
    case .transit, .transitBlackhole:
      target = .transitGateway(TransitGateway.ID(0))
      next = transit(from: vpc, isBlackhole: step == .transitBlackhole)
    case .translation:
      let gateways = model.natGateways.indices.filter {
        model[model.natGateways[$0].subnet].vpc == vpc
      }
      if let gateway = random.element(of: gateways) {
        target = .natGateway(NATGateway.ID(gateway))
        next = model.natGateways[gateway].subnet
      }
    case .peering:
      let peerings = model.peerings.indices.filter { model.peerings[$0].other(than: vpc) != nil }
      if let peering = random.element(of: peerings) { target = .peering(Peering.ID(peering)) }
    case .internet: target = .internetGateway
    case .egressOnly: target = .egressOnlyGateway
    case .endpoint, .blackhole: break
    }
    var routes = [Self.outside[0], Self.outside6[0]].map { Route(to: .block($0), target) }
    if step == .endpoint { routes.append(Route(to: .service(0), .gatewayEndpoint)) }
    model.subnets[subnet.index].routeTable = Alternatives(
      .table(RouteTable.ID(model.routeTables.count), at: .none)
    )
    model.routeTables.append(RouteTable(name: "detour", routes: routes))
    return next
  }

  /// Leads what a VPC sends to the transit gateway to some attachment; the subnet where it comes out.
  private mutating func transit(from vpc: VPC.ID, isBlackhole: Bool) -> Subnet.ID? {
    guard let here = model.attachments.first(where: { $0.vpc == vpc }),
      case .table(let table, _)? = here.table.cases.first?.value,
      let there = model.attachments.indices.randomElement(using: &random)
    else { return nil }
    model.transitTables[table.index].routes = [Self.outside[0], Self.outside6[0]].map {
      .init(to: .block($0), isBlackhole ? .blackhole : .attachment(.init(there)))
    }
    return model.attachments[there].subnets.randomElement(using: &random)
  }
}
