import Infrastructure
import Values

/// Whether a subnet has a route for every address of IPv4 that ends at the internet.
enum DefaultRoutes {
  private static let destinationPath = PropertyPath("DestinationCidrBlock")
  private static let gatewayPath = PropertyPath("GatewayId")
  private static let natPath = PropertyPath("NatGatewayId")
  private static let subnetPath = PropertyPath("SubnetId")

  /// Whether it is certain.
  ///
  /// - Parameter isHost: Whether the hosts of the subnet are asked about, which may have public
  ///   addresses; the interfaces of jobs have none, so that they need a NAT gateway.
  static func lead(
    from subnet: ResourceID,
    isHost: Bool,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    for route in routes(of: subnet, in: estate, &context) {
      if isHost, leadsToGateway(route, in: estate, &context) { return true }
      let properties = estate[route].properties
      for target in natPath.values(in: properties, &context) {
        guard let nat = estate.target(of: target, ofType: "AWS::EC2::NatGateway", &context) else {
          if target.kind == .string { return true }
          continue
        }
        let outer = subnetPath.values(in: estate[nat].properties, &context).first
        if let outer, let outer = estate.target(of: outer, ofType: "AWS::EC2::Subnet", &context),
          hasGateway(outer, in: estate, &context)
        {
          return true
        }
      }
    }
    return false
  }

  /// Whether the default route of a subnet leads to an internet gateway.
  private static func hasGateway(
    _ subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    let routes = routes(of: subnet, in: estate, &context)
    return routes.contains { leadsToGateway($0, in: estate, &context) }
  }

  /// The routes of a subnet for every address; none where its table is not known for certain.
  private static func routes(
    of subnet: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> [ResourceID] {
    let tables = InternetPaths.routeTables(of: subnet, in: estate, &context)
    guard tables.count == 1, case .table(let table, _, _) = tables[0] else { return [] }
    let path = InternetPaths.routeTablePath.text
    let routes = estate.referrers(of: table, type: "AWS::EC2::Route", path: path, &context)
    return context.heap.elements(of: routes).compactMap(\.resourceID).filter {
      isDefault($0, in: estate, &context)
    }
  }

  private static func leadsToGateway(
    _ route: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    gatewayPath.values(in: estate[route].properties, &context).contains { target in
      if estate.target(of: target, ofType: "AWS::EC2::InternetGateway", &context) != nil {
        return true
      }
      return target.kind == .string && context.heap.text(target).hasPrefix("igw-")
    }
  }

  private static func isDefault(
    _ route: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool {
    destinationPath.values(in: estate[route].properties, &context).contains { value in
      guard value.kind == .string, let block = IPPrefix(context.heap.text(value)) else {
        return false
      }
      return block.length == 0
    }
  }
}
