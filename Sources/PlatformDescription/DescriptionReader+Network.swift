import Findings
import Infrastructure
import Syntax

/// The short forms of networks.
extension DescriptionReader {
  /// A letter is the zone of the account's region.
  func availabilityZone(_ key: Place, _ value: Place) -> [DraftEntry] {
    let text = documents.text(of: value)
    let isLetter = text.utf8.count == 1 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    let zone =
      isLetter ? DraftValue(.template([.region, .text(text)]), at: value) : .written(value)
    return [DraftEntry("AvailabilityZone", key: key, zone)]
  }

  /// A block of addresses in the property of its family.
  func block(
    _ key: Place,
    _ value: Place,
    ipv4: String,
    ipv6: String,
    prefixList: String?,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let text = documents.text(of: value)
    if let prefixList, !text.contains("/"), documents.kind(of: value) == .scalar,
      LiteralIdentifier.isMeant(by: text, types: [Self.prefixListType])
        || isNamed(text, Self.prefixListType, index)
    {
      return [DraftEntry(prefixList, key: key, .written(value))]
    }
    return [DraftEntry(text.contains(":") ? ipv6 : ipv4, key: key, .written(value))]
  }

  private static let prefixListType = "AWS::EC2::PrefixList"

  private func isNamed(_ text: String, _ type: String, _ index: Int) -> Bool {
    if case .missing = lookUp(text, types: [type], from: drafts[index].home) { return false }
    return true
  }

  /// The other side of a rule: a security group, a prefix list, or the addresses of a service.
  func peer(
    _ key: Place,
    _ value: Place,
    group: String,
    prefixList: String,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let text = documents.text(of: value)
    if IPPrefix(text) != nil {
      let side = documents.text(of: key)
      report(
        "invalid-value",
        "'\(side)' names a security group, not a block of addresses",
        at: value,
        help: "write 'cidr: \(text)'",
        &estate
      )
      let invalid = DraftValue(.invalid("the other side of a rule"), at: value)
      return [DraftEntry(group, key: key, invalid)]
    }
    if EndpointServices.withPrefixLists.contains(text),
      !isNamed(text, "AWS::EC2::SecurityGroup", index), !isNamed(text, Self.prefixListType, index)
    {
      let name: [DraftValue.Piece] = [.text("com.amazonaws."), .region, .text(".\(text)")]
      return [DraftEntry(prefixList, key: key, DraftValue(.template(name), at: value))]
    }
    let isList =
      LiteralIdentifier.isMeant(by: text, types: [Self.prefixListType]) && !text.hasPrefix("arn:")
      || isNamed(text, Self.prefixListType, index)
    return [DraftEntry(isList ? prefixList : group, key: key, .written(value))]
  }

  /// `all` is what AWS calls `-1`.
  func protocolText(
    _ key: Place,
    _ value: Place,
    _ property: String,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    guard documents.text(of: value) == "all" else {
      return [DraftEntry(property, key: key, .written(value))]
    }
    return [DraftEntry(property, key: key, .text("-1", at: value))]
  }

  /// The number of a protocol.
  ///
  /// Source: IANA, "Assigned Internet Protocol Numbers".
  func protocolNumber(
    _ key: Place,
    _ value: Place,
    _ property: String,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let numbers: [String: Int64] = ["all": -1, "icmp": 1, "icmpv6": 58, "tcp": 6, "udp": 17]
    guard let number = numbers[documents.text(of: value)] else {
      return [DraftEntry(property, key: key, .written(value))]
    }
    return [DraftEntry(property, key: key, DraftValue(.integer(number), at: value))]
  }
}

// MARK: - Routes

extension DescriptionReader {
  /// Adds the routes of a table: `{to: 0.0.0.0/0, via: gateway}`.
  mutating func addRoutes(_ value: Place, of index: Int, _ estate: inout EstateBuilder) {
    let type = Part.route.type
    let shape = estate.declarations.type(named: type).map(estate.declarations.shape(of:))
    for element in elements(of: value, "'routes'", &estate) {
      guard documents.kind(of: element) == .mapping else {
        report(
          "wrong-type",
          "a route is \(words(for: element)), not a mapping",
          at: element,
          &estate
        )
        continue
      }
      var entries = entries(of: element, shape: shape, owner: type, index, &estate)
      guard let destination = entries.first(where: { $0.path[0].hasPrefix("Destination") }) else {
        report("missing-key", "a route has no 'to'", at: element, &estate)
        continue
      }
      let name = documents.text(of: destination.value.place)
      if !entries.contains(where: { !$0.path[0].hasPrefix("Destination") }) {
        report("missing-key", "a route has no 'via'", at: element, &estate)
        let invalid = DraftValue(.invalid("the target of the route"), at: destination.value.place)
        entries.append(DraftEntry("GatewayId", key: destination.key, invalid))
      }
      let others = entries.filter { $0.path != destination.path }
      let path = "routes/\(name)"
      add(.route, at: path, key: destination.key, [destination] + others, of: index, &estate)
    }
  }

