import Infrastructure
import SourceText
import Syntax
import Values

/// The steps from the roots of documents to what findings are about.
struct DocumentPaths: Sendable {
  /// A collection with many children.
  private struct Collection: Hashable {
    let source: SourceID
    let node: NodeID
  }

  /// The children of collections that are too long to be walked for each finding in them.
  private var children: [Collection: [NodeID]] = [:]

  private static let walkedCount = 16

  /// The keys and positions from the root of the document to a node.
  ///
  /// A key goes by its own text, since where it stands among its neighbours says nothing; names of
  /// intrinsic functions are left out, since their short forms are no keys. Logarithmic in the length
  /// of collections, but for the first node that is looked for in one.
  mutating func path(to origin: Origin, in estate: Estate) -> [String] {
    guard let (tree, node) = estate.node(of: origin) else { return [] }
    let host = estate.host(of: origin)
    var path = host.isNone ? [] : self.path(to: host, in: estate)
    var current = tree.documents.last { $0 <= node }
    while let parent = current, parent != node {
      guard let (child, position, key) = child(of: parent, around: node, in: tree) else { break }
      let step = tree[parent].kind == .mapping ? tree.text(of: key) : String(position)
      if step != "Ref", !step.hasPrefix("Fn::") { path.append(step) }
      current = child
    }
    return path
  }

  /// The child of a collection that a node is or is in, its position, and the key that it belongs to.
  private mutating func child(
    of parent: NodeID,
    around node: NodeID,
    in tree: SyntaxTree
  ) -> (child: NodeID, position: Int, key: NodeID)? {
    guard tree.count(of: parent) > Self.walkedCount else {
      return Self.child(of: Array(tree.children(of: parent)), around: node, in: tree)
    }
    let collection = Collection(source: tree.source, node: parent)
    let known = children[collection] ?? Array(tree.children(of: parent))
    children[collection] = known
    return Self.child(of: known, around: node, in: tree)
  }

  private static func child(
    of children: [NodeID],
    around node: NodeID,
    in tree: SyntaxTree
  ) -> (child: NodeID, position: Int, key: NodeID)? {
    var (low, high) = (0, children.count)
    while low < high {
      let middle = (low + high) / 2
      if children[middle] <= node { low = middle + 1 } else { high = middle }
    }
    guard low > 0, node.rawValue < tree[children[low - 1]].next else { return nil }
    let position = low - 1
    return (children[position], position, children[position - position % 2])
  }
}

extension EvaluationContext {
  private static let paths = "document paths"

  /// The keys and positions from the root of a document to what has an origin.
  mutating func path(to origin: Origin, in estate: Estate) -> [String] {
    var paths = memo.removeValue(forKey: Self.paths) as? DocumentPaths ?? DocumentPaths()
    defer { memo[Self.paths] = paths }
    return paths.path(to: origin, in: estate)
  }
}
