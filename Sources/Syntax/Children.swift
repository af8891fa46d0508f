/// The elements of a sequence; of a mapping, keys and values in turn.
package struct Children: Sequence, Sendable {
  private let nodes: [SyntaxNode]
  private let first: Int
  private let end: Int

  /// - Parameter node: a collection of the tape; scalars have no children.
  init(_ nodes: [SyntaxNode], of node: NodeID) {
    self.nodes = nodes
    first = node.index + 1
    end = Int(nodes[node.index].next)
  }

  package func makeIterator() -> Iterator {
    Iterator(nodes: nodes, position: first, end: end)
  }

  package struct Iterator: IteratorProtocol, Sendable {
    fileprivate let nodes: [SyntaxNode]
    fileprivate var position: Int
    fileprivate let end: Int

    package mutating func next() -> NodeID? {
      guard position < end else { return nil }
      let node = NodeID(position)
      position = Int(nodes[position].next)
      return node
    }
  }
}
