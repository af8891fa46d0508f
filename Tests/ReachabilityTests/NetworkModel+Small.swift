import Infrastructure
import Reachability
import Testing
import Values

extension NetworkModel {
  static func block(_ text: String) throws -> IPPrefix {
    try #require(IPPrefix(text))
  }

  /// A VPC of two subnets with two interfaces in the first, and a NAT gateway in the second.
  static func small() throws -> NetworkModel {
    var model = NetworkModel()
    let everything = try [block("0.0.0.0/0"), block("::/0")]
    model.vpcs = [
      VPC(
        name: "vpc",
        blocks: [try block("10.0.0.0/16"), try block("2600:1f00::/56")],
        mainTable: Alternatives(.table(RouteTable.ID(0), at: .none))
      )
    ]
    model.routeTables = [RouteTable(name: "main"), RouteTable(name: "own")]
    model.networkACLs = [
      NetworkACL(
        name: "acl",
        inbound: everything.map { .init(100, allows: true, .all, .block($0)) },
        outbound: everything.map { .init(100, allows: true, .all, .block($0)) }
      )
    ]
    for number in 0..<2 {
      try model.addSubnet(["10.0.\(number).0/24", "2600:1f00:0:\(number)::/64"])
    }
    model.subnets[0].routeTable = Alternatives(.table(RouteTable.ID(1), at: .none))
    model.natGateways = [
      NATGateway(
        name: "nat",
        in: Subnet.ID(1),
        address: .known(0x0A00_0110),
        publicAddress: .none
      )
    ]
    model.securityGroups = [
      SecurityGroup(
        name: "group",
        in: VPC.ID(0),
        inbound: [.init(.all, .block(try block("10.0.1.0/24")))],
        outbound: everything.map { .init(.all, .block($0)) }
      )
    ]
    for address: UInt128 in [0x0A00_0010, 0x0A00_0011] {
      model.interfaces.append(
        Interface(
          name: "eni",
          in: Subnet.ID(0),
          groups: [.init(.group(SecurityGroup.ID(0)))],
          ipv4: .known(address),
          ipv6: .some
        )
      )
    }
    return model
  }

  /// Adds a subnet with one of the lists, the first of which lets everything through.
  mutating func addSubnet(
    _ blocks: [String],
    of vpc: VPC.ID = VPC.ID(0),
    zone: String = "a",
    list: NetworkACL.ID = NetworkACL.ID(0)
  ) throws {
    subnets.append(
      Subnet(
        name: "subnet\(subnets.count)",
        in: vpc,
        zone: zone,
        blocks: try blocks.map(Self.block),
        networkACL: Alternatives(.list(list, at: .none))
      )
    )
  }

  /// Adds a list that lets everything in and some services out.
  mutating func addList(lettingOut services: ServiceSet) throws {
    let all = try Self.everywhere
    networkACLs.append(
      NetworkACL(
        name: "list\(networkACLs.count)",
        inbound: [.init(100, allows: true, .all, .block(all))],
        outbound: [.init(100, allows: true, services, .block(all))]
      )
    )
  }

  static var everywhere: IPPrefix {
    get throws { try block("0.0.0.0/0") }
  }

  /// Adds a second VPC with 10.1.0.0/16, which a transit gateway joins to the first through some subnets.
  mutating func addOtherVPC(
    zones: [String],
    attachedTo own: [Subnet.ID],
    lists: [NetworkACL.ID]? = nil
  ) throws {
    vpcs.append(
      VPC(
        name: "other",
        blocks: [try Self.block("10.1.0.0/16")],
        mainTable: Alternatives(.table(RouteTable.ID(2), at: .none))
      )
    )
    let transit = TransitGateway.ID(0)
    let route = Route(to: .block(try Self.everywhere), .transitGateway(transit))
    routeTables.append(RouteTable(name: "other", routes: [route]))
    routeTables[1].routes = [route]
    let first = subnets.count
    for (number, zone) in zones.enumerated() {
      let list = lists?[number] ?? NetworkACL.ID(0)
      try addSubnet(["10.1.\(number).0/24"], of: VPC.ID(1), zone: zone, list: list)
    }
    transitGateways = [TransitGateway(name: "tgw")]
    transitTables = [
      .init(
        name: "table",
        routes: [
          .init(to: .block(try Self.block("10.0.0.0/16")), .attachment(.init(0))),
          .init(to: .block(try Self.block("10.1.0.0/16")), .attachment(.init(1))),
        ]
      )
    ]
    for (vpc, doors) in [(0, own), (1, zones.indices.map { Subnet.ID(first + $0) })] {
      attachments.append(
        TransitGateway.Attachment(
          of: VPC.ID(vpc),
          to: transit,
          subnets: doors,
          table: Alternatives(.table(.init(0), at: .none)),
          carriesIPv6: false
        )
      )
    }
  }
}

extension Question.End {
  static func interface(_ number: Int) -> Question.End {
    Question.End(.interface(Interface.ID(number)))
  }
}
