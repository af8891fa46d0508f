package import Infrastructure
import Values

/// Writes a description of an estate, from whichever languages it was read: resolved values, and marks
/// for what is not known.
///
/// Accounts and what is in them stand where they were described; the stack of a template becomes an
/// entry of `stacks`, in which each resource keeps its logical id. Reading what is written gives the
/// same resources with the same values, but for properties that no declaration knows.
///
/// - Parameter notes: Lines to begin with.
package func describe(_ estate: Estate, notes: [String] = []) -> String {
  var writer = DescriptionWriter(estate)
  return writer.document(notes)
}

/// The state of writing a description.
struct DescriptionWriter {
  /// What stands in a resource, account or section: keys in the order of their first resource.
  struct Shelf {
    var order: [String] = []
    var groups: [String: [ResourceID]] = [:]

    mutating func add(_ id: ResourceID, to key: String) {
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(id)
    }
  }

  let estate: Estate
  let catalogue: Catalogue
  var values: ValueWriter
  /// The resources by their addresses.
  private var byAddress: [String: ResourceID] = [:]
  /// What stands at each address.
  private(set) var shelves: [String: Shelf] = [:]
  private(set) var expectations: [ResourceID] = []
  /// The resources that go without saying, and those that are written as a key of another.
  private(set) var companions: [String: ResourceID] = [:]

  init(_ estate: Estate) {
    self.estate = estate
    catalogue = Catalogue(estate.declarations)
    let book = AddressBook(estate, catalogue: catalogue)
    values = ValueWriter(estate, book: book)
    for (index, address) in book.addresses.enumerated() {
      if let address { byAddress[address] = ResourceID(index) }
    }
    for index in estate.resources.indices { shelve(ResourceID(index), book) }
  }

  /// Finds out what a resource is written in, and under which key.
  private mutating func shelve(_ id: ResourceID, _ book: AddressBook) {
    let resource = estate[id]
    guard let address = book.addresses[id.index],
      values.context.truth(of: resource.existence) != false
    else { return }
    if resource.type == "Lintel::Expectation" {
      expectations.append(id)
      return
    }
    if isOwnAccount(resource) { return }
    if AddressBook.isOfTemplate(resource, in: estate) {
      let scope = estate.scopes[resource.scope.index].name
      shelves[scope, default: Shelf()].add(id, to: catalogue.key(of: resource.type))
      return
    }
    let suffix = "/" + resource.name
    let parent = String(address.split(separator: "/").dropLast().joined(separator: "/"))
    if let owner = byAddress[parent], estate[owner].name == resource.name,
      !catalogueHolds(resource, at: address)
    {
      companions[address] = id
      return
    }
    guard address.hasSuffix(suffix) else { return }
    let base = address.dropLast(suffix.count)
    guard let slash = base.lastIndex(of: "/") else { return }
    let key = String(base[base.index(after: slash)...])
    shelves[String(base[..<slash]), default: Shelf()].add(id, to: key)
  }

  func resource(at address: String) -> ResourceID? {
    byAddress[address]
  }

  /// Whether a resource is an account of the description itself.
  func isOwnAccount(_ resource: Resource) -> Bool {
    resource.type == "AWS::Organizations::Account" && !resource.address.contains("/")
      && !AddressBook.isOfTemplate(resource, in: estate)
  }

  /// Whether the address ends in a collection and a name, not in the key of a companion.
  private func catalogueHolds(_ resource: Resource, at address: String) -> Bool {
    let steps = address.split(separator: "/")
    guard steps.count > 2 else { return true }
    let last = String(steps[steps.count - 1])
    let owner = byAddress[steps.dropLast().joined(separator: "/")]
    guard let owner,
      case .companion(let type, _, _)? = ShortForms.form(last, of: estate[owner].type)
    else { return last != "attachment" }
    return type != resource.type
  }
}

// MARK: - The document

