package import Infrastructure

/// A subnet: where interfaces stand, and one table and one network ACL for all of them.
package struct Subnet: Sendable {
  package typealias ID = ElementID<Subnet>

  package var name: String
  package var provenance: Provenance
  package var vpc: VPC.ID
  /// `eu-central-1a`, or any text that is the same for subnets of one zone; nil where not known.
  package var zone: String?
  /// At most one block of each family.
  package var blocks: [IPPrefix]
  /// What the subnet follows instead of its VPC's main table.
  package var routeTable: Alternatives<RouteTable.Choice> = Alternatives()
  package var networkACL: Alternatives<NetworkACL.Choice>

  package init(
    name: String,
    in vpc: VPC.ID,
    zone: String?,
    blocks: [IPPrefix],
    networkACL: Alternatives<NetworkACL.Choice>,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.vpc = vpc
    self.zone = zone
    self.blocks = blocks
    self.networkACL = networkACL
    self.provenance = provenance
  }

  package func block(_ family: IPPrefix.Family) -> IPPrefix? {
    blocks.first { $0.family == family }
  }
}
