import Infrastructure
import Reachability
import SourceText
import Values

/// Builds the network model of an estate, part by part.
struct NetworkBuilder {
  /// A value with the worlds in which it stands there.
  struct Guarded {
    let value: Value
    let existence: GuardID
  }

  let estate: Estate
  var context: EvaluationContext
  var network: EstateNetwork
  /// The subnets and VPCs that are not in the estate, by what names them.
  var foreignVPCs: [Name: VPC.ID] = [:]
  var foreignSubnets: [Name: Subnet.ID] = [:]
  var groups: [ResourceID: SecurityGroup.ID] = [:]
  var defaultGroups: [VPC.ID: SecurityGroup.ID] = [:]
  var routeTables: [ResourceID: RouteTable.ID] = [:]
  /// Those that a resource stands for, each with its worlds.
  var natGateways: [ResourceID: [(NATGateway.ID, GuardID)]] = [:]
  var peerings: [ResourceID: Peering.ID] = [:]
  var transitGateways: [ResourceID: TransitGateway.ID] = [:]
  var attachments: [ResourceID: TransitGateway.Attachment.ID] = [:]
  var transitTables: [ResourceID: TransitGateway.Table.ID] = [:]
  var lists: [ResourceID: NetworkACL.ID] = [:]
  /// Blocks that stand for those of VPCs and subnets whose own are not known, by what is not known.
  var placeholders: [Name: IPPrefix] = [:]
  var placeholderFacts: [(block: IPPrefix, fact: OpenFact.ID)] = []

  /// What names something that is not in the estate, in one scope.
  struct Name: Hashable {
    let scope: ScopeID?
    let text: String
  }

  init(_ estate: Estate) {
    self.estate = estate
    context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    network = EstateNetwork(model: NetworkModel(worlds: estate.worlds))
  }

  mutating func build() {
    addVPCs()
    addSubnets()
    addGateways()
    addNATGateways()
    addPeerings()
    addTransitGateways()
    addRouteTables()
    addTransitRoutes()
    addNetworkACLs()
    addSecurityGroups()
    addEndpoints()
    addWorkloads()
    addResolution()
    doubtLiteralBlocks()
  }

  // MARK: - Values

  /// The values at a path with their worlds; lists flattened, and choices followed into each case.
  mutating func values(_ path: PropertyPath, of id: ResourceID) -> [Guarded] {
    var found: [Guarded] = []
    collect(estate[id].properties, path.components[...], .always, into: &found)
    return found
  }

  mutating func values(_ path: PropertyPath, in map: Value) -> [Guarded] {
    var found: [Guarded] = []
    collect(map, path.components[...], .always, into: &found)
    return found
  }

  private mutating func collect(
    _ value: Value,
    _ path: ArraySlice<PropertyPath.Component>,
    _ existence: GuardID,
    into found: inout [Guarded]
  ) {
    switch value.kind {
    case .choice:
      var others: [GuardID] = []
      for index in 0..<value.count {
        let (holds, inner) = context.heap.choiceCase(index, of: value)
        let guardID = all([existence, holds] + others)
        collect(inner.inheriting(from: value), path, guardID, into: &found)
        others.append(network.model.worlds.add(.not(holds)))
      }
    case .list:
      for element in context.heap.elements(of: value) {
        collect(element, path, existence, into: &found)
      }
    case .map:
      guard let component = path.first else {
        found.append(Guarded(value: value, existence: existence))
        return
      }
      let next =
        component.name.isNone
        ? context.heap.lookup(component.text, in: value)
        : context.heap.lookup(component.name, in: value)
      if let next { collect(next, path.dropFirst(), existence, into: &found) }
    case .unknown:
      found.append(Guarded(value: value, existence: existence))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .template:
      if path.isEmpty, !value.isAbsent { found.append(Guarded(value: value, existence: existence)) }
    case .reference:
      // What a custom resource gives is a name like any other.
      guard path.isEmpty else { return }
      found.append(Guarded(value: estate.given(value, &context), existence: existence))
    }
  }

  mutating func all(_ guards: [GuardID]) -> GuardID {
    network.model.worlds.add(.all(guards))
  }

  /// The only value at a path; an unknown where worlds choose among several, or whether there is one.
  mutating func value(_ path: PropertyPath, of id: ResourceID) -> Value? {
    let found = values(path, of: id)
    guard let first = found.first else { return nil }
    guard found.count > 1 || first.existence != .always else { return first.value }
    let unknown = Unknown(.condition, "'\(path.text)' of '\(estate[id].name)'")
    return context.heap.unknown(unknown, origin: first.value.origin)
  }

  /// A text as far as it is known.
  mutating func text(_ value: Value) -> String? {
    let text = context.text(of: context.resolve(value))
    return text.kind == .string ? context.heap.text(text) : nil
  }

  mutating func flag(_ path: PropertyPath, of id: ResourceID) -> Bool? {
    guard let value = value(path, of: id) else { return false }
    return value.kind == .bool ? value.isTrue : text(value).map { $0 == "true" }
  }

  // MARK: - What is not known

  /// A fact about a value that nothing in the estate settles.
  mutating func fact(_ value: Value, _ subject: String, of id: ResourceID) -> OpenFact.ID {
    let place = Provenance(id, value.origin)
    let open = context.foreign(context.resolve(value), named: subject, otherwise: "")
    let unknown = context.heap.unknown(open)
    return network.model.add(
      OpenFact(unknown.reason, unknown.subject, settle: unknown.settle, at: place)
    )
  }

