/// Where packets on the way to a target end, and why.
package struct Denial: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case securityGroups(Interface.ID, Direction)
    case networkACL(Subnet.ID, Direction)
    case noRoute(RouteTable.ID)
    case noTable(Subnet.ID)
    case blackhole(RouteTable.ID, index: Int)
    case noInternetGateway(VPC.ID)
    case noEgressOnlyGateway(VPC.ID)
    case noPublicAddress(Subnet.ID)
    case interfaceWithoutPublicAddress(Interface.ID)
    case privateDestination(VPC.ID)
    case privateNATGateway(NATGateway.ID)
    case ipv6NATGateway(NATGateway.ID)
    case natProtocol(NATGateway.ID)
    case outsideOfPeer(Peering.ID)
    case notTransitive(RouteTable.ID, index: Int)
    case noAttachment(Subnet.ID, TransitGateway.ID)
    case zoneWithoutAttachment(Subnet.ID, TransitGateway.Attachment.ID)
    case noTransitTable(TransitGateway.Attachment.ID)
    case noTransitRoute(TransitGateway.Table.ID)
    case transitBlackhole(TransitGateway.Table.ID, index: Int)
    case noIPv6(TransitGateway.Attachment.ID)
    case loop(Subnet.ID)
    /// Packets arrive somewhere else.
    case elsewhere(Subnet.ID)
    case outsideOfEverySubnet(VPC.ID)
    case noAddress
    case noReply
    case confined(Interface.ID)
    case unsolicited(NATGateway.ID)
    /// The question leaves out ways that take the step.
    case avoided(Hop)
  }

  package let reason: Reason
  /// The last step before, an index of the answer's trail.
  let trail: Int?
}
