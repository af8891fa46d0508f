import Infrastructure
import Reachability
import Values

extension NetworkBuilder {
  private static let tablePath = PropertyPath("RouteTableId")
  private static let propagationPath = PropertyPath("RouteTableIds")
  private static let subnetPath = PropertyPath("SubnetId")
  private static let mainPath = PropertyPath("Main")
  private static let blockPaths = ["DestinationCidrBlock", "DestinationIpv6CidrBlock"].map(
    PropertyPath.init
  )
  private static let listPath = PropertyPath("DestinationPrefixListId")
  private static let opaquePaths = [
    "CarrierGatewayId", "CoreNetworkArn", "InstanceId", "LocalGatewayId", "NetworkInterfaceId",
    "OdbNetworkArn", "VpcEndpointId",
  ].map(PropertyPath.init)

  mutating func addRouteTables() {
    for id in estate.resources(ofType: "AWS::EC2::RouteTable") {
      routeTables[id] = RouteTable.ID(network.model.routeTables.count)
      network.model.routeTables.append(RouteTable(name: estate[id].name, at: place(id)))
    }
    for id in estate.resources(ofType: "AWS::EC2::Route") {
      for table in values(Self.tablePath, of: id) {
        guard let target = estate.target(of: table.value, &context),
          let number = routeTables[target]
        else { continue }
        let existence = all([estate[id].existence, table.existence])
        addRoute(id, to: number, when: existence)
      }
    }
    doubtPropagation()
    addMainTables()
    addAssociations()
    addEdgeTables()
  }

  /// What a VPN gateway propagates to tables, its other side announces.
  private mutating func doubtPropagation() {
    for id in estate.resources(ofType: "AWS::EC2::VPNGatewayRoutePropagation") {
      for table in values(Self.propagationPath, of: id) {
        let target = estate.target(of: table.value, &context)
        let isOpen = target == nil && context.resolve(table.value).kind != .string
        for (resource, number) in routeTables where isOpen || resource == target {
          let subject = "which routes a VPN gateway propagates to '\(estate[resource].name)'"
          network.model.routeTables[number.index].doubt = unmodelled(
            subject,
            at: place(id, table.value)
          )
        }
      }
    }
  }

  // MARK: - Which table

  /// CloudFormation cannot change the table that AWS creates with a VPC: it has the local routes only.
  /// A description can declare one with `Main`.
  private mutating func addMainTables() {
    for (resource, vpc) in network.vpcs.sorted(by: { $0.key < $1.key }) {
      var cases: [Alternatives<RouteTable.Choice>.Case] = []
      for id in estate.referrers(of: resource) {
        guard let table = routeTables[id] else { continue }
        for main in values(Self.mainPath, of: id) {
          let existence = all([estate[id].existence, main.existence])
          if main.value.isTrue {
            cases.append(.init(.table(table, at: place(id)), when: existence))
          } else if main.value.kind == .unknown {
            let fact = fact(main.value, "whether the route table is the main one", of: id)
            cases.append(.init(.open(fact), when: existence))
          }
        }
      }
      let own = RouteTable.ID(network.model.routeTables.count)
      network.model.routeTables.append(
        RouteTable(name: "the main route table of '\(estate[resource].name)'", at: place(resource))
      )
      cases.append(.init(.table(own, at: place(resource))))
      network.model.vpcs[vpc.index].mainTable = Alternatives(cases)
    }
  }

  private mutating func addAssociations() {
    for id in estate.resources(ofType: "AWS::EC2::SubnetRouteTableAssociation") {
      for named in values(Self.subnetPath, of: id) {
        guard let target = estate.target(of: named.value, ofType: "AWS::EC2::Subnet", &context),
          let subnet = network.subnets[target]
        else { continue }
        for table in values(Self.tablePath, of: id) {
          let existence = all([estate[id].existence, named.existence, table.existence])
          network.model.subnets[subnet.index].routeTable.cases.append(
            .init(choice(table.value, of: id), when: existence)
          )
        }
      }
    }
  }

