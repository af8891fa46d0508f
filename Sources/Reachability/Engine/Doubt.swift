/// Something that a way rests on and that is not known.
package enum Doubt: Hashable, Sendable {
  case fact(OpenFact.ID)
  /// Which private address an interface gets.
  case address(Interface.ID)
  /// Which public address an interface gets; nil for a host that is only imagined.
  case publicAddress(Interface.ID?)
  case natGatewayAddress(NATGateway.ID)
  /// Which addresses a service of AWS's has.
  case serviceAddresses(Int)
  /// Which zones subnets stand in.
  case zone(Subnet.ID)
  /// Which of its subnets a transit gateway delivers to.
  case arrival(TransitGateway.Attachment.ID)
  /// Which of several routes AWS picks.
  case routeChoice(RouteTable.ID)
  case transitRouteChoice(TransitGateway.Table.ID)
  case undocumented(Undocumented)

  /// What AWS does not say.
  package enum Undocumented: Hashable, Sendable {
    /// A NAT gateway whose subnet routes to a peering connection or a gateway endpoint.
    case natGatewayOnward(NATGateway.ID)
    /// A transit gateway whose route leads back to where the packet came from.
    case transitReturn(TransitGateway.Attachment.ID)
    /// A packet from the internet for a subnet that has no route back to the gateway.
    case inboundWithoutRoute(Subnet.ID)
    /// A packet from a transit gateway that leaves its VPC by another gateway.
    case transitOnward(VPC.ID)
    /// A reply that leaves through an egress-only internet gateway.
    case egressOnlyReply(VPC.ID)
    /// NAT64.
    case nat64(NATGateway.ID)
  }
}