  mutating func unmodelled(_ subject: String, at place: Provenance) -> OpenFact.ID {
    network.model.add(OpenFact(.unmodelled, subject, at: place))
  }

  /// What a value that names something foreign is told apart by.
  mutating func name(_ value: Value, of id: ResourceID) -> Name {
    let value = context.resolve(value)
    switch value.kind {
    case .string: return Name(scope: nil, text: context.heap.text(value))
    case .unknown:
      let subject = context.heap.unknown(value).subject
      return Name(scope: estate[id].scope, text: subject)
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .template, .choice, .reference:
      return Name(scope: estate[id].scope, text: "\(value.origin.rawValue)")
    }
  }

  func place(_ id: ResourceID, _ value: Value? = nil) -> Provenance {
    let origin = value.map(\.origin) ?? .none
    return Provenance(id, origin.isNone ? estate[id].origin : origin)
  }

  // MARK: - Blocks

  /// What is known of a block of addresses.
  enum Block {
    case known(IPPrefix)
    case open(OpenFact.ID)
  }

  mutating func block(_ value: Value, of id: ResourceID) -> Block {
    if let text = text(value) {
      if let block = IPPrefix(text) { return .known(block) }
    } else if let block = placeholders[name(ofBlock: value, of: id)] {
      return .known(block)
    }
    return .open(fact(value, "a block of addresses", of: id))
  }

  /// What tells unknown blocks apart: the property that a reference names, or the unknown itself.
  mutating func name(ofBlock value: Value, of id: ResourceID) -> Name {
    let text = context.text(of: context.resolve(value))
    guard text.kind == .unknown else { return name(value, of: id) }
    return Name(scope: estate[id].scope, text: context.heap.unknown(text).subject)
  }

  /// A block that nothing else in the estate has, for one that is not known.
  mutating func placeholder(
    for value: Value,
    of id: ResourceID,
    _ family: IPPrefix.Family,
    in vpc: VPC.ID?
  ) -> IPPrefix? {
    let number = UInt128(placeholders.count + 1)
    let block: IPPrefix?
    switch (family, vpc) {
    case (.ipv4, nil):
      block = IPPrefix(family: .ipv4, address: 0xF000_0000 + number << 16, length: 16)
    case (.ipv6, nil):
      block = IPPrefix(family: .ipv6, address: 0x2F00 << 112 + number << 72, length: 56)
    case (_, let vpc?):
      let outer = network.model[vpc].blocks.last { $0.family == family }
      let length = family == .ipv4 ? 26 : 64
      let shift = UInt128(family.width - length)
      let count = network.model.subnets.filter { $0.vpc == vpc }.count
      block = outer.flatMap {
        IPPrefix(family: family, address: $0.lastAddress - UInt128(count) << shift, length: length)
      }
    }
    guard let block else { return nil }
    placeholders[name(ofBlock: value, of: id)] = block
    placeholderFacts.append((block, fact(value, "the block of '\(estate[id].name)'", of: id)))
    return block
  }

  /// Rules and routes about blocks that are written may be about those that are not known, too.
  private mutating func doubtLiteralBlocks() {
    let doubts = placeholderFacts
    guard !doubts.isEmpty else { return }
    func twins(of block: IPPrefix) -> [(IPPrefix, OpenFact.ID)] {
      guard block.length > 0, !doubts.contains(where: { $0.block.overlaps(block) }) else {
        return []
      }
      return doubts.filter { $0.block.family == block.family }.map { ($0.block, $0.fact) }
    }
    for index in network.model.securityGroups.indices {
      func doubted(_ rules: [SecurityGroup.Rule]) -> [SecurityGroup.Rule] {
        rules.flatMap { rule -> [SecurityGroup.Rule] in
          guard case .block(let block) = rule.peer else { return [rule] }
          return [rule]
            + twins(of: block).map { block, fact in
              var twin = rule
              twin.peer = .block(block)
              twin.doubt = fact
              return twin
            }
        }
      }
      network.model.securityGroups[index].inbound = doubted(
        network.model.securityGroups[index].inbound
      )
      network.model.securityGroups[index].outbound = doubted(
        network.model.securityGroups[index].outbound
      )
    }
    for index in network.model.networkACLs.indices {
      func doubted(_ rules: [NetworkACL.Rule]) -> [NetworkACL.Rule] {
        rules.flatMap { rule -> [NetworkACL.Rule] in
          guard case .block(let block) = rule.peer else { return [rule] }
          return [rule]
            + twins(of: block).map { block, fact in
              var twin = rule
              twin.peer = .block(block)
              twin.doubt = fact
              return twin
            }
        }
      }
      network.model.networkACLs[index].inbound = doubted(network.model.networkACLs[index].inbound)
      network.model.networkACLs[index].outbound = doubted(
        network.model.networkACLs[index].outbound
      )
    }
    for index in network.model.routeTables.indices {
      network.model.routeTables[index].routes = network.model.routeTables[index].routes.flatMap {
        route -> [Route] in
        guard case .block(let block) = route.destination else { return [route] }
        return [route]
          + twins(of: block).map { block, fact in
            var twin = route
            twin.destination = .block(block)
            twin.doubt = fact
            return twin
          }
      }
    }
  }
}
