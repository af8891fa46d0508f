package import Values

/// A way of a workload's to the internet that AWS keeps for it, past the customer's VPCs.
package struct ManagedAccess: Sendable {
  package typealias ID = ElementID<ManagedAccess>

  package var name: String
  package var existence: GuardID
  /// What keeps it open whether there is one, in those worlds.
  package var doubt: OpenFact.ID?
  package var provenance: Provenance

  package init(
    name: String,
    when existence: GuardID = .always,
    doubt: OpenFact.ID? = nil,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.existence = existence
    self.doubt = doubt
    self.provenance = provenance
  }
}
