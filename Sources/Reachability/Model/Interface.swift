package import Infrastructure
package import Values

/// A network interface of a workload, an endpoint or another thing that has addresses in a subnet.
package struct Interface: Sendable {
  package typealias ID = ElementID<Interface>

  /// A security group of the interface.
  package enum Group: Hashable, Sendable {
    case group(SecurityGroup.ID)
    case open(OpenFact.ID)
  }

  /// An address that the deployment gives.
  package enum Address: Hashable, Sendable {
    case none
    case known(UInt128)
    /// Some address: of the subnet's block for private ones, of the internet for public ones.
    case some
    /// It is open whether there is one.
    case open(OpenFact.ID)
  }

  package var name: String
  package var provenance: Provenance
  package var subnet: Subnet.ID
  package var groups: [Alternatives<Group>.Case]
  /// The private address of each family; IPv6 addresses are not translated.
  package var ipv4: Address
  package var ipv6: Address
  /// The public IPv4 address that the internet gateway translates to and from.
  package var publicIPv4: Address
  package var existence: GuardID
  /// The worlds in which its host sends nothing through it but what is bound for its VPC.
  package var confinement: GuardID = .never
  /// What keeps it open whether, or how far, the host uses it, in all other worlds.
  package var confinementDoubt: OpenFact.ID?

  package init(
    name: String,
    in subnet: Subnet.ID,
    groups: [Alternatives<Group>.Case],
    ipv4: Address = .some,
    ipv6: Address = .none,
    publicIPv4: Address = .none,
    when existence: GuardID = .always,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.subnet = subnet
    self.groups = groups
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.publicIPv4 = publicIPv4
    self.existence = existence
    self.provenance = provenance
  }

  package func address(_ family: IPPrefix.Family) -> Address {
    family == .ipv4 ? ipv4 : ipv6
  }
}
