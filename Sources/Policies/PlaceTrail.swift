import Syntax

/// The way from the root of a document down to a node: keys and positions, without the functions that
/// stand in between.
struct PlaceTrail {
  enum Step: Equatable {
    case key(String)
    case element(Int)
  }

  private(set) var steps: [Step] = []
  /// Whether the node is a key itself.
  let isKey: Bool

  init(to node: NodeID, in tree: SyntaxTree, _ children: inout ChildIndex) {
    isKey = tree[node].flags.contains(.isKey)
    var current = tree.documents.last { $0 <= node }
    while let parent = current, parent != node,
      let child = children.child(of: parent, around: node, in: tree)
    {
      switch tree[parent].kind {
      case .mapping:
        let text = tree.text(of: child.key)
        if text != "Ref", !text.hasPrefix("Fn::") { steps.append(.key(text)) }
      case .sequence:
        if !Self.isFunction(parent, in: tree) { steps.append(.element(child.position)) }
      case .scalar, .alias:
        break
      }
      current = child.node
    }
  }

  /// Whether a list holds the operands of a function, in its short or long form.
  private static func isFunction(_ list: NodeID, in tree: SyntaxTree) -> Bool {
    if tree.tag(of: list) != nil { return true }
    guard let key = tree.key(of: list) else { return false }
    return tree.text(of: key).hasPrefix("Fn::")
  }

  /// The last key, with the positions behind it.
  var end: (key: String, elements: [Int])? {
    guard
      let last = steps.lastIndex(where: { if case .key = $0 { true } else { false } }),
      case .key(let key) = steps[last]
    else { return nil }
    let elements = steps[(last + 1)...].compactMap { step in
      if case .element(let index) = step { index } else { nil }
    }
    return (key, elements)
  }

  /// The key around the last one.
  var outerKey: String? {
    let keys = steps.compactMap { if case .key(let key) = $0 { key } else { nil } }
    return keys.dropLast().last
  }
}
