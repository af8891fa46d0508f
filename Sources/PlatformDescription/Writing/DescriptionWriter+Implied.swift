import Infrastructure
import SourceText
import Values

/// What goes without saying where a resource stands, and short forms for what people write most.
extension DescriptionWriter {
  private typealias Entry = (key: String, value: YAMLNode)

  /// The properties that reading gives a resource for where it stands.
  func impliedProperties(of id: ResourceID, at address: String) -> Set<String> {
    let resource = estate[id]
    guard !AddressBook.isOfTemplate(resource, in: estate) else { return [] }
    var implied: Set<String> = []
    let steps = address.dropLast(resource.name.count + 1).split(separator: "/")
    if let key = steps.last, let owner = owner(of: address, named: resource.name),
      let link = Catalogue.members(of: estate[owner].type).first(where: { $0.key == key })?.link
    {
      implied.insert(link)
      if resource.type == "AWS::EC2::VPCEndpoint", endsInName("ServiceName", resource) {
        implied.insert("ServiceName")
      }
    }
    switch resource.type {
    case "AWS::ControlTower::EnabledControl" where endsInName("ControlIdentifier", resource):
      implied.insert("ControlIdentifier")
    case "AWS::ControlTower::EnabledBaseline" where endsInName("BaselineIdentifier", resource):
      implied.insert("BaselineIdentifier")
    case "AWS::Organizations::OrganizationalUnit" where address.hasPrefix("organization/"):
      implied.insert("ParentId")
    default: break
    }
    return implied
  }

  /// The resource in whose collection another stands.
  private func owner(of address: String, named name: String) -> ResourceID? {
    let base = address.dropLast(name.count + 1)
    guard let slash = base.lastIndex(of: "/") else { return nil }
    return resource(at: String(base[..<slash]))
  }

  /// Whether the text of a property ends in the name of its resource, as reading would make it.
  private func endsInName(_ property: String, _ resource: Resource) -> Bool {
    let heap = estate.heap
    guard var value = heap.lookup(property, in: resource.properties) else { return false }
    if value.kind == .template { value = heap.element(value.count - 1, of: value) }
    guard value.kind == .string else { return false }
    let text = heap.text(value)
    let last = resource.name.split(separator: ".").last.map(String.init) ?? resource.name
    return text == resource.name || text.hasSuffix("/\(resource.name)")
      || text.hasSuffix(".\(resource.name)") || text.hasSuffix(".\(last)")
  }

  /// The targets of a policy, which its units name, unless somebody else is among them.
  func attachedProperties(_ id: ResourceID) -> Set<String> {
    estate[id].address.hasPrefix("organization/") ? ["TargetIds"] : []
  }

  // MARK: - Short forms

  /// Properties in short form, where they have exactly the form that reading gives them; with the
  /// properties that this is.
  mutating func shortEntries(
    of resource: Resource
  ) -> (entries: [(key: String, value: YAMLNode)], written: Set<String>) {
    values.type = resource.type
    values.scope = resource.scope
    switch resource.type {
    case "AWS::IAM::Role": return roleEntries(of: resource)
    case "AWS::S3::Bucket": return bucketEntries(of: resource)
    default: return ([], [])
    }
  }

  private mutating func bucketEntries(
    of resource: Resource
  ) -> (entries: [(key: String, value: YAMLNode)], written: Set<String>) {
    let heap = estate.heap
    var entries: [Entry] = []
    var written: Set<String> = []
    if let key = defaultKey(of: resource), let shape = keyShape() {
      let word = estate.declarations.vocabulary.name("KMSMasterKeyID")
      let declaration = estate.declarations.property(word, in: shape)
      let slot = ValueWriter.Slot(declaration, name: "KMSMasterKeyID", path: "")
      entries.append(("key", values.node(for: key, slot)))
      written.insert("BucketEncryption")
    }
    if let block = heap.lookup("PublicAccessBlockConfiguration", in: resource.properties),
      block.kind == .map
    {
      let flags = (0..<block.count).map { heap.entry($0, of: block) }
      if flags.count == 4, flags.allSatisfy({ $0.isTrue && !$0.flags.contains(.defaulted) }) {
        entries.append(("publicAccessBlock", .scalar("true")))
        written.insert("PublicAccessBlockConfiguration")
      }
    }
    return (entries, written)
  }

  /// The key of a bucket that encrypts with one and says nothing else of encryption.
  private func defaultKey(of resource: Resource) -> Value? {
    let heap = estate.heap
    guard let encryption = heap.lookup("BucketEncryption", in: resource.properties),
      let rules = only("ServerSideEncryptionConfiguration", of: encryption), rules.kind == .list,
      rules.count == 1,
      let rule = only("ServerSideEncryptionByDefault", of: heap.element(0, of: rules)),
      rule.kind == .map, rule.count == 2, text("SSEAlgorithm", of: rule) == "aws:kms"
    else { return nil }
    return heap.lookup("KMSMasterKeyID", in: rule)
  }

