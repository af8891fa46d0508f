import SourceText
import Syntax

extension Draft {
  /// The first document of a text; nil for what cannot be parsed.
  init?(reading file: SourceFile) {
    let parsed = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([]))
    guard let tree = parsed.tree, let root = tree.root else { return nil }
    var anchors: [NodeID: String] = [:]
    for (index, node) in tree.nodes.enumerated() where node.flags.contains(.hasAnchor) {
      anchors[NodeID(index)] = "a\(anchors.count)"
    }
    self.init(root, in: tree, anchors)
  }

  private init(_ id: NodeID, in tree: SyntaxTree, _ anchors: [NodeID: String]) {
    let node = tree[id]
    switch node.kind {
    case .alias:
      self.init(.alias(anchors[tree.resolved(id)] ?? ""))
      return
    case .scalar:
      self.init(.scalar(tree.text(of: id), isPlain: node.style == .plain))
    case .sequence:
      self.init(.sequence(tree.children(of: id).map { Draft($0, in: tree, anchors) }))
    case .mapping:
      let entries = tree.entries(of: id).map { key, value in
        Entry(Draft(key, in: tree, anchors), Draft(value, in: tree, anchors))
      }
      self.init(.mapping(entries))
    }
    tag = tree.tag(of: id)
    anchor = anchors[id]
  }
}
