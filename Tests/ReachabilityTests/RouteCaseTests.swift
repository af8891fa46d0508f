import Infrastructure
import Reachability
import Testing
import Values

/// Cases that random networks seldom hit.
struct RouteCaseTests {
  private static func block(_ text: String) throws -> IPPrefix {
    try #require(IPPrefix(text))
  }

  /// A VPC of two subnets with an interface each, and a NAT gateway in the second.
  private static func network() throws -> NetworkModel {
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
      model.subnets.append(
        Subnet(
          name: "subnet\(number)",
          in: VPC.ID(0),
          zone: "a",
          blocks: [try block("10.0.\(number).0/24"), try block("2600:1f00:0:\(number)::/64")],
          networkACL: Alternatives(.list(NetworkACL.ID(0), at: .none))
        )
      )
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

  @Test func addressesOfTheOwnSubnetFollowNoRoute() throws {
    var model = try Self.network()
    let route = Route(to: .block(model.vpcs[0].blocks[0]), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    var solver = NetworkSolver(model)
    let ends = [0, 1].map { Question.End(.interface(Interface.ID($0))) }
    let answer = solver.answer(Question(from: [ends[0]], to: [ends[1]]))
    #expect(answer.verdict == .unreachable)
    #expect(answer.cut.map(\.reason) == [.securityGroups(Interface.ID(1), .inbound)])
  }

  @Test func whatGoesToIPv4HostsByNAT64IsOpen() throws {
    var model = try Self.network()
    var solver = NetworkSolver(model)
    let question = Question(from: [.init(.interface(Interface.ID(0)))], to: [.init(.internet)])
    #expect(solver.answer(question).verdict == .unreachable)
    let route = Route(to: .block(try Self.block("64:ff9b::/96")), .natGateway(NATGateway.ID(0)))
    model.routeTables[1].routes = [route]
    solver = NetworkSolver(model)
    let answer = solver.answer(question)
    #expect(answer.verdict == .undetermined)
    #expect(answer.needs == [.doubt(.undocumented(.nat64(NATGateway.ID(0))))])
  }
}
