import Findings
import Infrastructure
import SourceText
import Syntax

/// The second pass: which properties each resource has.
extension DescriptionReader {
  /// Lays out the properties of a draft; resources that belong to it are added at the end.
  mutating func layOut(_ index: Int, _ estate: inout EstateBuilder) {
    let draft = drafts[index]
    // What accounts are was found out when their sections were read.
    guard !accounts.contains(where: { $0.draft == index }) else { return }
    if let link = draft.link, let parent = names.thing(at: drafts[link.parent].address) {
      let value = DraftValue(.thing(parent), at: draft.key)
      drafts[index].entries.append(DraftEntry(link.property, key: draft.key, value))
    }
    if let body = draft.body {
      findHome(of: index, in: body)
      let shape = estate.declarations.type(named: draft.type).map(estate.declarations.shape(of:))
      drafts[index].entries += entries(of: body, shape: shape, owner: draft.type, index, &estate)
    }
    complete(index, &estate)
  }

  /// The properties that the entries of a mapping mean.
  ///
  /// - Parameters:
  ///   - shape: The declaration of the object; nil for types that have none.
  ///   - owner: The type, and for objects inside it the property.
  ///   - index: The draft that it is about.
  mutating func entries(
    of mapping: Place,
    shape: ShapeID?,
    owner: String,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let skips = owner == drafts[index].type ? drafts[index].skips : []
    var result: [DraftEntry] = []
    var misspelt: [(key: Place, meant: String)] = []
    for (key, value) in entries(of: mapping, "'\(drafts[index].name)'", &estate) {
      let text = documents.text(of: key)
      guard !skips.contains(text), text != Mark.maybe else { continue }
      if text == "classification", owner == drafts[index].type, estate.declarations.hasTags(shape) {
        result += classification(key, value, &estate)
      } else if text == "tags", documents.kind(of: value) == .mapping,
        estate.declarations.hasTags(shape),
        Mark(in: value, documents) == nil
      {
        result += tags(value, key: key, &estate)
      } else if let form = ShortForms.form(text, of: owner) {
        result += expand(form, key: key, value, owner: owner, index, &estate)
      } else if let name = PropertyKeys.name(
        of: text,
        in: shape,
        type: drafts[index].type,
        estate.declarations
      ) {
        result.append(DraftEntry(name, key: key, .written(value)))
      } else {
        if let meant = reportUnknownProperty(key, value, shape: shape, owner: owner, &estate) {
          misspelt.append((key, meant))
        } else {
          unreadKeys += 1
        }
      }
    }
    for (key, meant) in misspelt {
      let unread = unread(meant, key, shape: shape, owner: owner, index, &estate)
      let addsUp = ShortForms.form(meant, of: owner)?.addsUp ?? false
      result += unread.filter { new in
        addsUp || !result.contains { $0.path[0] == new.path[0] }
      }
    }
    return result
  }

  /// The properties that a misspelt key leaves unknown: what it was meant to say is not taken for said,
  /// nor for left out.
  private mutating func unread(
    _ meant: String,
    _ key: Place,
    shape: ShapeID?,
    owner: String,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let invalid = DraftValue(.invalid("'\(meant)'"), at: key)
    if let form = ShortForms.form(meant, of: owner) {
      if case .companion(let type, let link, let property) = form {
        addCompanion(type, link: link, property: property, key: key, invalid, of: index, &estate)
      }
      if case .routes = form { addUnreadRoute(key, of: index, &estate) }
      let value = form.addsUp ? DraftValue(.list([invalid]), at: key) : invalid
      return form.properties.map { DraftEntry($0, key: key, value) }
    }
    let type = drafts[index].type
    guard let name = PropertyKeys.name(of: meant, in: shape, type: type, estate.declarations) else {
      return []
    }
    return [DraftEntry(name, key: key, invalid)]
  }

  /// Reports a key and says which one it was probably meant to be.
  private mutating func reportUnknownProperty(
    _ key: Place,
    _ value: Place,
    shape: ShapeID?,
    owner: String,
    _ estate: inout EstateBuilder
  ) -> String? {
    let text = documents.text(of: key)
    let declarations = estate.declarations
    if let shape,
      let found = declarations.property(camelCase: vocabulary.name(text), in: shape),
      found.isReadOnly
    {
      let fact = "'\(text)' of \(owner) is set by AWS, not written"
      report("unknown-key", fact, at: key, &estate)
      return nil
    }
    if owner == "AWS::Organizations::OrganizationalUnit", text == "units" {
      reportNestedUnits(key, value, &estate)
      return nil
    }
    var known = (shape.map { keys(of: $0, estate) } ?? []) + ShortForms.keys(of: owner)
    known += Catalogue.members(of: owner).map(\.key)
    if estate.declarations.hasTags(shape) { known.append("classification") }
    reportUnknownKey(key, of: owner, among: known, &estate)
    return KeyHints.meant(by: text, of: owner, among: known)
  }