  /// The declaration of what holds a bucket's key.
  private func keyShape() -> ShapeID? {
    let declarations = estate.declarations
    guard let type = declarations.type(named: "AWS::S3::Bucket") else { return nil }
    var shape = declarations.shape(of: type)
    for name in [
      "BucketEncryption", "ServerSideEncryptionConfiguration", "ServerSideEncryptionByDefault",
    ] {
      let word = declarations.vocabulary.name(name)
      guard let property = declarations.property(word, in: shape),
        case .object(let inner) = property.kind.innermost.form
      else { return nil }
      shape = inner
    }
    return shape
  }

  /// The value of a map that has one entry, not counting AWS's defaults.
  private func only(_ key: String, of map: Value) -> Value? {
    let heap = estate.heap
    guard map.kind == .map else { return nil }
    let written = (0..<map.count).filter { !heap.entry($0, of: map).flags.contains(.defaulted) }
    return written.count == 1 ? heap.lookup(key, in: map) : nil
  }

  private mutating func roleEntries(
    of resource: Resource
  ) -> (entries: [(key: String, value: YAMLNode)], written: Set<String>) {
    var entries: [Entry] = []
    var written: Set<String> = []
    if let services = trustedServices(of: resource) {
      entries.append(("trusts", .texts(services)))
      written.insert("AssumeRolePolicyDocument")
    }
    if let grants = grants(of: resource) {
      entries += grants
      written.insert("Policies")
    }
    return (entries, written)
  }

  private func trustedServices(of resource: Resource) -> [String]? {
    let heap = estate.heap
    guard let document = heap.lookup("AssumeRolePolicyDocument", in: resource.properties),
      let statements = statements(of: document)
    else { return nil }
    var services: [String] = []
    for statement in statements {
      guard statement.kind == .map, statement.count == 3,
        text("Effect", of: statement) == "Allow", text("Action", of: statement) == "sts:AssumeRole",
        let principal = heap.lookup("Principal", in: statement), principal.kind == .map,
        principal.count == 1, let service = text("Service", of: principal),
        service.hasSuffix(".amazonaws.com")
      else { return nil }
      services.append(service)
    }
    return services.isEmpty ? nil : services
  }

  /// Inline policies that are called `allows` and `denies` and hold plain statements.
  private mutating func grants(of resource: Resource) -> [(key: String, value: YAMLNode)]? {
    let heap = estate.heap
    guard let list = heap.lookup("Policies", in: resource.properties), list.kind == .list,
      list.count > 0
    else { return nil }
    var entries: [Entry] = []
    for policy in heap.elements(of: list) {
      guard policy.kind == .map, policy.count == 2, let name = text("PolicyName", of: policy),
        let effect = ["allows": "Allow", "denies": "Deny"][name],
        !entries.contains(where: { $0.key == name }),
        let document = heap.lookup("PolicyDocument", in: policy),
        let statements = statements(of: document)
      else { return nil }
      var nodes: [YAMLNode] = []
      for statement in statements {
        guard let node = grant(statement, effect: effect) else { return nil }
        nodes.append(node)
      }
      entries.append((name, .list(nodes)))
    }
    return entries
  }

  private mutating func grant(_ statement: Value, effect: String) -> YAMLNode? {
    let heap = estate.heap
    let keys = [
      "Action": "actions", "Condition": "conditions", "NotAction": "notActions",
      "NotResource": "notResources", "Resource": "resources", "Sid": "sid",
    ]
    guard statement.kind == .map, text("Effect", of: statement) == effect else { return nil }
    var entries: [Entry] = []
    for index in 0..<statement.count {
      let name = heap.text(heap.key(index, of: statement))
      guard name != "Effect" else { continue }
      guard let key = keys[name] else { return nil }
      let slot = ValueWriter.Slot(nil, name: name, path: "")
      let value = heap.entry(index, of: statement)
      // A text there would be looked up as a name.
      guard !name.hasSuffix("Resource") || isPattern(value) else { return nil }
      entries.append((key, values.node(for: value, slot)))
    }
    return .map(entries)
  }

  private func isPattern(_ value: Value) -> Bool {
    let heap = estate.heap
    if value.kind == .list { return heap.elements(of: value).allSatisfy(isPattern) }
    guard value.kind == .string else { return true }
    return heap.text(value) == "*" || heap.text(value).hasPrefix("arn:")
  }

  /// The statements of a document that has a version and nothing else beside them.
  private func statements(of document: Value) -> [Value]? {
    let heap = estate.heap
    guard document.kind == .map, document.count == 2, text("Version", of: document) == "2012-10-17",
      let list = heap.lookup("Statement", in: document), list.kind == .list
    else { return nil }
    return heap.elements(of: list)
  }

  private func text(_ key: String, of map: Value) -> String? {
    guard let value = estate.heap.lookup(key, in: map), value.kind == .string else { return nil }
    return estate.heap.text(value)
  }
}
