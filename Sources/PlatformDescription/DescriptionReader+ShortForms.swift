import Findings
import Infrastructure
import Syntax

/// What keys mean that are no property names.
extension DescriptionReader {
  /// The properties that a key with a short form means.
  mutating func expand(
    _ form: ShortForm,
    key: Place,
    _ value: Place,
    owner: String,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    switch form {
    case .property(let path):
      return [DraftEntry(path, key: key, .written(value))]
    case .block(let ipv4, let ipv6, let list):
      return block(key, value, ipv4: ipv4, ipv6: ipv6, prefixList: list, index, &estate)
    case .port(let from, let to):
      return [from, to].map { DraftEntry($0, key: key, .written(value)) }
    case .protocolText(let property):
      return protocolText(key, value, property, &estate)
    case .protocolNumber(let property):
      return protocolNumber(key, value, property, &estate)
    case .peer(let group, let list):
      return peer(key, value, group: group, prefixList: list, index, &estate)
    case .companion(let type, let link, let property):
      let content = DraftValue.written(value)
      addCompanion(type, link: link, property: property, key: key, content, of: index, &estate)
      return []
    case .routes:
      addRoutes(value, of: index, &estate)
      return []
    case .destination:
      return destination(key, value, index, &estate)
    case .routeTarget:
      return [target(key, value, index, &estate)]
    case .networkAclEntries(let egress):
      addNetworkAclEntries(value, egress: egress, key: key, of: index, &estate)
      return []
    case .inlineStatements(let effect):
      return inlineStatements(key, value, effect: effect, &estate)
    case .inlinePolicies:
      return inlinePolicies(key, value, &estate)
    case .documentStatements(let effect):
      return documentStatements(key, value, effect: effect, &estate)
    case .trust:
      return trust(key, value, &estate)
    case .bucketKey:
      return bucketKey(key, value)
    case .publicAccessBlock:
      return publicAccessBlock(key, value)
    case .availabilityZone:
      return availabilityZone(key, value)
    case .placement:
      checkPlacement(value, of: index, &estate)
      return []
    case .policyType:
      return policyType(key, value, &estate)
    case .identifier:
      readIdentifier(value, of: index, &estate)
      return []
    }
  }

  /// The id that AWS gave to what is described.
  private mutating func readIdentifier(
    _ value: Place,
    of index: Int,
    _ estate: inout EstateBuilder
  ) {
    guard let text = text(of: value, "'id'", &estate) else { return }
    let beginnings = LiteralIdentifier.beginnings(of: drafts[index].type)
    guard beginnings.contains(where: text.hasPrefix) else {
      let fact = "'\(text)' is no id of \(drafts[index].type)"
      let help = "it begins with '\(beginnings.joined(separator: "' or '"))'"
      report("invalid-value", fact, at: value, help: help, &estate)
      return
    }
    drafts[index].identifier = value
  }

  /// Adds a resource that belongs to another and is written as a key of it.
  mutating func addCompanion(
    _ type: String,
    link: String,
    property: String,
    key: Place,
    _ value: DraftValue,
    of index: Int,
    _ estate: inout EstateBuilder
  ) {
    let owner = drafts[index]
    guard let thing = names.thing(at: owner.address) else { return }
    let draft = Draft(
      type: type,
      name: owner.name,
      address: "\(owner.address)/\(documents.text(of: key))",
      key: key,
      body: nil,
      home: owner.home,
      owner: index,
      entries: [
        DraftEntry(link, key: key, DraftValue(.thing(thing), at: key)),
        DraftEntry(property, key: key, value),
      ]
    )
    add(draft, isNamed: false, &estate)
  }

  /// A VPC that is only named to say where the other names belong has to be there.
  private func checkPlacement(_ value: Place, of index: Int, _ estate: inout EstateBuilder) {
    guard drafts[index].home.vpc == nil else { return }
    _ = named(value, types: ["AWS::EC2::VPC"], from: drafts[index].home, &estate)
  }
}

// MARK: - Stores

