package import Values

/// A NAT gateway: IPv4 for the subnets that route to it.
package struct NATGateway: Sendable {
  package typealias ID = ElementID<NATGateway>

  package var name: String
  package var provenance: Provenance
  package var subnet: Subnet.ID
  /// Its private address; never ``Interface/Address/none``.
  package var address: Interface.Address
  /// `none` for a private NAT gateway.
  package var publicAddress: Interface.Address
  package var existence: GuardID

  package init(
    name: String,
    in subnet: Subnet.ID,
    address: Interface.Address = .some,
    publicAddress: Interface.Address,
    when existence: GuardID = .always,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.subnet = subnet
    self.address = address
    self.publicAddress = publicAddress
    self.existence = existence
    self.provenance = provenance
  }
}
