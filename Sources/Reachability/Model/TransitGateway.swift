package import Infrastructure
package import Values

/// A transit gateway.
package struct TransitGateway: Sendable {
  package typealias ID = ElementID<TransitGateway>

  /// The attachment of a VPC.
  package struct Attachment: Sendable {
    package typealias ID = ElementID<Attachment>

    package var provenance: Provenance
    package var gateway: TransitGateway.ID
    package var vpc: VPC.ID
    /// One subnet for each zone that the gateway has an interface in.
    package var subnets: [Subnet.ID]
    /// The table that traffic from the VPC is routed by; without one it is dropped.
    package var table: Alternatives<Table.Choice>
    package var carriesIPv6: Bool
    package var existence: GuardID

    package init(
      of vpc: VPC.ID,
      to gateway: TransitGateway.ID,
      subnets: [Subnet.ID],
      table: Alternatives<Table.Choice>,
      carriesIPv6: Bool = false,
      when existence: GuardID = .always,
      at provenance: Provenance = .none
    ) {
      self.vpc = vpc
      self.gateway = gateway
      self.subnets = subnets
      self.table = table
      self.carriesIPv6 = carriesIPv6
      self.existence = existence
      self.provenance = provenance
    }
  }

  /// A route table of the gateway.
  package struct Table: Sendable {
    package typealias ID = ElementID<Table>

    package enum Choice: Sendable {
      case table(Table.ID, at: Provenance)
      case open(OpenFact.ID)
    }

    package struct Route: Sendable {
      package enum Target: Hashable, Sendable {
        case attachment(Attachment.ID)
        /// A VPN, a peering, or something else whose own ways are not modelled.
        case opaque(OpenFact.ID)
        case blackhole
      }

      package enum Destination: Sendable {
        case block(IPPrefix)
        case open(OpenFact.ID)
      }

      package var destination: Destination
      package var target: Target
      package var rank: Reachability.Route.Rank
      package var existence: GuardID
      package var provenance: Provenance

      package init(
        to destination: Destination,
        _ target: Target,
        rank: Reachability.Route.Rank = .static,
        when existence: GuardID = .always,
        at provenance: Provenance = .none
      ) {
        self.destination = destination
        self.target = target
        self.rank = rank
        self.existence = existence
        self.provenance = provenance
      }
    }

    package var name: String
    package var provenance: Provenance
    package var routes: [Route]

    package init(name: String, routes: [Route] = [], at provenance: Provenance = .none) {
      self.name = name
      self.routes = routes
      self.provenance = provenance
    }
  }

  package var name: String
  package var provenance: Provenance
  /// What keeps it open whether groups of one VPC count for rules of another behind the gateway; nil
  /// where they do not.
  package var groupDoubt: OpenFact.ID?

  package init(
    name: String,
    groupDoubt: OpenFact.ID? = nil,
    at provenance: Provenance = .none
  ) {
    self.name = name
    self.groupDoubt = groupDoubt
    self.provenance = provenance
  }
}