  private mutating func choice(_ table: Value, of id: ResourceID) -> RouteTable.Choice {
    if let target = estate.target(of: table, &context), let known = routeTables[target] {
      return .table(known, at: place(id, table))
    }
    return .open(fact(table, "the route table", of: id))
  }

  private mutating func addEdgeTables() {
    for id in estate.resources(ofType: "AWS::EC2::GatewayRouteTableAssociation") {
      for table in values(Self.tablePath, of: id) {
        guard let target = estate.target(of: table.value, &context) else { continue }
        for named in values(Self.vpcPath, of: target) {
          guard let vpc = vpc(named.value, of: target) else { continue }
          let existence = all([estate[id].existence, table.existence, named.existence])
          network.model.vpcs[vpc.index].edgeTable.cases.append(
            .init(choice(table.value, of: id), when: existence)
          )
        }
      }
    }
  }

  // MARK: - Routes

  private mutating func addRoute(_ id: ResourceID, to table: RouteTable.ID, when existence: GuardID)
  {
    for (target, targetExistence, value) in targets(of: id) {
      for (destination, rank, destinationExistence) in destinations(of: id) {
        network.model.routeTables[table.index].routes.append(
          Route(
            to: destination,
            target,
            rank: rank,
            when: all([existence, targetExistence, destinationExistence]),
            at: place(id, value)
          )
        )
      }
    }
  }

  private mutating func destinations(
    of id: ResourceID
  ) -> [(Route.Destination, Route.Rank, GuardID)] {
    var found: [(Route.Destination, Route.Rank, GuardID)] = []
    for value in Self.blockPaths.flatMap({ values($0, of: id) }) {
      switch block(value.value, of: id) {
      case .known(let block): found.append((.block(block), .static, value.existence))
      case .open(let fact): found.append((.open(fact), .static, value.existence))
      }
    }
    for list in values(Self.listPath, of: id) {
      if let service = ManagedPrefixLists.service(of: list.value, &context) {
        found.append((.service(serviceNumber(service)), .prefixList, list.existence))
        continue
      }
      for (block, existence) in blocks(ofList: list.value, of: id) {
        let guardID = all([list.existence, existence])
        switch block {
        case .known(let block): found.append((.block(block), .prefixList, guardID))
        case .open(let fact): found.append((.open(fact), .prefixList, guardID))
        }
      }
    }
    return found
  }

  /// The blocks of a prefix list, each with its worlds.
  mutating func blocks(ofList value: Value, of id: ResourceID) -> [(Block, GuardID)] {
    guard let target = estate.target(of: value, ofType: "AWS::EC2::PrefixList", &context) else {
      return [(.open(fact(value, "the entries of prefix list", of: id)), .always)]
    }
    return values(PropertyPath("Entries.Cidr"), of: target).map {
      (block($0.value, of: target), $0.existence)
    }
  }

