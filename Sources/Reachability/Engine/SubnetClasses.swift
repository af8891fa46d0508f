import Infrastructure
import Values

/// Subnets whose hosts the network treats alike, so that a question about one of them is a question about
/// all.
///
/// Alike are subnets of one VPC and zone with the same tables and network ACLs, between whose addresses
/// no block of a route or a rule makes a difference, and in which no gateway stands. Atomic predicates,
/// of one axis: Yang and Lam, "Real-Time Verification of Network Properties Using Atomic Predicates".
struct SubnetClasses {
  /// The class of each subnet of the model.
  let classOf: [Int]
  /// The subnets of each class, ascending.
  let members: [[Subnet.ID]]

  private struct Signature: Hashable {
    var vpc = 0
    var zone: String?
    /// Guards and numbers of tables and lists.
    var choices: [Int] = []
    /// For each block what covers it.
    var pieces: [Int] = []
    var hasHosts: [Bool] = []
    /// Tells apart what is like no other.
    var own: Int?
  }

  init(_ model: NetworkModel, _ index: NetworkIndex) {
    var special = Set(model.natGateways.map(\.subnet))
    for attachment in model.attachments { special.formUnion(attachment.subnets) }
    special.formUnion(Self.overlapping(model))
    let maps = [IPPrefix.Family.ipv4, .ipv6].map { ($0, Self.pieces(of: model, $0)) }
    var numbers: [Signature: Int] = [:]
    var classOf: [Int] = []
    var members: [[Subnet.ID]] = []
    for (number, subnet) in model.subnets.enumerated() {
      let id = Subnet.ID(number)
      var signature = Signature(vpc: subnet.vpc.index, zone: subnet.zone)
      signature.choices = Self.choices(of: subnet)
      for (family, map) in maps {
        signature.hasHosts.append(!index.freeAddresses(of: id, subnet, family).isEmpty)
        guard let block = subnet.block(family) else {
          signature.pieces.append(-1)
          continue
        }
        var found: [Int] = []
        map.forEachPiece(over: block.span) { _, piece in found.append(piece) }
        signature.pieces += found
        if found.count > 1 { signature.own = number }
      }
      if special.contains(id) { signature.own = number }
      let known = numbers[signature]
      let place = known ?? members.count
      if known == nil {
        numbers[signature] = place
        members.append([])
      }
      members[place].append(id)
      classOf.append(place)
    }
    self.classOf = classOf
    self.members = members
  }

  private static func choices(of subnet: Subnet) -> [Int] {
    var numbers: [Int] = []
    for table in subnet.routeTable.cases {
      numbers.append(Int(table.existence.rawValue))
      switch table.value {
      case .table(let id, _): numbers += [0, id.index]
      case .open(let fact): numbers += [1, fact.index]
      }
    }
    numbers.append(-1)
    for list in subnet.networkACL.cases {
      numbers.append(Int(list.existence.rawValue))
      switch list.value {
      case .list(let id, _): numbers += [0, id.index]
      case .open(let fact): numbers += [1, fact.index]
      }
    }
    return numbers
  }

  /// The subnets that share addresses with others.
  private static func overlapping(_ model: NetworkModel) -> Set<Subnet.ID> {
    var found: Set<Subnet.ID> = []
    for family in [IPPrefix.Family.ipv4, .ipv6] {
      let all = model.subnets.enumerated().compactMap { number, subnet in
        subnet.block(family).map { (id: Subnet.ID(number), span: $0.span) }
      }
      var last: (id: Subnet.ID, span: AddressSpan)?
      for next in all.sorted(by: { $0.span.lower < $1.span.lower }) {
        if let before = last, before.span.upper >= next.span.lower {
          found.formUnion([before.id, next.id])
        }
        if last.map({ $0.span.upper < next.span.upper }) ?? true { last = next }
      }
    }
    return found
  }

  /// A map whose pieces no block of a table, a list or a VPC divides, each under a number that it shares
  /// with those that the same blocks cover.
  private static func pieces(
    of model: NetworkModel,
    _ family: IPPrefix.Family
  ) -> AddressMap<Int> {
    var blocks: Set<IPPrefix> = Set(model.vpcs.flatMap(\.blocks))
    for table in model.routeTables {
      for case .block(let block) in table.routes.map(\.destination) { blocks.insert(block) }
    }
    for table in model.transitTables {
      for case .block(let block) in table.routes.map(\.destination) { blocks.insert(block) }
    }
    for list in model.networkACLs {
      for case .block(let block) in (list.inbound + list.outbound).map(\.peer) {
        blocks.insert(block)
      }
    }
    let spans = blocks.filter { $0.family == family }.map(\.span)
    var numbers: [[Int]: Int] = [:]
    return AddressMap(of: spans, family) { covering in
      let key = covering.sorted()
      if let known = numbers[key] { return known }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
  }
}