  private func reportNestedUnits(_ key: Place, _ value: Place, _ estate: inout EstateBuilder) {
    let unit = drafts.first { draft in
      draft.body.map { documents.entries(of: $0).contains { $0.key == key } } ?? false
    }
    let path = unit?.name ?? "workloads"
    let inner = documents.entries(of: value).first.map { documents.text(of: $0.key) } ?? "prod"
    report(
      "unknown-key",
      "'units' is no key of a unit",
      at: key,
      help: "units are not nested: write '\(path)/\(inner)' beside '\(path)'",
      &estate
    )
  }

  /// The keys that an object takes; found once for each kind of object.
  private mutating func keys(of shape: ShapeID, _ estate: borrowing EstateBuilder) -> [String] {
    if let known = suggestions[shape] { return known }
    let keys = estate.declarations.camelCaseNames(of: shape)
    suggestions[shape] = keys
    return keys
  }

  /// Finds the VPC that a resource outside of one says it is in: names beside it belong there.
  private mutating func findHome(of index: Int, in body: Place) {
    let draft = drafts[index]
    guard draft.home.vpc == nil, draft.home.account != nil, draft.type != "AWS::EC2::VPC",
      let entry = documents.entries(of: body).first(where: { key, _ in
        ["vpc", "vpcId"].contains(documents.text(of: key))
      }),
      documents.kind(of: entry.value) == .scalar,
      case .found(let thing) = lookUp(
        documents.text(of: entry.value),
        types: ["AWS::EC2::VPC"],
        from: draft.home
      ),
      case .draft(let vpc) = thing.target
    else { return }
    drafts[index].home.vpc = vpc
  }
}

// MARK: - What follows from where a resource stands

extension DescriptionReader {
  /// Adds the properties and resources that nobody writes because they go without saying.
  private mutating func complete(_ index: Int, _ estate: inout EstateBuilder) {
    let draft = drafts[index]
    switch draft.type {
    case "AWS::EC2::InternetGateway": attach(index, by: "InternetGatewayId", &estate)
    case "AWS::EC2::VPNGateway": attach(index, by: "VpnGatewayId", &estate)
    case "AWS::EC2::VPCEndpoint" where draft.link != nil:
      append("ServiceName", .template(Self.serviceName(draft.name)), to: index)
      // Only these have endpoints that are gateways, which AWS takes where no type is written.
      if !["dynamodb", "s3", "s3express"].contains(draft.name) {
        append("VpcEndpointType", .text("Interface"), to: index)
      }
    case "AWS::EC2::FlowLog" where draft.link != nil:
      append("ResourceType", .text("VPC"), to: index)
    case "AWS::ControlTower::EnabledControl":
      append("ControlIdentifier", Self.controlTowerARN("control", draft.name), to: index)
    case "AWS::ControlTower::EnabledBaseline":
      append("BaselineIdentifier", Self.controlTowerARN("baseline", draft.name), to: index)
    case "AWS::Organizations::Policy" where !drafts[index].entries.contains { $0.path == ["Type"] }:
      let fact = "policy '\(draft.name)' has no 'type'"
      let help = "add 'type: service-control-policy'"
      report("missing-key", fact, at: draft.key, help: help, &estate)
    default: break
    }
  }

  /// Adds a property to a draft that does not write it.
  private mutating func append(_ name: String, _ content: DraftValue.Content, to index: Int) {
    guard !drafts[index].entries.contains(where: { $0.path == [name] }) else { return }
    let key = drafts[index].key
    drafts[index].entries.append(DraftEntry(name, key: key, DraftValue(content, at: key)))
  }

  /// Attaches a gateway to the VPC that it is described in.
  private mutating func attach(_ index: Int, by property: String, _ estate: inout EstateBuilder) {
    let gateway = drafts[index]
    guard let vpc = gateway.home.vpc, let thing = names.thing(at: drafts[vpc].address),
      let own = names.thing(at: gateway.address)
    else { return }
    let draft = Draft(
      type: "AWS::EC2::VPCGatewayAttachment",
      name: gateway.name,
      address: "\(gateway.address)/attachment",
      key: gateway.key,
      body: nil,
      home: gateway.home,
      owner: index,
      entries: [
        DraftEntry("VpcId", key: gateway.key, DraftValue(.thing(thing), at: gateway.key)),
        DraftEntry(property, key: gateway.key, DraftValue(.thing(own), at: gateway.key)),
      ]
    )
    add(draft, isNamed: false, &estate)
  }

  /// The name of an endpoint's service: `s3` is `com.amazonaws.REGION.s3`.
  ///
  /// Source: SageMaker Developer Guide, "Connect to SageMaker AI within your VPC": notebooks and
  /// Studio have names of another kind.
  private static func serviceName(_ key: String) -> [DraftValue.Piece] {
    if key.hasPrefix("com.amazonaws.") || key.hasPrefix("aws.sagemaker.") { return [.text(key)] }
    if key == "sagemaker.notebook" || key == "sagemaker.studio" {
      return [.text("aws.sagemaker."), .region, .text(".\(key.dropFirst("sagemaker.".count))")]
    }
    return [.text("com.amazonaws."), .region, .text(".\(key)")]
  }

  private static func controlTowerARN(_ kind: String, _ name: String) -> DraftValue.Content {
    if name.hasPrefix("arn:") { return .text(name) }
    return .template([
      .text("arn:"), .partition, .text(":controltower:"), .region, .text("::\(kind)/\(name)"),
    ])
  }
}