  private mutating func targets(of id: ResourceID) -> [(Route.Target, GuardID, Value)] {
    var found: [(Route.Target, GuardID, Value)] = []
    for named in values(PropertyPath("GatewayId"), of: id) {
      found.append((gateway(named.value, of: id), named.existence, named.value))
    }
    for named in values(PropertyPath("EgressOnlyInternetGatewayId"), of: id) {
      found.append((.egressOnlyGateway, named.existence, named.value))
    }
    for named in values(PropertyPath("NatGatewayId"), of: id) {
      guard let target = estate.target(of: named.value, &context),
        let known = natGateways[target]
      else {
        let target = Route.Target.opaque(fact(named.value, "the NAT gateway", of: id))
        found.append((target, named.existence, named.value))
        continue
      }
      for (gateway, existence) in known {
        found.append((.natGateway(gateway), all([named.existence, existence]), named.value))
      }
    }
    for named in values(PropertyPath("VpcPeeringConnectionId"), of: id) {
      let known = estate.target(of: named.value, &context).flatMap { peerings[$0] }
      let target: Route.Target =
        known.map { .peering($0) }
        ?? .opaque(fact(named.value, "where the peering connection leads", of: id))
      found.append((target, named.existence, named.value))
    }
    for named in values(PropertyPath("TransitGatewayId"), of: id) {
      let known = estate.target(of: named.value, &context).flatMap { transitGateways[$0] }
      let target: Route.Target =
        known.flatMap { isAttached($0, toTheVPCOf: id) ? .transitGateway($0) : nil }
        ?? .opaque(fact(named.value, "where the transit gateway leads", of: id))
      found.append((target, named.existence, named.value))
    }
    for path in Self.opaquePaths {
      for named in values(path, of: id) {
        let subject = "where the route to '\(path.text)' leads in the end"
        let fact = unmodelled(subject, at: place(id, named.value))
        found.append((.opaque(fact), named.existence, named.value))
      }
    }
    if found.isEmpty {
      let fact = unmodelled("the target of a route", at: place(id))
      found.append((.opaque(fact), .always, Value.null.from(estate[id].origin)))
    }
    return found
  }

  private mutating func gateway(_ value: Value, of id: ResourceID) -> Route.Target {
    if let target = estate.target(of: value, &context) {
      switch estate[target].type {
      case "AWS::EC2::InternetGateway":
        return isAttached(target, toTheVPCOf: id) ? .internetGateway : .blackhole
      case "AWS::EC2::VPNGateway":
        return .opaque(
          unmodelled("what lies behind the VPN gateway", at: place(id, value))
        )
      default:
        return .opaque(fact(value, "the gateway", of: id))
      }
    }
    guard let text = text(value) else { return .opaque(fact(value, "the gateway", of: id)) }
    if text == "local" { return .local }
    if text.hasPrefix("igw-") {
      attachForeignGateway(toTheVPCOf: id, at: place(id, value))
      return .internetGateway
    }
    if text.hasPrefix("vgw-") {
      return .opaque(unmodelled("what lies behind the VPN gateway", at: place(id, value)))
    }
    return .opaque(fact(value, "the gateway", of: id))
  }

  /// The VPC of the table that a route is in.
  private mutating func vpc(ofRoute id: ResourceID) -> VPC.ID? {
    guard let table = value(Self.tablePath, of: id),
      let target = estate.target(of: table, &context),
      let named = value(Self.vpcPath, of: target)
    else { return nil }
    return vpc(named, of: target)
  }

  /// Whether the estate attaches the VPC of a route to a transit gateway. AWS takes no route to others, so
  /// that somebody else does.
  private mutating func isAttached(
    _ gateway: TransitGateway.ID,
    toTheVPCOf id: ResourceID
  ) -> Bool {
    guard let vpc = vpc(ofRoute: id) else { return true }
    return network.model.attachments.contains { $0.gateway == gateway && $0.vpc == vpc }
  }

  /// Whether some attachment may put a gateway into the VPC of a route. AWS refuses routes to others.
  private mutating func isAttached(_ gateway: ResourceID, toTheVPCOf id: ResourceID) -> Bool {
    guard let vpc = vpc(ofRoute: id) else { return true }
    for other in estate.referrers(of: gateway)
    where estate[other].type == "AWS::EC2::VPCGatewayAttachment" {
      guard let named = value(Self.vpcPath, of: other) else { continue }
      if self.vpc(named, of: other) == vpc { return true }
    }
    return network.model[vpc].internetGateways.contains { $0.doubt != nil }
  }

  /// AWS takes a route to a gateway only if it is attached, wherever that was done.
  private mutating func attachForeignGateway(toTheVPCOf id: ResourceID, at place: Provenance) {
    guard let vpc = vpc(ofRoute: id) else { return }
    network.model.vpcs[vpc.index].internetGateways.append(VPC.Gateway(at: place))
  }
}
