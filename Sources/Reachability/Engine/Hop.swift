/// One step of a packet.
package enum Hop: Hashable, Sendable {
  /// It passes the security groups of an interface.
  case interface(Interface.ID, Direction)
  /// It passes the network ACL of a subnet.
  case subnetBorder(Subnet.ID, Direction)
  /// It follows a route; the index is nil for a local route that nothing writes.
  case route(RouteTable.ID, index: Int?)
  /// It leaves through a network of AWS's own.
  case managed(ManagedAccess.ID)
  case natGateway(NATGateway.ID)
  case internetGateway(VPC.ID, Direction)
  case egressOnlyGateway(VPC.ID)
  case peering(Peering.ID)
  case transitGateway(TransitGateway.Attachment.ID)
  case transitRoute(TransitGateway.Table.ID, index: Int)
  case transitArrival(TransitGateway.Attachment.ID)
  case gatewayEndpoint(VPC.ID, service: Int)
  /// It arrives on the internet.
  case internet
  case opaque(OpenFact.ID)
}
