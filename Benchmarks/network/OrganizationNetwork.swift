import Infrastructure
import Reachability
import Values

/// The network of an organization: VPCs of forty subnets each at one transit gateway, which keeps
/// environments apart.
struct OrganizationNetwork {
  private(set) var model = NetworkModel()
  private let vpcs: Int
  private static let subnetsOfEach = 40
  private static let zones = ["a", "b", "c"]
  private static let everything = Self.block("0.0.0.0/0")

  /// - Parameter vpcs: At most 200.
  init(vpcs: Int) {
    self.vpcs = vpcs
    model.services = ["s3"]
    model.transitGateways = [TransitGateway(name: "hub")]
    model.transitTables = ["prod", "test", "shared"].map { TransitGateway.Table(name: $0) }
    for index in 0..<vpcs { add(vpc: index) }
    for index in 0..<vpcs { propagate(index) }
    for index in stride(from: 0, to: vpcs - 1, by: 5) {
      model.peerings.append(Peering(VPC.ID(index), VPC.ID(index + 1)))
    }
  }

  var rules: Int {
    model.securityGroups.reduce(0) { $0 + $1.inbound.count + $1.outbound.count }
      + model.networkACLs.reduce(0) { $0 + $1.inbound.count + $1.outbound.count }
  }

  private static func block(_ text: String) -> IPPrefix {
    guard let block = IPPrefix(text) else { preconditionFailure("'\(text)' is a block") }
    return block
  }

  private func block(_ vpc: Int, _ subnet: Int) -> IPPrefix {
    Self.block("10.\(vpc).\(subnet).0/24")
  }

  private mutating func add(vpc index: Int) {
    let firstSubnet = model.subnets.count
    let firstTable = model.routeTables.count
    let firstList = model.networkACLs.count
    var vpc = VPC(
      name: "vpc\(index)",
      blocks: [Self.block("10.\(index).0.0/16")],
      mainTable: Alternatives(.table(RouteTable.ID(firstTable + 4), at: .none))
    )
    vpc.internetGateways = [VPC.Gateway()]
    model.vpcs.append(vpc)
    for _ in 0..<3 { addList(index) }
    for number in 0..<Self.subnetsOfEach {
      // Three public subnets, thirty behind a NAT gateway of their zone, seven with the hub only.
      let table =
        number < 3 ? firstTable : number < 33 ? firstTable + 1 + number % 3 : firstTable + 4
      let list = firstList + (number < 3 ? 0 : number < 33 ? 1 : 2)
      var subnet = Subnet(
        name: "vpc\(index)-\(number)",
        in: VPC.ID(index),
        zone: Self.zones[number % 3],
        blocks: [block(index, number)],
        networkACL: Alternatives(.list(NetworkACL.ID(list), at: .none))
      )
      subnet.routeTable = Alternatives(.table(RouteTable.ID(table), at: .none))
      model.subnets.append(subnet)
    }
    for zone in 0..<3 {
      model.natGateways.append(
        NATGateway(
          name: "nat\(index)\(zone)",
          in: Subnet.ID(firstSubnet + zone),
          publicAddress: .some
        )
      )
    }
    addTables(index)
    addGroups(index, firstSubnet)
    model.attachments.append(
      TransitGateway.Attachment(
        of: VPC.ID(index),
        to: TransitGateway.ID(0),
        subnets: (37..<40).map { Subnet.ID(firstSubnet + $0) },
        table: Alternatives(.table(TransitGateway.Table.ID(index % 3), at: .none))
      )
    )
  }

  private mutating func addList(_ vpc: Int) {
    var list = NetworkACL(name: "acl\(model.networkACLs.count)", inbound: [], outbound: [])
    for number in 0..<8 {
      let port = UInt16(1000 + number)
      let block = block((vpc + number) % vpcs, number)
      list.inbound.append(
        .init(10 + number, allows: false, .init(protocol: 6, ports: port...port), .block(block))
      )
    }
    list.inbound.append(.init(100, allows: true, .all, .block(Self.everything)))
    list.outbound.append(.init(100, allows: true, .all, .block(Self.everything)))
    model.networkACLs.append(list)
  }

  private mutating func addTables(_ vpc: Int) {
    let gateways = (0..<3).map { Route.Target.natGateway(NATGateway.ID(vpc * 3 + $0)) }
    let targets: [Route.Target?] = [.internetGateway] + gateways + [nil]
    for (number, target) in targets.enumerated() {
      var table = RouteTable(name: "vpc\(vpc)-rtb\(number)")
      if let target { table.routes.append(Route(to: .block(Self.everything), target)) }
      let hub = Route.Target.transitGateway(TransitGateway.ID(0))
      table.routes.append(Route(to: .block(Self.block("10.0.0.0/8")), hub))
      table.routes.append(Route(to: .service(0), .gatewayEndpoint, rank: .prefixList))
      let other = vpc % 5 == 0 ? vpc + 1 : vpc % 5 == 1 ? vpc - 1 : nil
      if let other, other < vpcs {
        let peering = Route.Target.peering(Peering.ID(vpc / 5))
        table.routes.append(Route(to: .block(Self.block("10.\(other).0.0/16")), peering))
      }
      model.routeTables.append(table)
    }
  }

  /// Forty groups of ten rules each, and four interfaces in each subnet.
  private mutating func addGroups(_ vpc: Int, _ firstSubnet: Int) {
    let first = model.securityGroups.count
    for number in 0..<40 {
      var group = SecurityGroup(name: "vpc\(vpc)-group\(number)", in: VPC.ID(vpc))
      let peer = SecurityGroup.ID(first + (number + 1) % 40)
      group.inbound.append(.init(.init(protocol: 6, ports: 443...443), .group(peer)))
      for rule in 0..<8 {
        let port = UInt16(8000 + rule)
        let block = block((vpc + rule) % vpcs, (number + rule) % Self.subnetsOfEach)
        group.inbound.append(.init(.init(protocol: 6, ports: port...port), .block(block)))
      }
      group.outbound.append(.init(.all, .block(Self.everything)))
      model.securityGroups.append(group)
    }
    for subnet in 0..<Self.subnetsOfEach {
      for number in 0..<4 {
        let groups = [(subnet + number) % 40, (subnet * 3 + number) % 40]
        model.interfaces.append(
          Interface(
            name: "eni",
            in: Subnet.ID(firstSubnet + subnet),
            groups: groups.map { .init(.group(SecurityGroup.ID(first + $0))) }
          )
        )
      }
    }
  }

  /// Production and test have routes to themselves and to what they share, which has routes to both.
  private mutating func propagate(_ vpc: Int) {
    let own = vpc % 3
    for table in 0..<3 where table == own || table == 2 || own == 2 {
      model.transitTables[table].routes.append(
        .init(
          to: .block(Self.block("10.\(vpc).0.0/16")),
          .attachment(.init(vpc)),
          rank: .propagated
        )
      )
    }
  }
}
