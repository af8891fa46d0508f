package import Values

/// A peering connection between two VPCs.
package struct Peering: Sendable {
  package typealias ID = ElementID<Peering>

  package var provenance: Provenance
  package var requester: VPC.ID
  package var accepter: VPC.ID
  package var existence: GuardID

  package init(
    _ requester: VPC.ID,
    _ accepter: VPC.ID,
    when existence: GuardID = .always,
    at provenance: Provenance = .none
  ) {
    self.requester = requester
    self.accepter = accepter
    self.existence = existence
    self.provenance = provenance
  }

  /// The VPC on the other side; nil for one that takes no part.
  package func other(than vpc: VPC.ID) -> VPC.ID? {
    vpc == requester ? accepter : vpc == accepter ? requester : nil
  }
}
