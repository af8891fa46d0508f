package import Infrastructure
package import Values

/// One route of a table.
package struct Route: Sendable {
  package enum Destination: Sendable {
    case block(IPPrefix)
    /// The addresses of a service of AWS's; an index of ``NetworkModel/services``.
    case service(Int)
    case open(OpenFact.ID)
  }

  package enum Target: Hashable, Sendable {
    case local
    case internetGateway
    case egressOnlyGateway
    case natGateway(NATGateway.ID)
    case peering(Peering.ID)
    case transitGateway(TransitGateway.ID)
    case gatewayEndpoint
    /// Something whose own ways are not modelled: it may lead anywhere.
    case opaque(OpenFact.ID)
    case blackhole
  }

  /// What wins among routes to the same block; the later ones.
  ///
  /// Source: VPC User Guide, "Route priority".
  package enum Rank: Int, Comparable, Sendable {
    case propagated, prefixList, `static`

    package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  package var destination: Destination
  package var target: Target
  package var rank: Rank
  package var existence: GuardID
  /// What keeps the route itself open.
  package var doubt: OpenFact.ID?
  package var provenance: Provenance

  package init(
    to destination: Destination,
    _ target: Target,
    rank: Rank = .static,
    when existence: GuardID = .always,
    doubt: OpenFact.ID? = nil,
    at provenance: Provenance = .none
  ) {
    self.destination = destination
    self.target = target
    self.rank = rank
    self.existence = existence
    self.doubt = doubt
    self.provenance = provenance
  }
}
