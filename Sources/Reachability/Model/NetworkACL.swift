package import Infrastructure
package import Values

/// A network access control list: ordered rules for what crosses the border of a subnet, in both
/// directions apart and without memory of connections.
package struct NetworkACL: Sendable {
  package typealias ID = ElementID<NetworkACL>

  /// The list that a subnet has.
  package enum Choice: Sendable {
    case list(NetworkACL.ID, at: Provenance)
    case open(OpenFact.ID)
  }

  package struct Rule: Sendable {
    package enum Peer: Sendable {
      case block(IPPrefix)
      case open(OpenFact.ID)
    }

    package var number: Int
    package var allows: Bool
    package var services: ServiceSet
    /// The addresses on the other side.
    package var peer: Peer
    package var existence: GuardID
    /// What keeps the rule itself open.
    package var doubt: OpenFact.ID?
    package var provenance: Provenance

    package init(
      _ number: Int,
      allows: Bool,
      _ services: ServiceSet,
      _ peer: Peer,
      when existence: GuardID = .always,
      doubt: OpenFact.ID? = nil,
      at provenance: Provenance = .none
    ) {
      self.number = number
      self.allows = allows
      self.services = services
      self.peer = peer
      self.existence = existence
      self.doubt = doubt
      self.provenance = provenance
    }
  }

  package var name: String
  package var provenance: Provenance
  package var inbound: [Rule]
  package var outbound: [Rule]

  package init(
    name: String,
    inbound: [Rule] = [],
    outbound: [Rule] = [],
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.inbound = inbound
    self.outbound = outbound
    self.provenance = provenance
  }

  package func rules(_ direction: Direction) -> [Rule] {
    direction == .inbound ? inbound : outbound
  }
}
