package import Infrastructure
package import Reachability
package import Values

/// The network that an estate declares, and where its resources are in it.
package struct EstateNetwork: Sendable {
  package internal(set) var model: NetworkModel
  package internal(set) var vpcs: [ResourceID: VPC.ID] = [:]
  package internal(set) var subnets: [ResourceID: Subnet.ID] = [:]
  /// The interfaces of workloads, endpoints and the like; empty for those that have none.
  package internal(set) var interfaces: [ResourceID: [Interface.ID]] = [:]
  /// Ways of workloads that AWS keeps for them.
  package internal(set) var managed: [ResourceID: [ManagedAccess.ID]] = [:]
  /// The workloads whose containers have no network, in the worlds of the guard, and what says so.
  package internal(set) var isolated: [ResourceID: (existence: GuardID, origin: Origin)] = [:]
  /// The interface endpoints, each with the service that it is for.
  package internal(set) var endpoints: [ServiceEndpoint] = []

  /// The VPCs in which the names of services resolve to nothing, or may; with what says so.
  package internal(set) var unresolving: [VPC.ID: Resolution] = [:]

  /// What keeps names from being resolved.
  package enum Resolution: Sendable {
    case off(Provenance)
    case open(OpenFact.ID)
  }

  /// An endpoint with interfaces for a service of AWS's.
  package struct ServiceEndpoint: Sendable {
    package let resource: ResourceID
    package let vpc: VPC.ID
    /// `s3`, `sagemaker.api`; nil where it is not known.
    package let service: String?
    package let interfaces: [Interface.ID]
    package let name: Name
    package let existence: GuardID
    package let origin: Origin

    /// Whether the service's public name stands for the endpoint inside of the VPC.
    package enum Name: Hashable, Sendable {
      case leads, none
      case open(OpenFact.ID)
    }
  }

  /// Reads the network of an estate. Linear in the resources, but for tables that name each other.
  package init(of estate: Estate) {
    var builder = NetworkBuilder(estate)
    builder.build()
    self = builder.network
  }

  init(model: NetworkModel) {
    self.model = model
  }
}
