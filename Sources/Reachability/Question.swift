package import Infrastructure

/// Whether packets get from somewhere to somewhere else.
package struct Question: Sendable {
  package enum Place: Hashable, Sendable {
    case interface(Interface.ID)
    /// A host that some deployment may put into a subnet: with any address of it, a public one too, and
    /// groups that let everything through.
    case host(Subnet.ID)
    /// A way to the internet that AWS keeps for a workload.
    case managed(ManagedAccess.ID)
    /// Any host of the internet; as a target with private addresses, a host that is not modelled, such as
    /// one behind a VPN.
    case internet
    /// A service of AWS's under its public addresses; an index of ``NetworkModel/services``.
    case service(Int)
  }

  /// One end of a question.
  package struct End: Hashable, Sendable {
    package let place: Place
    /// The addresses that are asked about; all where there is none.
    package let within: IPPrefix?

    package init(_ place: Place, within: IPPrefix? = nil) {
      self.place = place
      self.within = within
    }

    /// It stands for nothing that the network holds.
    package var isOutside: Bool {
      switch place {
      case .internet, .service: true
      case .interface, .host, .managed: false
      }
    }
  }

  /// It is about any of them.
  package var sources: [End]
  package var targets: [End]
  package var services: ServiceSet
  /// Whether it is enough that packets arrive; else answers have to come back, too.
  package var isOneWay: Bool
  /// Steps that no packet of the client's may take: whether there is a way past them is asked.
  package var avoiding: Set<Hop> = []

  /// Whether the network decides if packets get from one end to another: what a host sends to itself does
  /// not enter it, and what hosts of the internet send each other passes it by.
  package static func isAsked(_ source: End, _ target: End) -> Bool {
    // Two hosts of a network do not have one address.
    if let within = source.within, within == target.within, within.span.lower == within.span.upper {
      return false
    }
    return switch (source.place, target.place) {
    case (.internet, .internet): false
    case (.host, .host): true
    case (.interface, _), (.host, _), (.managed, _), (.internet, _), (.service, _):
      source.place != target.place
    }
  }

  /// Whether packets between some ends may touch the network at all.
  package static func concernsNetwork(_ sources: [End], _ targets: [End]) -> Bool {
    !sources.allSatisfy(\.isOutside) || !targets.allSatisfy(\.isOutside)
  }

  package init(
    from sources: [End],
    to targets: [End],
    _ services: ServiceSet = .all,
    isOneWay: Bool = false
  ) {
    self.sources = sources
    self.targets = targets
    self.services = services
    self.isOneWay = isOneWay
  }
}
