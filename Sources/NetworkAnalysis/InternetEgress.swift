package import Infrastructure
package import Values

/// The ways of traffic from workloads and subnets to addresses of the internet.
///
/// Routes to internet gateways, NAT gateways and egress-only gateways are followed; what lies behind
/// transit gateways, peerings, VPNs, appliances and network ACLs is not, and left open.
package enum InternetEgress {
  private static let subnetType = "AWS::EC2::Subnet"
  private static let natPath = PropertyPath("NatGatewayId")
  private static let natSubnetPath = PropertyPath("SubnetId")
  private static let natKindPath = PropertyPath("ConnectivityType")
  private static let egressOnlyPath = PropertyPath("EgressOnlyInternetGatewayId")
  private static let gatewayPath = PropertyPath("GatewayId")
  private static let blockPaths = ["DestinationCidrBlock", "DestinationIpv6CidrBlock"].map(
    PropertyPath.init
  )
  private static let unmodelledPaths = [
    "CarrierGatewayId", "CoreNetworkArn", "InstanceId", "LocalGatewayId", "NetworkInterfaceId",
    "TransitGatewayId", "VpcEndpointId", "VpcPeeringConnectionId",
  ].map(PropertyPath.init)

  /// The ways from a workload or a subnet.
  package static func reach(
    from id: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    if estate[id].type == subnetType {
      return reach(fromSubnet: id, in: estate, &context)
    }
    guard WorkloadPlacement.types.contains(estate[id].type) else {
      var reach = Reach()
      let subject = "how traffic of '\(estate[id].name)' flows"
      reach.open.append(unmodelled(subject, estate[id].origin, &context))
      return reach
    }
    if let isolated = WorkloadIsolation.obstacle(of: id, in: estate, &context) { return isolated }
    var reach = WorkloadIsolation.directAccess(of: id, in: estate, &context)
    var own = Reach()
    let subnets = WorkloadPlacement.subnets(of: id, in: estate, &context)
    for subnet in context.heap.elements(of: subnets) {
      guard let target = subnet.resourceID else {
        own.open.append(subnet)
        continue
      }
      let start = InternetPaths.hop("'\(estate[id].name)'", id, subnet.origin, &context)
      own.add(self.reach(fromSubnet: target, in: estate, &context).behind([start], &context))
    }
    reach.add(SecurityGroups.confine(own, of: id, in: estate, &context))
    return reach
  }

  private static func reach(
    fromSubnet subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    let gateways = InternetPaths.paths(from: subnet, in: estate, &context)
    for path in context.heap.elements(of: gateways) {
      if path.kind == .list { reach.paths.append(path) } else { reach.open.append(path) }
    }
    for table in InternetPaths.routeTables(of: subnet, in: estate, &context) {
      guard case .table(let id, let origin, let description) = table else { continue }
      let start = [
        InternetPaths.hop(
          "subnet '\(estate[subnet].name)'",
          subnet,
          estate[subnet].origin,
          &context
        ),
        InternetPaths.hop(description, id, origin, &context),
      ]
      reach.add(others(through: id, after: start, in: estate, &context))
    }
    let name = "no route of subnet '\(estate[subnet].name)' leads to the internet"
    reach.obstacles.append(
      InternetPaths.hop(name, subnet, estate[subnet].origin, &context)
    )
    guard let acl = networkACL(of: subnet, in: estate, &context) else { return reach }
    return reach.doubted(because: acl)
  }

  /// The ways of a route table other than those to internet gateways.
  private static func others(
    through table: ResourceID,
    after start: [Value],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    let routes = estate.referrers(
      of: table,
      type: "AWS::EC2::Route",
      path: InternetPaths.routeTablePath.text,
      &context
    )
    for route in context.heap.elements(of: routes) {
      guard let id = route.resourceID, !staysPrivate(id, in: estate, &context) else { continue }
      reach.add(self.reach(through: id, after: start, in: estate, &context))
    }
    return reach
  }

  private static func reach(
    through route: ResourceID,
    after start: [Value],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    let properties = estate[route].properties
    let destination = InternetPaths.destination(of: route, in: estate, &context)
    for target in egressOnlyPath.values(in: properties, &context) {
      let step = "route to \(destination) through an egress-only internet gateway"
      let hop = InternetPaths.hop(step, route, target.origin, &context)
      reach.paths.append(context.heap.list(start + [hop], origin: target.origin))
    }
    for target in natPath.values(in: properties, &context) {
      let step = "route to \(destination)"
      let hop = InternetPaths.hop(step, route, target.origin, &context)
      reach.add(throughNAT(target, after: start + [hop], in: estate, &context))
    }
    for path in unmodelledPaths {
      for target in path.values(in: properties, &context) {
        reach.open.append(behind(target, destination, &context))
      }
    }
    for target in gatewayPath.values(in: properties, &context) {
      if let gateway = estate.target(of: target, &context) {
        guard estate[gateway].type == "AWS::EC2::VPNGateway" else { continue }
        reach.open.append(behind(target, destination, &context))
      } else if target.kind == .string, context.heap.text(target).hasPrefix("vgw-") {
        reach.open.append(behind(target, destination, &context))
      }
    }
    return reach
  }

  private static func throughNAT(
    _ target: Value,
    after start: [Value],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Reach {
    var reach = Reach()
    guard let gateway = estate.target(of: target, &context) else {
      guard target.kind == .string else {
        reach.open.append(InternetPaths.external(target, "the NAT gateway named here", &context))
        return reach
      }
      reach.paths.append(context.heap.list(start, origin: target.origin))
      return reach
    }
    let kind = natKindPath.values(in: estate[gateway].properties, &context).first
    if let kind, kind.kind == .string, context.heap.text(kind) == "private" { return reach }
    let name = "NAT gateway '\(estate[gateway].name)'"
    let hop = InternetPaths.hop(name, gateway, estate[gateway].origin, &context)
    let named = natSubnetPath.values(in: estate[gateway].properties, &context).first
    guard let named, let subnet = estate.target(of: named, &context) else {
      let subject = "the subnet of NAT gateway '\(estate[gateway].name)'"
      let unknown = Unknown(.external, subject, settle: "add the subnet that it stands in")
      reach.open.append(context.heap.unknown(unknown, origin: named?.origin ?? target.origin))
      return reach
    }
    let onwards = InternetPaths.paths(from: subnet, in: estate, &context)
    var behind = Reach()
    for path in context.heap.elements(of: onwards) {
      if path.kind == .list { behind.paths.append(path) } else { behind.open.append(path) }
    }
    return behind.behind(start + [hop], &context)
  }

  /// Whether a route is about addresses only that the internet does not have.
  ///
  /// Source: RFC 1918, RFC 6598, RFC 4193.
  private static func staysPrivate(
    _ route: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    for path in blockPaths {
      for value in path.values(in: estate[route].properties, &context) where value.kind == .string {
        if let block = IPPrefix(context.heap.text(value)) { return PublicAddresses.excludes(block) }
      }
    }
    return false
  }

  private static func behind(
    _ target: Value,
    _ destination: String,
    _ context: inout EvaluationContext
  ) -> Value {
    if target.kind == .unknown { return target }
    return unmodelled("where the route to \(destination) leads in the end", target.origin, &context)
  }

  /// A network ACL that somebody put before a subnet; AWS's own lets everything through.
  static func networkACL(
    of subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    let found = estate.referrers(
      of: subnet,
      type: "AWS::EC2::SubnetNetworkAclAssociation",
      path: natSubnetPath.text,
      &context
    )
    guard found.count > 0 else { return nil }
    let subject = "what the network ACL of subnet '\(estate[subnet].name)' lets through"
    return unmodelled(subject, context.heap.element(0, of: found).origin, &context)
  }

  static func unmodelled(
    _ subject: String,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    context.heap.unknown(Unknown(.unmodelled, subject), origin: origin)
  }
}