  /// Adds a route that may lead anywhere, because the key of the routes is misspelt.
  mutating func addUnreadRoute(_ key: Place, of index: Int, _ estate: inout EstateBuilder) {
    let invalid = DraftValue(.invalid("the routes of '\(drafts[index].name)'"), at: key)
    let entries = ["DestinationCidrBlock", "GatewayId"].map { DraftEntry($0, key: key, invalid) }
    add(.route, at: "routes", key: key, entries, of: index, &estate)
  }

  /// A block of addresses, or a prefix list.
  func destination(
    _ key: Place,
    _ value: Place,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    guard let text = text(of: value, "'to'", &estate) else { return [] }
    if LiteralIdentifier.isMeant(by: text, types: [Self.prefixListType])
      || isNamed(text, Self.prefixListType, index)
    {
      return [DraftEntry("DestinationPrefixListId", key: key, .written(value))]
    }
    let name = text.contains(":") ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock"
    return [DraftEntry(name, key: key, .written(value))]
  }

  /// The property that holds the target depends on what it is.
  func target(
    _ key: Place,
    _ value: Place,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> DraftEntry {
    let text = documents.text(of: value)
    if case .missing = lookUp(text, types: RouteTarget.types, from: drafts[index].home),
      let property = RouteTarget.property(ofIdentifier: text)
    {
      return DraftEntry(property, key: key, .text(text, at: value))
    }
    guard let thing = named(value, types: RouteTarget.types, from: drafts[index].home, &estate),
      let property = RouteTarget.property(ofType: thing.type)
    else {
      let invalid = DraftValue(.invalid("the target of the route"), at: value)
      return DraftEntry("GatewayId", key: key, invalid)
    }
    return DraftEntry(property, key: key, DraftValue(.thing(thing), at: value))
  }

  /// A type of resource that is written as an element of a list of another.
  private struct Part {
    let type: String
    /// The property that refers to the other.
    let link: String

    static let route = Part(type: "AWS::EC2::Route", link: "RouteTableId")
    static let networkAclEntry = Part(type: "AWS::EC2::NetworkAclEntry", link: "NetworkAclId")
  }

  /// - Parameter path: Where it is below the resource that it is a part of.
  private mutating func add(
    _ part: Part,
    at path: String,
    key: Place,
    _ entries: [DraftEntry],
    of index: Int,
    _ estate: inout EstateBuilder
  ) {
    let owner = drafts[index]
    guard let thing = names.thing(at: owner.address) else { return }
    let reference = DraftEntry(part.link, key: key, DraftValue(.thing(thing), at: key))
    let draft = Draft(
      type: part.type,
      name: documents.text(of: entries.first?.value.place ?? key),
      address: "\(owner.address)/\(path)",
      key: key,
      body: nil,
      home: owner.home,
      owner: index,
      entries: [reference] + entries
    )
    add(draft, isNamed: false, &estate)
  }

  /// Adds the entries of a network ACL: `{number: 100, action: allow, protocol: tcp, …}`.
  mutating func addNetworkAclEntries(
    _ value: Place,
    egress: Bool,
    key: Place,
    of index: Int,
    _ estate: inout EstateBuilder
  ) {
    let type = Part.networkAclEntry.type
    let list = documents.text(of: key)
    let shape = estate.declarations.type(named: type).map(estate.declarations.shape(of:))
    for element in elements(of: value, "'\(list)'", &estate) {
      let entries = entries(of: element, shape: shape, owner: type, index, &estate)
      guard let number = entries.first(where: { $0.path == ["RuleNumber"] }) else {
        report("missing-key", "an entry of a network ACL has no 'number'", at: element, &estate)
        continue
      }
      let flag = DraftEntry("Egress", key: number.key, DraftValue(.flag(egress), at: number.key))
      let path = "\(list)/\(documents.text(of: number.value.place))"
      let others = entries.filter { $0.path != ["RuleNumber"] } + [flag]
      add(.networkAclEntry, at: path, key: number.key, [number] + others, of: index, &estate)
    }
  }
}
