import Findings
package import Infrastructure
package import SourceText
package import Syntax
import Values

/// True if a tree is a platform description: a mapping with `lintel: platform/v1`.
package func isDescription(_ tree: SyntaxTree) -> Bool {
  guard let root = tree.root, tree[root].kind == .mapping,
    let version = tree.value(of: "lintel", in: root)
  else { return false }
  return tree.text(of: tree.resolved(version)).hasPrefix("platform/")
}

/// What reading descriptions led to, beside the estate.
package struct DescriptionFiles: Sendable {
  /// The policy documents that were read for the descriptions.
  package let documents: Set<SourceID>
  /// The files and folders that descriptions name and that are not among the sources.
  package let wanted: [String]
}

/// Reads platform descriptions into an estate; together they describe one.
///
/// - Parameters:
///   - trees: The descriptions; ``isDescription(_:)`` holds for each.
///   - sources: All inputs by `SourceID`: the files that a description names by their path are looked
///     for among them.
///   - unread: The paths of descriptions that cannot be parsed: what is not found may stand there, so
///     that its absence proves nothing.
///   - readTemplates: Reads the templates of the estate. It is called once, when the names of the
///     descriptions are known, and asks for what they say of a template's deployment by its path.
@discardableResult
package func readDescriptions(
  _ trees: [SyntaxTree],
  sources: [SourceFile],
  unread: [String] = [],
  into estate: inout EstateBuilder,
  readTemplates: ((String) -> Deployment, inout EstateBuilder) -> Void = { _, _ in }
) -> DescriptionFiles {
  guard !trees.isEmpty else {
    readTemplates({ _ in Deployment() }, &estate)
    return DescriptionFiles(documents: [], wanted: [])
  }
  var reader = DescriptionReader(
    sources: sources,
    catalogue: Catalogue(estate.declarations),
    vocabulary: estate.declarations.vocabulary
  )
  reader.unread = unread
  reader.findNames(trees, &estate)
  let deployments = reader.deployments(&estate)
  readTemplates({ deployments[$0] ?? Deployment() }, &estate)
  reader.readResources(&estate)
  return DescriptionFiles(
    documents: Set(
      reader.files.values.compactMap { $0.map { reader.documents.tree(of: $0).source } }
    ),
    wanted: reader.wanted.sorted()
  )
}

/// The state of reading the descriptions of an estate.
///
/// Reading takes three passes, because names may be used before they stand there: first everything
/// that has a name is found, then each resource's properties are laid out, then their values are
/// made. Templates are read after the first, because they and descriptions may name each other.
struct DescriptionReader {
  /// The text that a reference to a resource, or to an attribute of it, stands for.
  struct TextKey: Hashable {
    let draft: Int
    let attribute: Name
  }

  let sources: [SourceFile]
  let catalogue: Catalogue
  let vocabulary: Vocabulary

  var documents = Documents()
  var names = NameIndex()
  var drafts: [Draft] = []
  /// Where each address was first used.
  var addresses: [String: Place] = [:]
  var accounts: [DescribedAccount] = []
  /// What is said of the deployment of templates, by path.
  var templates: [(path: String, place: Place, body: Place)] = []
  /// The elements of `expect` sections.
  var expectations: [Place] = []
  /// What names the account that manages the organization, with its key.
  var managers: [(key: Place, account: Place)] = []
  /// The parts that are wholly described in all accounts.
  var complete: Set<String> = []
  /// The roots of policy documents that were read, by path; nil for those that could not be.
  var files: [String: Place?] = [:]
  /// The files and folders that are named and not there.
  var wanted: Set<String> = []

  /// The scopes of the accounts, and that of the organization at the end.
  var scopes: [ScopeID] = []
  /// The resources of the drafts that have names, and of those that follow from them.
  var resources: [ResourceID] = []
  /// The draft whose properties are being made.
  var current = 0
  /// Whether the third pass is under way.
  var isDefining = false
  var texts: [TextKey: Value] = [:]
  /// The keys that objects take, for those of which some key was misspelt.
  var suggestions: [ShapeID: [String]] = [:]
  /// The paths of descriptions that cannot be parsed.
  var unread: [String] = []
  /// How many keys nobody knows the meaning of.
  var unreadKeys = 0
  /// Whether something of the organization could not be read.
  var isOrganizationUnread = false
  /// How deep values are nested at the moment.
  var depth = 0
  /// Whether there are more resources than anybody means.
  var isFull = false
  /// How many values were made; bounds what aliases expand to.
  var visits = 0
  /// The variables of `$maybe`, by what is open.
  var variables: [String: GuardID] = [:]

