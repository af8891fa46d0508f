import Findings
import Infrastructure
import Syntax

/// What AWS would refuse although each value is right for itself.
extension DescriptionReader {
  /// A block of addresses as it is written.
  private struct Block {
    let prefix: IPPrefix
    let place: Place
    let owner: Int
  }

  /// Holds the blocks of subnets against each other and against those of their VPC.
  mutating func checkNetworks(_ estate: inout EstateBuilder) {
    var blocksOfVPC: [Int: [Block]] = [:]
    var subnetsOfVPC: [Int: [Block]] = [:]
    // VPCs some of whose blocks are not written as such.
    var open: Set<Int> = []
    for index in drafts.indices {
      switch drafts[index].type {
      case "AWS::EC2::VPC":
        let blocks = blocks(of: index)
        blocksOfVPC[index, default: []] += blocks
        if blocks.isEmpty { open.insert(index) }
        for block in blocks { checkSize(of: block, "a VPC", &estate) }
      case "AWS::EC2::VPCCidrBlock":
        guard let vpc = drafts[index].home.vpc else { continue }
        let blocks = blocks(of: index)
        blocksOfVPC[vpc, default: []] += blocks
        if blocks.isEmpty { open.insert(vpc) }
      case "AWS::EC2::Subnet":
        let blocks = blocks(of: index)
        for block in blocks { checkSize(of: block, "a subnet", &estate) }
        if let vpc = drafts[index].home.vpc { subnetsOfVPC[vpc, default: []] += blocks }
      default: break
      }
    }
    for (vpc, subnets) in subnetsOfVPC.sorted(by: { $0.key < $1.key }) {
      if !open.contains(vpc) {
        for subnet in subnets { check(subnet, isIn: vpc, blocksOfVPC[vpc] ?? [], &estate) }
      }
      reportOverlaps(of: subnets, &estate)
    }
    checkPeerings(blocksOfVPC, &estate)
  }

  /// VPCs with addresses in common cannot be peered. Source: VPC Peering Guide, "Limitations".
  private func checkPeerings(_ blocks: [Int: [Block]], _ estate: inout EstateBuilder) {
    for draft in drafts where draft.type == "AWS::EC2::VPCPeeringConnection" {
      guard let own = draft.home.vpc,
        let entry = draft.entries.first(where: { $0.path == ["PeerVpcId"] }),
        case .found(let thing) = lookUp(
          documents.text(of: entry.value.place),
          types: ["AWS::EC2::VPC"],
          from: draft.home
        ),
        case .draft(let peer) = thing.target
      else { continue }
      for block in blocks[own] ?? [] {
        guard let other = blocks[peer]?.first(where: { $0.prefix.overlaps(block.prefix) }) else {
          continue
        }
        report(
          "overlapping-blocks",
          "VPCs '\(drafts[own].address)' and '\(drafts[peer].address)' are peered and share"
            + " addresses",
          at: entry.value.place,
          related: [
            note("the addresses of '\(drafts[own].address)'", at: block.place),
            note("the addresses of '\(drafts[peer].address)'", at: other.place),
          ],
          &estate
        )
        break
      }
    }
  }

  /// The blocks of a VPC or subnet that are written out.
  private func blocks(of index: Int) -> [Block] {
    drafts[index].entries.compactMap { entry in
      guard ["CidrBlock", "Ipv6CidrBlock"].contains(entry.path[0]), entry.path.count == 1,
        case .written = entry.value.content, documents.kind(of: entry.value.place) == .scalar,
        let prefix = IPPrefix(documents.text(of: entry.value.place))
      else { return nil }
      return Block(prefix: prefix, place: entry.value.place, owner: index)
    }
  }

  /// Source: VPC User Guide, "VPC CIDR blocks" and "Subnet sizing".
  private func checkSize(of block: Block, _ what: String, _ estate: inout EstateBuilder) {
    let text = documents.text(of: block.place)
    if block.prefix.family == .ipv4, !(16...28).contains(block.prefix.length) {
      let fact = "'\(text)' is no block for \(what): its length is between 16 and 28"
      report("invalid-value", fact, at: block.place, &estate)
    }
    let width = block.prefix.family == .ipv4 ? "32" : "128"
    let address = text.split(separator: "/").first.flatMap { IPPrefix("\($0)/\(width)") }
    if let address, address.address != block.prefix.address {
      let fact = "'\(text)' begins inside of a block: AWS takes it for the block around it"
      report("host-bits", fact, at: block.place, as: .warning, &estate)
    }
  }

  private func check(
    _ subnet: Block,
    isIn vpc: Int,
    _ blocks: [Block],
    _ estate: inout EstateBuilder
  ) {
    let own = blocks.filter { $0.prefix.family == subnet.prefix.family }
    guard !own.isEmpty, !own.contains(where: { $0.prefix.contains(subnet.prefix) }) else { return }
    let name = drafts[subnet.owner].name
    report(
      "subnet-outside-vpc",
      "subnet '\(name)' is not within the addresses of VPC '\(drafts[vpc].name)'",
      at: subnet.place,
      related: own.map { note("the addresses of '\(drafts[vpc].name)'", at: $0.place) },
      &estate
    )
  }

