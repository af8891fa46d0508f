import Infrastructure
import Values

/// Resources with what stands in them.
extension DescriptionWriter {
  private static let routeTargets = [
    "CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId",
    "InstanceId", "LocalGatewayId", "NatGatewayId", "NetworkInterfaceId", "TransitGatewayId",
    "VpcEndpointId", "VpcPeeringConnectionId",
  ]

  /// The collections at an address.
  mutating func contents(of address: String) -> [(key: String, value: YAMLNode)] {
    guard let shelf = shelves[address] else { return [] }
    var entries: [(key: String, value: YAMLNode)] = []
    for key in shelf.order {
      let ids = shelf.groups[key] ?? []
      entries.append((key, collection(key, ids, under: address)))
    }
    return entries
  }

  private mutating func collection(
    _ key: String,
    _ ids: [ResourceID],
    under address: String
  ) -> YAMLNode {
    switch (estate[ids[0]].type, key) {
    case ("AWS::EC2::Route", "routes") where !isFlat(ids[0]): return .list(ids.map { route($0) })
    case ("AWS::EC2::NetworkAclEntry", "ingress"), ("AWS::EC2::NetworkAclEntry", "egress"):
      return .list(ids.map { networkAclEntry($0) })
    default: break
    }
    var members: [(key: String, value: YAMLNode)] = []
    for id in ids {
      members.append((estate[id].name, .map(body(of: id, isTyped: key == "resources"))))
    }
    let isPlain = members.allSatisfy { $0.value.isEmpty }
    return isPlain ? .texts(members.map(\.key)) : .map(members)
  }

  /// Whether a resource is one of a template, or of a collection of its own.
  private func isFlat(_ id: ResourceID) -> Bool {
    let address = values.book.addresses[id.index] ?? ""
    let steps = address.split(separator: "/", maxSplits: 2)
    return AddressBook.isOfTemplate(estate[id], in: estate)
      || (steps.count > 1 && steps[1] == "routes")
  }

  /// The properties of a resource, what belongs to it, and what stands in it.
  private mutating func body(
    of id: ResourceID,
    isTyped: Bool
  ) -> [(key: String, value: YAMLNode)] {
    let resource = estate[id]
    let address = values.book.addresses[id.index] ?? resource.address
    var entries: [(key: String, value: YAMLNode)] = []
    if isTyped { entries.append(("$type", .text(resource.type))) }
    if let condition = openCondition(of: resource) {
      entries.append((Mark.maybe, .text(condition)))
    }
    if let known = estate.identifier(of: id) { entries.append(("id", .text(known))) }
    let implied = impliedProperties(of: id, at: address)
    let short = shortEntries(of: resource)
    var skipped = implied.union(short.written)
    if resource.type == "AWS::Organizations::Policy" { skipped.formUnion(attachedProperties(id)) }
    entries += values.properties(of: resource, except: skipped)
    entries += short.entries
    entries += companionEntries(of: resource, at: address)
    return entries + contents(of: address)
  }

  /// What decides whether a resource exists; nil if it does for certain.
  private mutating func openCondition(of resource: Resource) -> String? {
    guard resource.existence != .always,
      values.context.truth(of: resource.existence) == nil,
      let variable = values.context.touched
    else { return nil }
    values.context.resetTouched()
    return estate.worlds.variables[variable].name
  }

  /// Other resources that are written as keys of this one: associations, policies.
  private mutating func companionEntries(
    of resource: Resource,
    at address: String
  ) -> [(key: String, value: YAMLNode)] {
    var entries: [(key: String, value: YAMLNode)] = []
    for key in ShortForms.keys(of: resource.type) {
      guard
        case .companion(let type, let link, let property)? = ShortForms.form(
          key,
          of: resource.type
        ), let id = companions["\(address)/\(key)"], estate[id].type == type
      else { continue }
      let written = values.properties(of: estate[id], except: [link])
      let wanted = values.keys.key(
        for: property,
        in: estate.declarations.type(named: type).map(estate.declarations.shape(of:)),
        owner: type,
        type: type
      )
      if let entry = written.first(where: { $0.key == wanted }) {
        entries.append((key, entry.value))
      }
    }
    return entries
  }

  private mutating func route(_ id: ResourceID) -> YAMLNode {
    let resource = estate[id]
    let heap = estate.heap
    var entries = values.properties(of: resource, except: ["RouteTableId"])
    for (index, entry) in entries.enumerated() {
      let name = resource.properties.name(ofEntry: entry.key, heap)
      if name.hasPrefix("Destination"), case .scalar = entry.value {
        entries[index].key = "to"
      } else if Self.routeTargets.contains(name), case .scalar = entry.value {
        entries[index].key = "via"
      }
    }
    entries.sort { ($0.key == "to" ? 0 : 1) < ($1.key == "to" ? 0 : 1) }
    return .map(entries)
  }

  private mutating func networkAclEntry(_ id: ResourceID) -> YAMLNode {
    .map(values.properties(of: estate[id], except: ["NetworkAclId", "Egress"]))
  }
}

extension Value {
  /// The name of the entry of a map that a key of a description means.
  fileprivate func name(ofEntry key: String, _ heap: ValueHeap) -> String {
    for index in 0..<count {
      let name = heap.text(heap.key(index, of: self))
      let full = TypeWords.camelCase(name)
      if full == key || full == key + "Id" || full == key + "Arn" { return name }
    }
    return ""
  }
}