  init(sources: [SourceFile], catalogue: Catalogue, vocabulary: Vocabulary) {
    self.sources = sources
    self.catalogue = catalogue
    self.vocabulary = vocabulary
  }

  /// The first pass.
  mutating func findNames(_ trees: [SyntaxTree], _ estate: inout EstateBuilder) {
    var organizations: [Place] = []
    for tree in trees {
      guard let root = documents.add(tree, base: estate.add(tree)) else { continue }
      if let second = tree.documents.dropFirst().first {
        reportSecondDocument(tree.span(of: second), &estate)
      }
      organizations += readSections(of: root, &estate)
    }
    let errors = estate.diagnostics.count { $0.level == .error }
    for organization in organizations {
      findOrganization(organization, &estate)
    }
    connectOrganization(&estate)
    if estate.diagnostics.count(where: { $0.level == .error }) > errors {
      isOrganizationUnread = true
    }
    if isOrganizationUnread { openOrganization() }
    completeAccounts(&estate)
    reserve(&estate)
  }

  /// The second and the third pass.
  mutating func readResources(_ estate: inout EstateBuilder) {
    findTemplateResources(estate)
    addExpectations(&estate)
    var next = 0
    // Laying out one resource may add others: the association of a subnet, say.
    while next < drafts.count {
      layOut(next, &estate)
      next += 1
    }
    checkNetworks(&estate)
    checkIdentities(&estate)
    checkPlacements(&estate)
    addScopes(&estate)
    reserve(&estate)
    isDefining = true
    for index in drafts.indices {
      define(index, &estate)
    }
  }

  /// Gives the drafts that have none the ids of resources.
  private mutating func reserve(_ estate: inout EstateBuilder) {
    let ids = estate.reserveResources(drafts.count - resources.count)
    resources += ids.map(ResourceID.init)
  }

  /// What templates hold can be named by its address.
  private mutating func findTemplateResources(_ estate: borrowing EstateBuilder) {
    for (id, resource) in estate.defined {
      names.add(
        NamedThing(
          type: resource.type,
          name: resource.name,
          address: resource.address,
          key: nil,
          home: Draft.Home(),
          target: .resource(id)
        )
      )
    }
  }

  private func reportSecondDocument(_ span: SourceSpan, _ estate: inout EstateBuilder) {
    estate.report(
      Diagnostic(
        .error,
        "multiple-documents",
        "a platform description is one document, but a second one begins here",
        at: span,
        help: "put it into a file of its own; only the first document was read"
      )
    )
  }

  private mutating func addScopes(_ estate: inout EstateBuilder) {
    for account in accounts {
      let place = account.account.flatMap(self.account(named:))
      let scope = Scope(
        name: account.name,
        account: account.draft == nil ? accountText(of: account) : identity(of: account),
        region: (account.region ?? place?.region).map { documents.text(of: $0) },
        environment: (account.environment ?? place?.environment).map { documents.text(of: $0) },
        complete: unread.isEmpty
          ? complete.union(account.complete).subtracting(account.open) : [],
        isStack: account.draft == nil
      )
      scopes.append(estate.add(scope))
    }
    scopes.append(estate.add(Scope(name: "organization", complete: unread.isEmpty ? complete : [])))
  }

  /// Notes the id that AWS gave to what a draft describes; no two have the same.
  private mutating func identify(_ draft: Draft, _ id: String, _ estate: inout EstateBuilder) {
    guard let other = estate.noteIdentifier(id, of: resources[current]) else { return }
    let fact = "'\(draft.name)' has the id of another resource, '\(id)'"
    let related = drafts.indices.filter { resources[$0] == other }.map {
      note("it stands here, too", at: drafts[$0].key)
    }
    report("duplicate-name", fact, at: draft.key, related: related, &estate)
  }

  /// Makes the resource of a draft.
  private mutating func define(_ index: Int, _ estate: inout EstateBuilder) {
    current = index
    let draft = drafts[index]
    let properties = properties(of: draft, &estate)
    if let id = draft.identifier { identify(draft, documents.text(of: id), &estate) }
    estate.define(
      resources[index],
      as: Resource(
        name: draft.name,
        type: draft.type,
        typeName: vocabulary.name(draft.type),
        address: draft.address,
        properties: properties,
        origin: documents.origin(of: draft.key),
        existence: existence(of: draft, &estate),
        scope: scopes[draft.home.account ?? scopes.count - 1]
      )
    )
  }
}