  private func reportOverlaps(of subnets: [Block], _ estate: inout EstateBuilder) {
    let sorted = subnets.sorted { left, right in
      let (one, other) = (left.prefix, right.prefix)
      if one.family != other.family { return one.family == .ipv4 }
      return (one.address, one.length, left.owner) < (other.address, other.length, right.owner)
    }
    var widest: Block?
    for block in sorted {
      if let first = widest, first.prefix.overlaps(block.prefix) {
        let (earlier, later) = first.owner <= block.owner ? (first, block) : (block, first)
        report(
          "overlapping-blocks",
          "subnets '\(drafts[earlier.owner].name)' and '\(drafts[later.owner].name)' share"
            + " addresses",
          at: later.place,
          related: [note("the addresses of '\(drafts[earlier.owner].name)'", at: earlier.place)],
          &estate
        )
      } else {
        widest = block
      }
    }
  }
}

// MARK: - Names and units

extension DescriptionReader {
  /// Reports names that two resources cannot both have, and units that are above themselves.
  mutating func checkIdentities(_ estate: inout EstateBuilder) {
    var taken: [String: Int] = [:]
    for index in drafts.indices {
      guard let (scope, place) = uniqueName(of: index) else { continue }
      let name = documents.text(of: place)
      let key = "\(drafts[index].type) \(scope) \(name)"
      guard let first = taken[key], let (_, other) = uniqueName(of: first) else {
        taken[key] = index
        continue
      }
      report(
        "duplicate-id",
        "'\(drafts[first].address)' and '\(drafts[index].address)' are both called '\(name)'",
        at: place,
        related: [note("the name of '\(drafts[first].name)'", at: other)],
        &estate
      )
    }
    reportSharedIdentifiers(&estate)
    reportUnitsAboveThemselves(&estate)
  }

  /// The name of a resource that AWS wants to be unique, and where: names of buckets everywhere, those
  /// of roles, users and groups in their account.
  private func uniqueName(of index: Int) -> (scope: String, place: Place)? {
    let properties = [
      "AWS::IAM::Group": "GroupName", "AWS::IAM::Role": "RoleName", "AWS::IAM::User": "UserName",
      "AWS::S3::Bucket": "BucketName",
    ]
    let draft = drafts[index]
    guard let property = properties[draft.type],
      let entry = draft.entries.first(where: { $0.path == [property] }),
      case .written = entry.value.content, documents.kind(of: entry.value.place) == .scalar
    else { return nil }
    let account = draft.home.account.map(String.init) ?? ""
    return (draft.type == "AWS::S3::Bucket" ? "" : account, entry.value.place)
  }

  private func reportSharedIdentifiers(_ estate: inout EstateBuilder) {
    var first: [String: NamedThing] = [:]
    for thing in names.externals {
      guard case .external(let place?, _) = thing.target else { continue }
      // What accounts share, or AWS gives to all of them, has one id in each.
      let account = thing.home.account.map(String.init) ?? ""
      let text = "\(account) \(documents.text(of: place))"
      guard let other = first[text], case .external(let earlier?, _) = other.target else {
        first[text] = thing
        continue
      }
      report(
        "duplicate-id",
        "'\(other.address)' and '\(thing.address)' have the same id",
        at: place,
        related: [note("the id of '\(other.name)'", at: earlier)],
        &estate
      )
    }
  }

  private func reportUnitsAboveThemselves(_ estate: inout EstateBuilder) {
    var reported: Set<Int> = []
    for index in drafts.indices where drafts[index].type == Self.unitType {
      var above: [Int] = []
      var next = parentUnit(of: index)
      while let unit = next, unit != index, !above.contains(unit) {
        above.append(unit)
        next = parentUnit(of: unit)
      }
      guard next == index, reported.isDisjoint(with: above + [index]) else { continue }
      reported.formUnion(above + [index])
      let place = drafts[index].entries.first { $0.path == ["ParentId"] }?.value.place
      report(
        "cycle",
        "unit '\(drafts[index].name)' is above itself",
        at: place ?? drafts[index].key,
        related: above.map { note("through '\(drafts[$0].name)'", at: drafts[$0].key) },
        &estate
      )
    }
  }

  private static let unitType = "AWS::Organizations::OrganizationalUnit"

  private func parentUnit(of index: Int) -> Int? {
    guard let entry = drafts[index].entries.first(where: { $0.path == ["ParentId"] }) else {
      return nil
    }
    switch entry.value.content {
    case .thing(let thing):
      guard case .draft(let unit) = thing.target else { return nil }
      return unit
    case .written:
      let text = documents.text(of: entry.value.place)
      guard case .found(let thing) = lookUp(text, types: [Self.unitType], from: Draft.Home()),
        case .draft(let unit) = thing.target
      else { return nil }
      return unit
    case .text, .integer, .flag, .list, .object, .template, .resourcePattern, .principal, .invalid:
      return nil
    }
  }
}
