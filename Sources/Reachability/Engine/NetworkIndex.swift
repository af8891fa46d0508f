import Infrastructure

/// What stands where in a model, whatever the world: made once, and linear in the model.
struct NetworkIndex: Sendable {
  /// The subnets of each VPC.
  let subnets: [[Subnet.ID]]
  /// Those that have a block of a family, with it.
  private var spans: [IPPrefix.Family: [[(Subnet.ID, AddressSpan)]]]
  /// The attachments of each VPC.
  let attachments: [[TransitGateway.Attachment.ID]]
  /// The indices of the interfaces that have each group, or may; ascending.
  let members: [[Int]]

  /// The known addresses in each subnet, of interfaces and NAT gateways.
  private let taken: [[IPPrefix.Family: [UInt128]]]
  /// The IPv4 addresses of the internet without those of which it is known that they are the network's
  /// own.
  private let unowned: [AddressSpan]

  init(_ model: NetworkModel) {
    var taken = [[IPPrefix.Family: [UInt128]]](repeating: [:], count: model.subnets.count)
    for interface in model.interfaces {
      for family in [IPPrefix.Family.ipv4, .ipv6] {
        guard case .known(let address) = interface.address(family) else { continue }
        taken[interface.subnet.index][family, default: []].append(address)
      }
    }
    for gateway in model.natGateways {
      guard case .known(let address) = gateway.address else { continue }
      taken[gateway.subnet.index][.ipv4, default: []].append(address)
    }
    self.taken = taken
    var known: [UInt128] = []
    for interface in model.interfaces {
      if case .known(let address) = interface.publicIPv4 { known.append(address) }
    }
    for gateway in model.natGateways {
      if case .known(let address) = gateway.publicAddress { known.append(address) }
    }
    unowned = InternetAddresses.spans(.ipv4).flatMap { Self.rest(of: $0, without: known) }
    var subnets = [[Subnet.ID]](repeating: [], count: model.vpcs.count)
    for (index, subnet) in model.subnets.enumerated() {
      subnets[subnet.vpc.index].append(Subnet.ID(index))
    }
    self.subnets = subnets
    var spans: [IPPrefix.Family: [[(Subnet.ID, AddressSpan)]]] = [:]
    for family in [IPPrefix.Family.ipv4, .ipv6] {
      spans[family] = subnets.map { ids in
        ids.compactMap { id in model[id].block(family).map { (id, $0.span) } }
      }
    }
    self.spans = spans
    var attachments = [[TransitGateway.Attachment.ID]](repeating: [], count: model.vpcs.count)
    for (index, attachment) in model.attachments.enumerated() {
      attachments[attachment.vpc.index].append(.init(index))
    }
    self.attachments = attachments
    var members = [[Int]](repeating: [], count: model.securityGroups.count)
    var open: [Int] = []
    for (index, interface) in model.interfaces.enumerated() {
      for group in interface.groups {
        switch group.value {
        case .group(let id):
          if members[id.index].last != index { members[id.index].append(index) }
        case .open: open.append(index)
        }
      }
    }
    if !open.isEmpty { members = members.map { Array(Set($0 + open)).sorted() } }
    self.members = members
  }

  /// The same without the addresses of all subnets but some.
  func limited(to subnets: Set<Subnet.ID>) -> NetworkIndex {
    var index = self
    index.spans = spans.mapValues { vpcs in
      vpcs.map { $0.filter { subnets.contains($0.0) } }
    }
    return index
  }

  /// The subnets of a VPC that have a block of a family, with it.
  func subnetSpans(of vpc: VPC.ID, _ family: IPPrefix.Family) -> [(Subnet.ID, AddressSpan)] {
    spans[family]?[vpc.index] ?? []
  }

  /// The addresses of a subnet that somebody's host may have.
  func freeAddresses(
    of id: Subnet.ID,
    _ subnet: Subnet,
    _ family: IPPrefix.Family
  ) -> [AddressSpan] {
    guard let usable = subnet.usable(family) else { return [] }
    return Self.rest(of: usable, without: taken[id.index][family] ?? [])
  }

  /// The addresses of the internet that hosts there may have.
  func internetAddresses(_ family: IPPrefix.Family) -> [AddressSpan] {
    family == .ipv4 ? unowned : InternetAddresses.spans(family)
  }

  private static func rest(of span: AddressSpan, without addresses: [UInt128]) -> [AddressSpan] {
    var rest: [AddressSpan] = []
    var next = span.lower
    for address in addresses.sorted() where span.contains(address) && address >= next {
      if address > next { rest.append(AddressSpan(next, address - 1)) }
      guard address < span.upper else { return rest }
      next = address + 1
    }
    rest.append(AddressSpan(next, span.upper))
    return rest
  }
}