extension DescriptionWriter {
  mutating func document(_ notes: [String]) -> String {
    var entries: [(key: String, value: YAMLNode)] = [("lintel", .text("platform/v1"))]
    let complete = organizationScope.map { estate.scopes[$0].complete.sorted() } ?? []
    if !complete.isEmpty { entries.append(("complete", .texts(complete))) }
    let organization = organizationEntries()
    if !organization.isEmpty { entries.append(("organization", .map(organization))) }
    var accounts: [(key: String, value: YAMLNode)] = []
    var stacks: [(key: String, value: YAMLNode)] = []
    for (index, scope) in estate.scopes.enumerated() where index != organizationScope {
      let body = accountEntries(index)
      if scope.isStack {
        if !body.isEmpty { stacks.append((scope.name, .map(body))) }
      } else {
        accounts.append((scope.name, .map(body)))
      }
    }
    if !accounts.isEmpty { entries.append(("accounts", .map(accounts))) }
    if !stacks.isEmpty { entries.append(("stacks", .map(stacks))) }
    let claims = expectations.flatMap { expectation($0) }
    if !claims.isEmpty { entries.append(("expect", .list(claims))) }
    var lines = notes
    if values.undeclared > 0 {
      lines.append("Left out: \(values.undeclared) properties that no declaration knows.")
    }
    let head = lines.map { "# \($0)\n" }.joined()
    return head + YAMLText.document(.map(entries))
  }

  var organizationScope: Int? {
    estate.scopes.lastIndex { $0.name == "organization" && $0.account == nil && !$0.isStack }
  }

  /// What an account or a stack says of itself, and what is in it.
  private mutating func accountEntries(_ index: Int) -> [(key: String, value: YAMLNode)] {
    let scope = estate.scopes[index]
    var entries = scope.isStack ? stackFacts(scope) : accountFacts(scope)
    if let region = scope.region { entries.append(("region", .text(region))) }
    if let environment = scope.environment { entries.append(("environment", .text(environment))) }
    let common = organizationScope.map { estate.scopes[$0].complete } ?? []
    let complete = scope.complete.subtracting(common).sorted()
    let open = common.subtracting(scope.complete).sorted()
    if !complete.isEmpty { entries.append(("complete", .texts(complete))) }
    if !open.isEmpty { entries.append(("open", .texts(open))) }
    let contents = contents(of: scope.name)
    guard !contents.isEmpty || !scope.isStack else { return [] }
    if hasGeneratedNames(index) { entries.append(("names", .text("generated"))) }
    return entries + contents
  }

  /// Whether some resource of a scope has no name although its type has one.
  private mutating func hasGeneratedNames(_ scope: Int) -> Bool {
    let estate = estate
    return estate.resources.contains { resource in
      guard resource.scope.index == scope,
        let type = estate.declarations.type(named: resource.type),
        let name = DescriptionReader.nameProperty(
          of: resource.type,
          in: estate.declarations.shape(of: type),
          estate.declarations
        )
      else { return false }
      guard let written = estate.heap.lookup(name, in: resource.properties) else { return true }
      return values.context.resolve(written).isAbsent
    }
  }

  private func stackFacts(_ scope: Scope) -> [(key: String, value: YAMLNode)] {
    scope.account.map { [("account", .text($0))] } ?? []
  }

  private mutating func accountFacts(_ scope: Scope) -> [(key: String, value: YAMLNode)] {
    var entries: [(key: String, value: YAMLNode)] = []
    guard let id = byAddress[scope.name] else { return entries }
    if let account = scope.account, account != scope.name {
      entries.append(("id", .text(account)))
    }
    let properties = values.properties(
      of: estate[id],
      except: ["AccountId", "AccountName", "ParentIds", "Tags"]
    )
    entries += properties
    let tags = tags(of: estate[id], except: scope.environment)
    if !tags.isEmpty { entries.append(("tags", .map(tags))) }
    return entries
  }

  /// The tags of an account without the one that says its environment.
  private func tags(
    of resource: Resource,
    except environment: String?
  ) -> [(key: String, value: YAMLNode)] {
    let heap = estate.heap
    guard let list = heap.lookup("Tags", in: resource.properties), list.kind == .list else {
      return []
    }
    var tags: [(key: String, value: YAMLNode)] = []
    for tag in heap.elements(of: list) {
      guard let key = heap.lookup("Key", in: tag), let value = heap.lookup("Value", in: tag),
        key.kind == .string, value.kind == .string
      else { continue }
      if heap.text(key) == "Environment", heap.text(value) == environment { continue }
      tags.append((heap.text(key), .text(heap.text(value))))
    }
    return tags
  }
}
