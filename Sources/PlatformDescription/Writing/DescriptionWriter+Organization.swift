import Infrastructure
import Values

/// The section `organization`, and that of expectations.
extension DescriptionWriter {
  private static let address = "organization"

  mutating func organizationEntries() -> [(key: String, value: YAMLNode)] {
    var entries: [(key: String, value: YAMLNode)] = []
    if let root = resource(at: "\(Self.address)/root"),
      !AddressBook.isOfTemplate(estate[root], in: estate)
    {
      let manager = target("ManagementAccountId", of: root)
      if let manager { entries.append(("managementAccount", .text(estate[manager].name))) }
      let body =
        values.properties(of: estate[root], except: ["ManagementAccountId"])
        + attachments(of: root)
      // The root need not be described to say who manages it.
      if manager == nil || !body.isEmpty { entries.append(("root", .map(body))) }
    }
    for (key, value) in contents(of: Self.address) where key != "controlTower" {
      guard key == "units", case .map(let units) = value else {
        if key != "units" { entries.append((key, value)) } else { entries.append(units(in: value)) }
        continue
      }
      entries.append((key, .map(units.map { name, body in (name, unit(name, body)) })))
    }
    var tower = contents(of: "\(Self.address)/controlTower")
    let zone = "\(Self.address)/controlTower/landingZone"
    if let id = resource(at: zone) {
      tower.insert(("landingZone", .map(values.properties(of: estate[id], except: []))), at: 0)
    }
    if !tower.isEmpty { entries.append(("controlTower", .map(tower))) }
    return entries
  }

  private mutating func units(in names: YAMLNode) -> (key: String, value: YAMLNode) {
    let ids = shelves[Self.address]?.groups["units"] ?? []
    return ("units", .map(ids.map { (estate[$0].name, unit(estate[$0].name, .map([]))) }))
  }

  /// A unit with its accounts and policies.
  private mutating func unit(_ name: String, _ body: YAMLNode) -> YAMLNode {
    guard case .map(let entries) = body, let id = resource(at: "\(Self.address)/units/\(name)")
    else { return body }
    return .map(entries + attachments(of: id))
  }

  /// The accounts that are placed in a unit, and the policies that are attached to it.
  private mutating func attachments(of unit: ResourceID) -> [(key: String, value: YAMLNode)] {
    var accounts: [String] = []
    var policies: [String] = []
    for (index, resource) in estate.resources.enumerated() {
      let id = ResourceID(index)
      if isOwnAccount(resource), targets("ParentIds", of: id).contains(unit) {
        accounts.append(resource.name)
      }
      if resource.type == "AWS::Organizations::Policy", resource.address.hasPrefix(Self.address),
        targets("TargetIds", of: id).contains(unit)
      {
        policies.append(resource.name)
      }
    }
    var entries: [(key: String, value: YAMLNode)] = []
    if !accounts.isEmpty { entries.append(("accounts", .texts(accounts))) }
    if !policies.isEmpty { entries.append(("policies", .texts(policies))) }
    return entries
  }

  private func target(_ property: String, of id: ResourceID) -> ResourceID? {
    targets(property, of: id).first
  }

  private func targets(_ property: String, of id: ResourceID) -> [ResourceID] {
    let heap = estate.heap
    guard let value = heap.lookup(property, in: estate[id].properties) else { return [] }
    let all = value.kind == .list ? heap.elements(of: value) : [value]
    return all.filter { $0.kind == .reference }.map { ResourceID(heap.target(of: $0)) }
  }

  /// The condition keys that a claim gives, if it gives any.
  private func requestKeys(in claim: Value) -> [(key: String, value: YAMLNode)] {
    let heap = estate.heap
    guard let with = heap.lookup("With", in: claim), with.kind == .map else { return [] }
    let entries = (0..<with.count).map { index -> (key: String, value: YAMLNode) in
      let texts = heap.elements(of: heap.entry(index, of: with)).map {
        YAMLNode.text(heap.text($0))
      }
      let key = heap.text(heap.key(index, of: with))
      return (key, texts.count == 1 ? texts[0] : .list(texts))
    }
    return [("with", .map(entries))]
  }

  /// A claim as it was written; claims about resources of templates one by one, by their new addresses.
  mutating func expectation(_ id: ResourceID) -> [YAMLNode] {
    let heap = estate.heap
    let properties = estate[id].properties
    func text(_ key: String, in map: Value) -> String? {
      guard let value = heap.lookup(key, in: map), value.kind == .string else { return nil }
      return heap.text(value)
    }
    guard let written = heap.lookup("Written", in: properties),
      let claim = text("Is", in: properties)
    else { return [] }
    func addresses(_ word: String, _ property: String) -> [String] {
      guard word.contains("#") else { return [word] }
      return targets(property, of: id).compactMap { values.book.addresses[$0.index] }
    }
    if let principal = text("principal", in: written), let action = text("Action", in: properties),
      let resource = text("resource", in: written)
    {
      let with = requestKeys(in: properties)
      return addresses(principal, "Principals").map { principal in
        .map(
          [
            ("principal", .text(principal)), ("action", .text(action)),
            ("resource", .text(resource)),
          ] + with + [("is", .text(claim))]
        )
      }
    }
    guard let from = text("from", in: written), let to = text("to", in: written) else { return [] }
    return addresses(from, "From").flatMap { from in
      addresses(to, "Targets").map { to in
        .map([("from", .text(from)), ("to", .text(to)), ("is", .text(claim))])
      }
    }
  }
}
