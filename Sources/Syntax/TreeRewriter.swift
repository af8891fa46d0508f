package import SourceText

/// Writes a tree anew: parts of it as they are, other parts changed, in document order.
///
/// What is new has the place of the node that it was made from, so that findings still point into the
/// source. Aliases of what was left out, and those within ``copy(_:changing:)``, are written out.
package struct TreeRewriter {
  /// A collection that is still open.
  private struct Frame {
    let node: Int
    /// Nodes directly within.
    var count = 0
    /// The texts of the keys so far.
    var keys: Set<ArraySlice<UInt8>> = []
  }

  private let tree: SyntaxTree
  private let vocabulary: Vocabulary
  private let limit: Int
  private var nodes: [SyntaxNode] = []
  private var side: [UInt8]
  private var frames: [Frame] = []
  /// Where nodes of the tree stand now, by their index; 0 for those that were not copied.
  private var moved: [UInt32]
  /// The texts that were made, by their length and what they hold.
  private var made: [[UInt8]: UInt32] = [:]

  /// - Parameter limit: How many nodes may be written.
  package init(_ tree: SyntaxTree, vocabulary: Vocabulary, limit: Int) {
    self.tree = tree
    self.vocabulary = vocabulary
    self.limit = limit
    side = tree.sideTexts
    moved = [UInt32](repeating: 0, count: tree.nodes.count)
  }

  /// Whether more nodes were asked for than may be written; what was asked for then is missing.
  package private(set) var isFull = false

  /// The node that is written next.
  package var next: NodeID { NodeID(nodes.count) }

  /// Writes a node and all below it as they are.
  package mutating func copy(_ id: NodeID) {
    copy(id, changing: nil)
  }

  /// Writes a node and all below it; `change` gives the new text of a scalar, or nil.
  package mutating func copy(
    _ id: NodeID,
    changing change: ((ArraySlice<UInt8>) -> [UInt8]?)?
  ) {
    guard hasRoom else { return }
    var node = tree[id]
    switch node.kind {
    case .alias:
      let target = moved[Int(node.text)]
      guard change == nil, target != 0 else {
        return copy(tree.resolved(id), changing: change)
      }
      node.text = target
      place(node, name: node.name)
    case .scalar:
      if let change, let text = change(tree.utf8(of: id)) {
        scalar(text, like: id)
      } else {
        note(id)
        place(node, name: node.name)
      }
    case .sequence, .mapping:
      note(id)
      open(like: id)
      for child in tree.children(of: id) { copy(child, changing: change) }
      close()
    }
  }

  /// Opens a collection with the place, tag and style of one of the tree.
  package mutating func open(like id: NodeID) {
    let id = tree.resolved(id)
    let hasMergeKey = tree[id].flags.contains(.hasMergeKey)
    open(tree[id], keeping: hasMergeKey ? .hasMergeKey : [])
  }

  /// Opens a new collection at the place of a node.
  package mutating func open(_ kind: SyntaxNode.Kind, at id: NodeID) {
    var node = SyntaxNode(kind: kind, style: .block, start: 0, end: 0)
    node.start = tree[id].start
    node.end = tree[id].end
    open(node, keeping: .isGenerated)
  }

  private mutating func open(_ node: SyntaxNode, keeping flags: SyntaxNode.Flags) {
    let index = nodes.count
    var node = node
    node.flags = flags
    place(node, name: Name(rawValue: 0))
    frames.append(Frame(node: index))
  }

  /// Closes the innermost collection.
  package mutating func close() {
    guard let frame = frames.popLast() else { return }
    let isMapping = nodes[frame.node].kind == .mapping
    nodes[frame.node].next = UInt32(truncatingIfNeeded: nodes.count)
    nodes[frame.node].text = UInt32(truncatingIfNeeded: isMapping ? frame.count / 2 : frame.count)
    if isMapping, frame.keys.count < frame.count / 2 {
      nodes[frame.node].flags.insert(.hasDuplicateKeys)
    }
  }

  /// Writes a scalar of another text at the place, and with the tag, of one of the tree.
  package mutating func scalar(_ text: [UInt8], like id: NodeID) {
    var node = tree[tree.resolved(id)]
    setText(text, of: &node)
    place(node, name: node.name.isNone ? node.name : vocabulary.name(of: text[...]))
  }

  /// Writes a new text at the place of a node.
  package mutating func scalar(_ text: String, at id: NodeID) {
    var node = SyntaxNode(kind: .scalar, style: .doubleQuoted, start: 0, end: 0)
    node.start = tree[id].start
    node.end = tree[id].end
    setText(Array(text.utf8), of: &node)
    place(node, name: Name(rawValue: 0))
  }

  /// Ends the tree.
  package consuming func finish() -> SyntaxTree {
    SyntaxTree(rewriting: tree, nodes: nodes, side: side)
  }

  private var hasRoom: Bool {
    mutating get {
      if nodes.count < limit { return true }
      isFull = true
      return false
    }
  }

  private mutating func setText(_ text: [UInt8], of node: inout SyntaxNode) {
    node.flags = [.sideText, .isGenerated]
    node.length = UInt32(truncatingIfNeeded: text.count)
    if let start = made[text] {
      node.text = start
    } else {
      node.text = UInt32(truncatingIfNeeded: side.count)
      made[text] = node.text
      side += text
    }
  }

  /// Remembers where a node is written.
  private mutating func note(_ id: NodeID) {
    moved[id.index] = UInt32(truncatingIfNeeded: nodes.count)
  }

  /// Adds a node where it stands.
  private mutating func place(_ node: SyntaxNode, name: Name) {
    var node = node
    node.flags.remove(.isKey)
    node.name = Name(rawValue: 0)
    node.next = UInt32(truncatingIfNeeded: nodes.count + 1)
    if let last = frames.indices.last {
      if frames[last].count & 1 == 0, nodes[frames[last].node].kind == .mapping {
        node.flags.insert(.isKey)
        let text = text(of: node)
        node.name = name.isNone ? vocabulary.name(of: text) : name
        if node.kind == .scalar { frames[last].keys.insert(text) }
      }
      frames[last].count += 1
    }
    nodes.append(node)
  }

  private func text(of node: SyntaxNode) -> ArraySlice<UInt8> {
    let scalar = node.kind == .alias ? nodes[Int(node.text)] : node
    guard scalar.kind == .scalar else { return [] }
    let range = Int(scalar.text)..<Int(scalar.text) + Int(scalar.length)
    return scalar.flags.contains(.sideText) ? side[range] : tree.bytes[range]
  }
}
