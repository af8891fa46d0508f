package import Values

/// A network as plain data: what stands where, what is routed where, and what filters let through.
///
/// Elements refer to each other by index, and to what they were read from by their ``Provenance``. What
/// a deployment chooses among known cases is a variable of ``worlds``, and elements say in which worlds
/// they are there; what is not known at all is an ``OpenFact``. The engine, the checker and the
/// simulator of the tests share nothing but this; `docs/network-semantics.md` says what it means.
package struct NetworkModel: Sendable {
  package var worlds: WorldModel
  package var facts: [OpenFact] = []
  package var vpcs: [VPC] = []
  package var subnets: [Subnet] = []
  package var routeTables: [RouteTable] = []
  package var networkACLs: [NetworkACL] = []
  package var securityGroups: [SecurityGroup] = []
  package var interfaces: [Interface] = []
  package var natGateways: [NATGateway] = []
  package var peerings: [Peering] = []
  package var transitGateways: [TransitGateway] = []
  package var attachments: [TransitGateway.Attachment] = []
  package var transitTables: [TransitGateway.Table] = []
  package var managedAccesses: [ManagedAccess] = []
  /// The names of AWS's services that have gateway endpoints or prefix lists, such as `s3`.
  package var services: [String] = []

  package init(worlds: WorldModel = WorldModel()) {
    self.worlds = worlds
  }

  package subscript(_ id: OpenFact.ID) -> OpenFact { facts[id.index] }
  package subscript(_ id: VPC.ID) -> VPC { vpcs[id.index] }
  package subscript(_ id: Subnet.ID) -> Subnet { subnets[id.index] }
  package subscript(_ id: RouteTable.ID) -> RouteTable { routeTables[id.index] }
  package subscript(_ id: NetworkACL.ID) -> NetworkACL { networkACLs[id.index] }
  package subscript(_ id: SecurityGroup.ID) -> SecurityGroup { securityGroups[id.index] }
  package subscript(_ id: Interface.ID) -> Interface { interfaces[id.index] }
  package subscript(_ id: NATGateway.ID) -> NATGateway { natGateways[id.index] }
  package subscript(_ id: Peering.ID) -> Peering { peerings[id.index] }
  package subscript(_ id: TransitGateway.ID) -> TransitGateway { transitGateways[id.index] }
  package subscript(_ id: TransitGateway.Attachment.ID) -> TransitGateway.Attachment {
    attachments[id.index]
  }
  package subscript(_ id: TransitGateway.Table.ID) -> TransitGateway.Table {
    transitTables[id.index]
  }

  package subscript(_ id: ManagedAccess.ID) -> ManagedAccess { managedAccesses[id.index] }

  /// Adds an open fact.
  package mutating func add(_ fact: OpenFact) -> OpenFact.ID {
    facts.append(fact)
    return OpenFact.ID(facts.count - 1)
  }
}
