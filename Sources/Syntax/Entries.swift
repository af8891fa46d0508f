/// The entries of a mapping as they are written, `<<` and repeated keys included.
package struct Entries: Sequence, Sendable {
  private let nodes: [SyntaxNode]
  private let first: Int
  private let end: Int

  /// - Parameter node: any node of the tape; all but mappings have no entries.
  init(_ nodes: [SyntaxNode], of node: NodeID) {
    let mapping = nodes[node.index]
    self.nodes = nodes
    first = node.index + 1
    end = mapping.kind == .mapping ? Int(mapping.next) : first
  }

  package func makeIterator() -> Iterator {
    Iterator(nodes: nodes, position: first, end: end)
  }

  package struct Iterator: IteratorProtocol, Sendable {
    fileprivate let nodes: [SyntaxNode]
    fileprivate var position: Int
    fileprivate let end: Int

    package mutating func next() -> (key: NodeID, value: NodeID)? {
      guard position < end else { return nil }
      let key = position
      let value = Int(nodes[key].next)
      position = Int(nodes[value].next)
      return (NodeID(key), NodeID(value))
    }
  }
}
