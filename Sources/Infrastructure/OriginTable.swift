package import Syntax
package import Values

/// Numbers the nodes of all trees of an estate through.
package struct OriginTable: Sendable {
  struct Tree: Sendable {
    /// The origin of the tree's first node.
    let base: UInt32
    let tree: SyntaxTree
    /// The scalar of another tree that the text stands in.
    let host: Origin
  }

  private(set) var trees: [Tree] = []
  private var next: UInt32 = 1

  package init() {}

  /// Adds a tree; the origin of its node `n` is the result plus `n`.
  ///
  /// - Parameter host: The scalar of another tree that the text stands in.
  package mutating func add(_ tree: SyntaxTree, in host: Origin = .none) -> UInt32 {
    let base = next
    trees.append(Tree(base: base, tree: tree, host: host))
    next += UInt32(tree.nodes.count)
    return base
  }

  /// The tree and node that a value was read from; logarithmic in the trees.
  func node(of origin: Origin) -> (tree: SyntaxTree, node: NodeID)? {
    tree(of: origin).map { ($0.tree, NodeID(Int(origin.rawValue - $0.base))) }
  }

  /// The scalar of another tree that a value stands in.
  func host(of origin: Origin) -> Origin {
    tree(of: origin)?.host ?? .none
  }

  private func tree(of origin: Origin) -> Tree? {
    guard !origin.isNone else { return nil }
    var low = 0
    var high = trees.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if trees[middle].base <= origin.rawValue { low = middle } else { high = middle }
    }
    return low < trees.count ? trees[low] : nil
  }
}