extension DescriptionReader {
  private func bucketKey(_ key: Place, _ value: Place) -> [DraftEntry] {
    let byDefault: [DraftEntry] = [
      DraftEntry("SSEAlgorithm", key: key, .text("aws:kms", at: value)),
      DraftEntry("KMSMasterKeyID", key: key, .written(value)),
    ]
    let rule = DraftEntry(
      "ServerSideEncryptionByDefault",
      key: key,
      DraftValue(.object(byDefault), at: value)
    )
    let rules = DraftValue(.list([DraftValue(.object([rule]), at: value)]), at: value)
    return [
      DraftEntry(["BucketEncryption", "ServerSideEncryptionConfiguration"], key: key, rules)
    ]
  }

  /// The four flags one by one, or `true` and `false` for all.
  private func publicAccessBlock(_ key: Place, _ value: Place) -> [DraftEntry] {
    let property = "PublicAccessBlockConfiguration"
    guard documents.kind(of: value) == .scalar, documents.scalarType(of: value) == .boolean else {
      return [DraftEntry(property, key: key, .written(value))]
    }
    let flags = [
      "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets",
    ]
    let entries = flags.map { DraftEntry($0, key: key, .written(value)) }
    return [DraftEntry(property, key: key, DraftValue(.object(entries), at: value))]
  }
}

// MARK: - Organization

extension DescriptionReader {
  /// The types of policies as descriptions call them.
  static let policyTypes = [
    "service-control-policy", "resource-control-policy", "tag-policy", "backup-policy",
  ]

  /// `service-control-policy` as `SERVICE_CONTROL_POLICY`
  private func policyType(
    _ key: Place,
    _ value: Place,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let invalid = DraftValue(.invalid("the type of a policy"), at: value)
    guard Mark(in: value, documents) == nil else {
      return [DraftEntry("Type", key: key, .written(value))]
    }
    guard let text = text(of: value, "'type'", &estate) else {
      return [DraftEntry("Type", key: key, invalid)]
    }
    let words = Self.policyTypes
    guard !text.contains("_") else { return [DraftEntry("Type", key: key, .written(value))] }
    guard words.contains(text) else {
      let help =
        Suggestion.help(for: text, among: words) ?? "the types are \(words.joined(separator: ", "))"
      report("invalid-value", "'\(text)' is not a type of policy", at: value, help: help, &estate)
      return [DraftEntry("Type", key: key, invalid)]
    }
    let canonical = String(text.uppercased().map { $0 == "-" ? "_" : $0 })
    return [DraftEntry("Type", key: key, .text(canonical, at: value))]
  }

  /// How sensitive what is stored is, as a tag.
  func classification(
    _ key: Place,
    _ value: Place,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let words = LanguageKeys.classifications
    var content = DraftValue(.invalid("the classification"), at: value)
    if let text = text(of: value, "'classification'", &estate) {
      if words.contains(text) {
        content = .written(value)
      } else {
        let help =
          Suggestion.help(for: text, among: words) ?? "it takes \(words.joined(separator: ", "))"
        report("invalid-value", "'\(text)' is no classification", at: value, help: help, &estate)
      }
    }
    let tag = tag("Classification", content, at: key)
    return [DraftEntry("Tags", key: key, DraftValue(.list([tag]), at: value))]
  }

  /// `tags: {Team: ml}` beside AWS's list of keys and values.
  func tags(_ place: Place, key: Place, _ estate: inout EstateBuilder) -> [DraftEntry] {
    guard documents.kind(of: place) == .mapping else {
      return [DraftEntry("Tags", key: key, .written(place))]
    }
    let tags = entries(of: place, "'tags'", &estate).map { key, value in
      tag(documents.text(of: key), .written(value), at: key)
    }
    return [DraftEntry("Tags", key: key, DraftValue(.list(tags), at: place))]
  }

  func tag(_ name: String, _ value: DraftValue, at place: Place) -> DraftValue {
    let entries = [
      DraftEntry("Key", key: place, .text(name, at: place)),
      DraftEntry("Value", key: place, value),
    ]
    return DraftValue(.object(entries), at: place)
  }
}
