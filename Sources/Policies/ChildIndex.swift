import SourceText
import Syntax
import Values

/// Finds the children of collections that hold a node, without walking long ones each time.
struct ChildIndex: Sendable {
  private struct Collection: Hashable {
    let source: SourceID
    let node: NodeID
  }

  /// A child of a collection.
  struct Child {
    let node: NodeID
    let position: Int
    /// In mappings the key that it belongs to, or is.
    let key: NodeID
  }

  /// The children of collections that are too long to be walked for each finding in them.
  private var children: [Collection: [NodeID]] = [:]

  private static let walkedCount = 16

  /// The child that a node is or is in; nil where the node is not below the collection.
  ///
  /// Logarithmic in the length of the collection, but for the first time.
  mutating func child(of parent: NodeID, around node: NodeID, in tree: SyntaxTree) -> Child? {
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
  ) -> Child? {
    var (low, high) = (0, children.count)
    while low < high {
      let middle = (low + high) / 2
      if children[middle] <= node { low = middle + 1 } else { high = middle }
    }
    guard low > 0, node.rawValue < tree[children[low - 1]].next else { return nil }
    let position = low - 1
    return Child(node: children[position], position: position, key: children[position & ~1])
  }
}

extension EvaluationContext {
  private static let childIndex = "children"

  /// Asks the index of children, which this context keeps.
  mutating func withChildIndex<Answer>(_ ask: (inout ChildIndex) -> Answer) -> Answer {
    var index = memo.removeValue(forKey: Self.childIndex) as? ChildIndex ?? ChildIndex()
    defer { memo[Self.childIndex] = index }
    return ask(&index)
  }
}
