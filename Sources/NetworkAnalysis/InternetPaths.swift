package import Infrastructure
package import Values

/// The ways from a subnet through its route table to an internet gateway.
///
/// A subnet follows the route table that it is associated with, else the main route table of its
/// VPC. Source: VPC User Guide, "Subnet route tables".
package enum InternetPaths {
  private static let subnetPath = PropertyPath("SubnetId")
  static let routeTablePath = PropertyPath("RouteTableId")
  private static let gatewayPath = PropertyPath("GatewayId")
  private static let destinationPaths = [
    "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId",
  ].map(PropertyPath.init)
  private static let mainPath = PropertyPath("Main")

  /// Each path as a list of the places that a packet passes, each place a map with `step` and
  /// `resource`; the origins are the tokens that decide.
  ///
  /// Where a route's target or the table itself is not known, the path is an unknown element that is
  /// only possible.
  package static func paths(
    from subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value {
    var paths: [Value] = []
    for table in routeTables(of: subnet, in: estate, &context) {
      switch table {
      case .unknown(let value):
        paths.append(value.possible)
      case .table(let id, let origin, let description):
        let start = [
          hop("subnet '\(estate[subnet].name)'", subnet, estate[subnet].origin, &context),
          hop(description, id, origin, &context),
        ]
        paths += gatewayPaths(through: id, after: start, in: estate, &context)
      }
    }
    return context.heap.list(paths, origin: estate[subnet].origin)
  }

  /// A route table that a subnet follows.
  enum Following {
    case table(ResourceID, origin: Origin, description: String)
    case unknown(Value)
  }

  static func routeTables(
    of subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Following] {
    let associations = estate.referrers(
      of: subnet,
      type: "AWS::EC2::SubnetRouteTableAssociation",
      path: subnetPath.text,
      &context
    )
    var tables: [Following] = []
    var isAssociated = false
    for association in context.heap.elements(of: associations) {
      guard let id = association.resourceID else {
        tables.append(.unknown(association))
        continue
      }
      let named = routeTablePath.values(in: estate[id].properties, &context).first
      guard let named else { continue }
      isAssociated = true
      if let table = estate.target(of: named, ofType: "AWS::EC2::RouteTable", &context) {
        let description = "its route table '\(estate[table].name)'"
        tables.append(.table(table, origin: named.origin, description: description))
      } else {
        tables.append(.unknown(context.foreign(named, "the route table named here")))
      }
    }
    return isAssociated ? tables : tables + mainTable(of: subnet, in: estate, &context)
  }

  /// The main route table of the subnet's VPC, where the estate says which it is.
  ///
  /// CloudFormation has no resource for it: the table that AWS creates with a VPC has the local route
  /// only, and no template can change it. A description can declare one with `Main`.
  private static func mainTable(
    of subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Following] {
    guard let vpc = WorkloadPlacement.vpc(of: subnet, in: estate, &context) else { return [] }
    guard let vpcID = vpc.resourceID else { return [.unknown(vpc)] }
    var tables: [Following] = []
    for id in estate.referrers(of: vpcID) where estate[id].type == "AWS::EC2::RouteTable" {
      let main = mainPath.values(in: estate[id].properties, &context).first
      guard let main, main.isTrue || main.kind == .unknown else { continue }
      let table = estate.element(id, &context)
      if table.kind == .unknown || main.kind == .unknown {
        tables.append(.unknown(main.kind == .unknown ? main : table))
      } else if !table.isAbsent {
        let description = "the main route table '\(estate[id].name)' of its VPC"
        tables.append(.table(id, origin: estate[id].origin, description: description))
      }
    }
    return tables
  }

  private static func gatewayPaths(
    through table: ResourceID,
    after start: [Value],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [Value] {
    let routes = estate.referrers(
      of: table,
      type: "AWS::EC2::Route",
      path: routeTablePath.text,
      &context
    )
    var paths: [Value] = []
    for route in context.heap.elements(of: routes) {
      guard let id = route.resourceID else {
        paths.append(route.possible)
        continue
      }
      let targets = gatewayPath.values(in: estate[id].properties, &context)
      for target in targets {
        if let gateway = estate.target(of: target, &context) {
          if let open = estate.opaque(target, through: gateway, &context) {
            paths.append(open.possible)
          }
          guard estate[gateway].type == "AWS::EC2::InternetGateway" else { continue }
          let step = "route to \(destination(of: id, in: estate, &context))"
          let name = "internet gateway '\(estate[gateway].name)'"
          let hops =
            start + [
              hop(step, id, target.origin, &context),
              hop(name, gateway, estate[gateway].origin, &context),
            ]
          paths.append(context.heap.list(hops, origin: target.origin))
        } else if let path = pathToUnmodelled(target, route: id, after: start, in: estate, &context)
        {
          paths.append(path)
        }
      }
    }
    return paths
  }

  /// A path through a gateway that is not a resource of the estate: certain for an id that says what
  /// it is, possible otherwise.
  private static func pathToUnmodelled(
    _ target: Value,
    route: ResourceID,
    after start: [Value],
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Value? {
    guard target.kind == .string else {
      return context.foreign(target, "the gateway named here").possible
    }
    let id = context.heap.text(target)
    guard id.hasPrefix("igw-") else { return nil }
    let step = "route to \(destination(of: route, in: estate, &context)) through gateway '\(id)'"
    let hops = start + [hop(step, route, target.origin, &context)]
    return context.heap.list(hops, origin: target.origin)
  }

  static func destination(
    of route: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> String {
    for path in destinationPaths {
      let values = path.values(in: estate[route].properties, &context)
      if let value = values.first, value.kind == .string { return context.heap.text(value) }
    }
    return "a destination that is not known"
  }

  static func hop(
    _ step: String,
    _ resource: ResourceID,
    _ origin: Origin,
    _ context: inout EvaluationContext
  ) -> Value {
    let run = [
      context.heap.string("step"), context.heap.string(step, origin: origin),
      context.heap.string("resource"), .resource(resource.index, origin: origin),
    ]
    return context.heap.map(alternating: run, origin: origin)
  }
}
