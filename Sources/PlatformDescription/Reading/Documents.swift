import SourceText
import Syntax
import Values

/// The texts that are read together: descriptions, and the policy documents that they name.
///
/// Places that it hands out are never aliases: an alias is where its anchor is.
struct Documents: Sendable {
  private struct Document: Sendable {
    let tree: SyntaxTree
    /// The origin of the tree's first node.
    let base: UInt32
  }

  private var documents: [Document] = []
  /// How many nodes all texts have.
  private(set) var nodeCount = 0

  /// Adds a text and returns its root; nil for an empty one.
  mutating func add(_ tree: SyntaxTree, base: UInt32) -> Place? {
    documents.append(Document(tree: tree, base: base))
    nodeCount += tree.nodes.count
    guard let root = tree.root else { return nil }
    return Place(document: documents.count - 1, node: tree.resolved(root))
  }

  func tree(of place: Place) -> SyntaxTree {
    documents[place.document].tree
  }

  func kind(of place: Place) -> SyntaxNode.Kind {
    tree(of: place)[place.node].kind
  }

  func scalarType(of place: Place) -> SyntaxNode.ScalarType {
    tree(of: place)[place.node].type
  }

  /// The text of a scalar; empty for collections.
  func text(of place: Place) -> String {
    tree(of: place).text(of: place.node)
  }

  func utf8(of place: Place) -> ArraySlice<UInt8> {
    tree(of: place).utf8(of: place.node)
  }

  /// An explicit tag that is not one of YAML itself.
  func tag(of place: Place) -> String? {
    tree(of: place).tag(of: place.node)
  }

  func span(of place: Place) -> SourceSpan {
    tree(of: place).span(of: place.node)
  }

  func origin(of place: Place) -> Origin {
    Origin(rawValue: documents[place.document].base + place.node.rawValue)
  }

  /// Whether nothing is written behind a key.
  func isNull(_ place: Place) -> Bool {
    kind(of: place) == .scalar && scalarType(of: place) == .null
  }

  func elements(of list: Place) -> [Place] {
    let tree = tree(of: list)
    guard tree[list.node].kind == .sequence else { return [] }
    return tree.children(of: list.node).map { resolved($0, list, tree) }
  }

  /// The entries of a mapping, those that `<<` brings in included; of a key that stands twice the
  /// last one.
  func entries(of mapping: Place) -> [(key: Place, value: Place)] {
    let tree = tree(of: mapping)
    var entries = tree.mergedEntries(of: mapping.node).map { key, value in
      (key: resolved(key, mapping, tree), value: resolved(value, mapping, tree))
    }
    if tree[mapping.node].flags.contains(.hasDuplicateKeys) {
      var seen: Set<String> = []
      entries = entries.reversed().filter { seen.insert(text(of: $0.key)).inserted }.reversed()
    }
    return entries
  }

  /// The first key of a mapping, if it begins with a dollar sign, as only marks do; what `<<` brings in
  /// is not looked at.
  func markedKey(of mapping: Place) -> Place? {
    let tree = tree(of: mapping)
    guard tree[mapping.node].kind == .mapping,
      let first = tree.children(of: mapping.node).first(where: { _ in true })
    else { return nil }
    let key = tree.resolved(first)
    guard tree[key].kind == .scalar, tree.utf8(of: key).first == UInt8(ascii: "$") else {
      return nil
    }
    return Place(document: mapping.document, node: key)
  }

  private func resolved(_ node: NodeID, _ place: Place, _ tree: SyntaxTree) -> Place {
    Place(document: place.document, node: tree.resolved(node))
  }
}
