import Infrastructure

// What security groups let through. They remember connections, so that only the packets of clients are
// asked about.

extension Exploration {
  /// The packets that the groups of an interface let through.
  mutating func passing(
    _ flow: Flow,
    _ interface: Interface.ID,
    _ direction: Direction
  ) throws(Undecided) -> [Flow] {
    let filter = try network.filter(of: interface, direction, family)
    let peer = direction == .outbound ? flow.destination : flow.source
    var passing: [Flow] = []
    for flow in splitAtMembers(flow, peer, of: filter) {
      for (flow, blocks) in split(flow, peer, by: filter.blocks) {
        var admission = blocks
        for reference in filter.references {
          switch try isMember(peer, in: flow, of: reference.group, seenFrom: interface) {
          case .yes: admission.add(reference.services, reference.doubt.map(Doubt.fact))
          case .perhaps(let doubt): admission.add(reference.services, doubt)
          case .no: break
          }
        }
        if case .service(let service) = server.place, peer == .server {
          for rule in filter.serviceRules {
            // Whether services have addresses in common, AWS does not say.
            let doubt = rule.service == service ? nil : Doubt.serviceAddresses(rule.service)
            admission.add(rule.services, rule.doubt.map(Doubt.fact) ?? doubt)
          }
        } else if !filter.serviceRules.isEmpty {
          addServiceRules(of: filter, for: peer, in: flow, to: &admission)
        }
        let rest = flow.passing(admission)
        if flow.isLost(in: rest) { deny(.securityGroups(interface, direction), flow) }
        passing += rest.map { stepping($0, .interface(interface, direction)) }
      }
    }
    return passing
  }

  /// Whether a packet to some host of the internet is one to a service, nobody knows.
  private func addServiceRules(
    of filter: InterfaceFilter,
    for peer: Role,
    in flow: Flow,
    to admission: inout Admission
  ) {
    let isOutside = InternetAddresses.spans(family).contains {
      !narrowed(flow, peer, to: $0).isEmpty
    }
    guard isOutside else { return }
    for rule in filter.serviceRules {
      admission.add(rule.services, .serviceAddresses(rule.service))
    }
  }

  private enum Membership {
    case yes, no
    case perhaps(Doubt)
  }

  /// Whether a peer shows the private address of a member of a group.
  ///
  /// Source: VPC User Guide, "Security group rules": the addresses are the private ones of the
  /// interfaces that have the group, in the same VPC or in a peer. Transit Gateways guide, "Security
  /// group referencing support": or behind a gateway, which stays open.
  private func isMember(
    _ peer: Role,
    in flow: Flow,
    of group: SecurityGroup.ID,
    seenFrom interface: Interface.ID
  ) throws(Undecided) -> Membership {
    let home = network.vpc(of: model[interface].subnet)
    let own = self.interface(behind: peer)
    let ownVPC = own.map { network.vpc(of: model[$0].subnet) }
    var result = Membership.no
    for index in network.members(of: group) {
      let member = Interface.ID(index)
      let vpc = network.vpc(of: model[member].subnet)
      guard try network.holds(model[member].existence) else { continue }
      let isRelated = try network.arePeeredOrSame(home, vpc)
      let doubt = isRelated ? nil : try network.groupDoubt(between: home, and: vpc)
      guard isRelated || doubt != nil else { continue }
      // Two interfaces of one VPC never have the same address.
      if own != member, vpc == ownVPC { continue }
      let membership = try network.membership(of: member, in: group)
      guard let membership else { continue }
      let matches = own == member ? .yes : shows(peer, in: flow, theAddressOf: member)
      switch (matches, membership) {
      case (.no, _): break
      case (_, _) where doubt != nil: result = doubt.map { .perhaps(.fact($0)) } ?? result
      case (.yes, .certain): return .yes
      case (.yes, .open(let fact)): result = .perhaps(.fact(fact))
      case (.perhaps(let doubt), _): result = .perhaps(doubt)
      }
    }
    return result
  }

  /// The interface whose own address a role is.
  private func interface(behind role: Role) -> Interface.ID? {
    let party: Party
    switch role {
    case .client: party = client
    case .server: party = server
    case .alias: return nil
    }
    if case .interface(let id) = party.place { return id }
    return nil
  }

  private func shows(
    _ peer: Role,
    in flow: Flow,
    theAddressOf member: Interface.ID
  ) -> Membership {
    switch model[member].address(family) {
    case .none: return .no
    case .known(let address):
      let parts = narrowed(flow, peer, to: AddressSpan(address))
      guard let part = parts.first else { return .no }
      return part.doubts.count == flow.doubts.count
        && excluding(
          AddressSpan(address),
          from: flow,
          peer
        ).isEmpty ? .yes : .perhaps(.address(member))
    case .some, .open:
      guard let span = model[model[member].subnet].usable(family),
        !narrowed(flow, peer, to: span).isEmpty
      else { return .no }
      return .perhaps(.address(member))
    }
  }

  /// The parts of a flow that either show one of the known addresses of members, or none.
  private func splitAtMembers(_ flow: Flow, _ peer: Role, of filter: InterfaceFilter) -> [Flow] {
    var parts = [flow]
    let own = interface(behind: peer)
    for reference in filter.references {
      for index in network.members(of: reference.group) where Interface.ID(index) != own {
        guard case .known(let address) = model.interfaces[index].address(family) else { continue }
        parts = parts.flatMap { part in
          let inside = narrowed(part, peer, to: AddressSpan(address))
          guard !inside.isEmpty, inside[0].doubts.count == part.doubts.count else { return [part] }
          return inside + excluding(AddressSpan(address), from: part, peer)
        }
      }
    }
    return parts
  }
}
