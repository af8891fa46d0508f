package import Infrastructure
package import Values

/// A virtual private cloud with the gateways at its border.
package struct VPC: Sendable {
  package typealias ID = ElementID<VPC>

  /// A gateway of the VPC, in the worlds where it is attached.
  package struct Gateway: Sendable {
    package var existence: GuardID
    /// What keeps it open whether the gateway is attached, in those worlds.
    package var doubt: OpenFact.ID?
    package var provenance: Provenance

    package init(
      when existence: GuardID = .always,
      doubt: OpenFact.ID? = nil,
      at provenance: Provenance = .none
    ) {
      self.existence = existence
      self.doubt = doubt
      self.provenance = provenance
    }
  }

  package var name: String
  package var provenance: Provenance
  /// The blocks of both families.
  package var blocks: [IPPrefix]
  package var internetGateways: [Gateway] = []
  package var egressOnlyGateways: [Gateway] = []
  /// The table that subnets without an association follow.
  package var mainTable: Alternatives<RouteTable.Choice>
  /// The table that the internet gateway routes inbound traffic by; local without one.
  package var edgeTable: Alternatives<RouteTable.Choice> = Alternatives()

  package init(
    name: String,
    blocks: [IPPrefix],
    mainTable: Alternatives<RouteTable.Choice>,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.blocks = blocks
    self.mainTable = mainTable
    self.provenance = provenance
  }
}
