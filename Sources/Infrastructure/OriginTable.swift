package import Syntax

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
}
