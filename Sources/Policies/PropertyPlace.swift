import Syntax
import TextEditing

/// Whether what stands at a place belongs to that place alone.
enum PropertyPlace {
  /// Throws where something around a node makes it another's as well: an anchor that is used
  /// elsewhere, a function, a section of a template that holds no resources.
  ///
  /// - Returns: How many collections it stands in.
  static func check(
    _ node: NodeID,
    in tree: SyntaxTree,
    isTemplate: Bool,
    _ children: inout ChildIndex
  ) throws(EditObstacle) -> Int {
    var depth = 0
    guard var current = tree.documents.last(where: { $0 <= node }) else { return depth }
    while current != node {
      try checkContainer(current, in: tree)
      guard let child = children.child(of: current, around: node, in: tree) else { break }
      if tree[current].kind == .mapping {
        try checkKey(child.key, at: depth, in: tree, isTemplate: isTemplate)
      }
      depth += 1
      current = child.node
    }
    try checkShared(node, in: tree)
    return depth
  }

  /// Throws where a value is made by something else than what is written there.
  static func checkLiteral(_ node: NodeID, in tree: SyntaxTree) throws(EditObstacle) {
    if tree[node].kind == .alias {
      throw EditObstacle("its value is shared: it is an alias of an anchor")
    }
    if tree[node].flags.contains(.isGenerated) {
      throw EditObstacle("a transform makes it of something else")
    }
    try checkContainer(node, in: tree)
    guard tree[node].kind == .mapping, tree.count(of: node) == 1,
      let key = tree.entries(of: node).first(where: { _ in true })?.key
    else { return }
    try checkFunction(key, in: tree)
  }

  private static func checkContainer(_ node: NodeID, in tree: SyntaxTree) throws(EditObstacle) {
    if let tag = tree.tag(of: node) {
      throw EditObstacle("its value comes from '\(tag)'")
    }
    try checkShared(node, in: tree)
  }

  private static func checkShared(_ node: NodeID, in tree: SyntaxTree) throws(EditObstacle) {
    guard tree[node].flags.contains(.hasAnchor) else { return }
    let isUsed = tree.nodes.contains { $0.kind == .alias && Int($0.text) == node.index }
    if isUsed { throw EditObstacle("its value is shared: an alias stands for it elsewhere") }
  }

  private static func checkKey(
    _ key: NodeID,
    at depth: Int,
    in tree: SyntaxTree,
    isTemplate: Bool
  ) throws(EditObstacle) {
    if tree[key].flags.contains(.isGenerated) {
      throw EditObstacle("a transform makes it of something else")
    }
    let text = tree.text(of: key)
    if isTemplate, depth == 0, text != "Resources" {
      throw EditObstacle("its value comes from '\(text)'")
    }
    if isTemplate, depth == 2, text != "Properties" {
      throw EditObstacle("it is no property")
    }
    try checkFunction(key, in: tree)
  }

  private static func checkFunction(_ key: NodeID, in tree: SyntaxTree) throws(EditObstacle) {
    let text = tree.text(of: key)
    guard text.hasPrefix("Fn::") || text == "Ref" || text.hasPrefix("$") else { return }
    throw EditObstacle("its value comes from '\(text)'")
  }
}
