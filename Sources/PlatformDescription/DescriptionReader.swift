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

/// Reads platform descriptions into an estate; together they describe one.
///
/// - Parameters:
///   - trees: The descriptions; ``isDescription(_:)`` holds for each.
///   - sources: All inputs by `SourceID`: policy documents that a description names by their path
///     are looked for among them.
/// - Returns: The policy documents that were read for the descriptions.
@discardableResult
package func readDescriptions(
  _ trees: [SyntaxTree],
  sources: [SourceFile],
  into estate: inout EstateBuilder
) -> Set<SourceID> {
  guard !trees.isEmpty else { return [] }
  var reader = DescriptionReader(
    sources: sources,
    catalogue: Catalogue(estate.declarations),
    vocabulary: estate.declarations.vocabulary
  )
  reader.read(trees, into: &estate)
  return Set(reader.files.values.compactMap { $0.map { reader.documents.tree(of: $0).source } })
}

/// The state of reading the descriptions of an estate.
///
/// Reading takes three passes, because names may be used before they stand there: first everything
/// that has a name is found, then each resource's properties are laid out, then their values are made.
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
  /// What names the account that manages the organization, with its key.
  var managers: [(key: Place, account: Place)] = []
  /// The parts that are wholly described in all accounts.
  var complete: Set<String> = []
  /// The roots of policy documents that were read, by path; nil for those that could not be.
  var files: [String: Place?] = [:]

  /// The scopes of the accounts, and that of the organization at the end.
  var scopes: [ScopeID] = []
  /// The resource of the first draft; the others follow.
  var firstResource = 0
  /// The draft whose properties are being made.
  var current = 0
  var texts: [TextKey: Value] = [:]
  /// The keys that objects take, for those of which some key was misspelt.
  var suggestions: [ShapeID: [String]] = [:]
  /// How deep values are nested at the moment.
  var depth = 0
  /// Whether there are more resources than anybody means.
  var isFull = false
  /// How many values were made; bounds what aliases expand to.
  var visits = 0

  init(sources: [SourceFile], catalogue: Catalogue, vocabulary: Vocabulary) {
    self.sources = sources
    self.catalogue = catalogue
    self.vocabulary = vocabulary
  }

  mutating func read(_ trees: [SyntaxTree], into estate: inout EstateBuilder) {
    var organizations: [Place] = []
    for tree in trees {
      guard let root = documents.add(tree, base: estate.add(tree)) else { continue }
      if let second = tree.documents.dropFirst().first {
        reportSecondDocument(tree.span(of: second), &estate)
      }
      organizations += readSections(of: root, &estate)
    }
    for organization in organizations {
      findOrganization(organization, &estate)
    }
    connectOrganization(&estate)
    completeAccounts(&estate)
    var next = 0
    // Laying out one resource may add others: the association of a subnet, say.
    while next < drafts.count {
      layOut(next, &estate)
      next += 1
    }
    addScopes(&estate)
    firstResource = estate.reserveResources(drafts.count).lowerBound
    for index in drafts.indices {
      define(index, &estate)
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
      let scope = Scope(
        name: account.name,
        account: account.id.map { documents.text(of: $0) } ?? account.name,
        region: account.region.map { documents.text(of: $0) },
        environment: account.environment.map { documents.text(of: $0) },
        complete: complete.union(account.complete)
      )
      scopes.append(estate.add(scope))
    }
    scopes.append(estate.add(Scope(name: "organization", complete: complete)))
  }

  /// Makes the resource of a draft.
  private mutating func define(_ index: Int, _ estate: inout EstateBuilder) {
    current = index
    let draft = drafts[index]
    let properties = properties(of: draft, &estate)
    estate.define(
      ResourceID(firstResource + index),
      as: Resource(
        name: draft.name,
        type: draft.type,
        typeName: vocabulary.name(draft.type),
        address: draft.address,
        properties: properties,
        origin: documents.origin(of: draft.key),
        existence: .always,
        scope: scopes[draft.home.account ?? scopes.count - 1]
      )
    )
  }
}
