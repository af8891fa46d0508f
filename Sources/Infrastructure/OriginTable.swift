package import Syntax
import Values

/// Numbers the nodes of all trees of an estate through.
package struct OriginTable: Sendable {
  struct Tree: Sendable {
    /// The origin of the tree's first node.
    let base: UInt32
    let tree: SyntaxTree
  }

  private(set) var trees: [Tree] = []
  private var next: UInt32 = 1

  package init() {}

  /// Adds a tree; the origin of its node `n` is the result plus `n`.
  package mutating func add(_ tree: SyntaxTree) -> UInt32 {
    let base = next
    trees.append(Tree(base: base, tree: tree))
    next += UInt32(tree.nodes.count)
    return base
  }

  /// The tree and node that a value was read from; logarithmic in the trees.
  func node(of origin: Origin) -> (tree: SyntaxTree, node: NodeID)? {
    guard !origin.isNone else { return nil }
    var low = 0
    var high = trees.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if trees[middle].base <= origin.rawValue { low = middle } else { high = middle }
    }
    guard low < trees.count else { return nil }
    return (trees[low].tree, NodeID(Int(origin.rawValue - trees[low].base)))
  }
}
