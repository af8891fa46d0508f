package import Infrastructure
package import Values

/// A security group: what the interfaces that have it may begin, and what may be begun with them.
package struct SecurityGroup: Sendable {
  package typealias ID = ElementID<SecurityGroup>

  package struct Rule: Sendable {
    package enum Peer: Sendable {
      case block(IPPrefix)
      /// The private addresses of the group's members.
      case group(SecurityGroup.ID)
      /// The addresses of a service of AWS's; an index of ``NetworkModel/services``.
      case service(Int)
      case open(OpenFact.ID)
    }

    package var services: ServiceSet
    package var peer: Peer
    package var existence: GuardID
    /// What keeps the rule itself open.
    package var doubt: OpenFact.ID?
    package var provenance: Provenance

    package init(
      _ services: ServiceSet,
      _ peer: Peer,
      when existence: GuardID = .always,
      doubt: OpenFact.ID? = nil,
      at provenance: Provenance = .none
    ) {
      self.services = services
      self.peer = peer
      self.existence = existence
      self.doubt = doubt
      self.provenance = provenance
    }
  }

  package var name: String
  package var provenance: Provenance
  /// The VPC of the group; nil where it is not known.
  package var vpc: VPC.ID?
  package var inbound: [Rule]
  package var outbound: [Rule]

  package init(
    name: String,
    in vpc: VPC.ID?,
    inbound: [Rule] = [],
    outbound: [Rule] = [],
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.vpc = vpc
    self.inbound = inbound
    self.outbound = outbound
    self.provenance = provenance
  }

  package func rules(_ direction: Direction) -> [Rule] {
    direction == .inbound ? inbound : outbound
  }
}
