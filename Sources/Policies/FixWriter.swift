import Findings
import Infrastructure
import PlatformDescription
import SourceText
import Syntax
import TextEditing
import Values

/// Finds the tokens that a remedy changes, and edits them.
///
/// Only what is written at its property as it is can be changed there: what functions, parameters,
/// anchors and texts in texts bring there belongs to others as well.
struct FixWriter {
  let estate: Estate
  let resource: Resource

  /// Where a change is to be made.
  enum Target {
    /// The value that is there.
    case value(NodeID, key: NodeID?, in: NodeID?)
    /// These keys are missing at a node: a mapping, or nothing where one should be.
    case missing(ArraySlice<String>, at: NodeID)
  }

  func fix(
    for remedy: Remedy,
    _ children: inout ChildIndex
  ) throws(EditObstacle) -> Finding.Fix {
    var edits: [SourceEdit] = []
    var orders: [String] = []
    for change in remedy.changes {
      let place = try place(of: change.base, &children)
      let (tree, start) = (place.tree, place.node)
      var walk = PropertyWalk(
        tree: tree,
        spelling: place.isTemplate ? nil : PropertySpelling(estate.declarations),
        declarations: estate.declarations,
        type: resource.type
      )
      let target: Target
      if change.base.isValue {
        target = .value(start, key: tree.key(of: start), in: nil)
      } else {
        target = try walk.target(
          of: change.path,
          from: start,
          isBody: place.isBody,
          isOwn: change.base.isOwn
        )
      }
      edits += try self.edits(change.operation, at: target, in: tree)
      let name = name(of: change, at: start, in: tree, spelled: walk.names, &children)
      orders.append(change.operation.order(for: name))
    }
    guard !edits.isEmpty else { throw EditObstacle("it is so already") }
    return Finding.Fix(
      description: orders.joined(separator: " and ") + (remedy.narrowing?.caveat ?? ""),
      safety: remedy.safety,
      edits: try merged(edits),
      narrowing: remedy.narrowing
    )
  }

  /// Several entries for one place are one edit.
  private func merged(_ edits: [SourceEdit]) throws(EditObstacle) -> [SourceEdit] {
    var merged: [SourceEdit] = []
    for edit in edits {
      guard let index = merged.firstIndex(where: { $0.overlaps(edit) }) else {
        merged.append(edit)
        continue
      }
      guard merged[index].span == edit.span, edit.span.start == edit.span.end else {
        throw EditObstacle("its changes are too close to each other")
      }
      merged[index] = SourceEdit(edit.span, merged[index].replacement + edit.replacement)
    }
    return merged
  }

  /// Where a change begins.
  private struct Place {
    let tree: SyntaxTree
    let node: NodeID
    let isTemplate: Bool
    /// The node is what stands behind the name of a resource.
    let isBody: Bool
  }

  private func place(
    of base: Remedy.Change.Base,
    _ children: inout ChildIndex
  ) throws(EditObstacle) -> Place {
    let origin =
      switch base {
      case .properties: resource.origin
      case .object(let origin), .value(let origin), .around(let origin): origin
      }
    guard let (tree, node) = estate.node(of: origin) else {
      throw EditObstacle("it is written nowhere")
    }
    guard estate.host(of: origin).isNone, tree.placement == .from(0) else {
      throw EditObstacle("it stands in a text that is quoted")
    }
    let isTemplate = tree.root.flatMap { tree.value(of: "Resources", in: $0) } != nil
    let depth = try PropertyPlace.check(node, in: tree, isTemplate: isTemplate, &children)
    // A name stands for what it names.
    let isKey = tree[node].flags.contains(.isKey) && !base.isValue
    // Jobs in the definition of a state machine are resources, too, and have no such section.
    if isTemplate, isKey, depth != 2 {
      throw EditObstacle("it is written in another resource")
    }
    if case .around = base {
      return Place(
        tree: tree,
        node: try list(around: node, in: tree, &children),
        isTemplate: isTemplate,
        isBody: false
      )
    }
    return Place(
      tree: tree,
      node: isKey ? NodeID(Int(tree[node].next)) : node,
      isTemplate: isTemplate,
      isBody: isKey
    )
  }

  /// The list that a node is an element of.
  private func list(
    around node: NodeID,
    in tree: SyntaxTree,
    _ children: inout ChildIndex
  ) throws(EditObstacle) -> NodeID {
    var next = tree.root
    while let outer = next, outer != node,
      let child = children.child(of: outer, around: node, in: tree)
    {
      if child.node == node, tree[outer].kind == .sequence { return outer }
      next = child.node
    }
    throw EditObstacle("its statement stands in no list, and actions that need '*' want another")
  }

  /// `NetworkConfig.EnableInterContainerTrafficEncryption`, as the text spells it.
  private func name(
    of change: Remedy.Change,
    at node: NodeID,
    in tree: SyntaxTree,
    spelled names: [String],
    _ children: inout ChildIndex
  ) -> String {
    guard names.isEmpty else { return names.joined(separator: ".") }
    let trail = PlaceTrail(to: node, in: tree, &children)
    return trail.end?.key ?? "it"
  }
}

// MARK: - Edits

extension FixWriter {
  private func edits(
    _ operation: DeclaredFix.Operation,
    at target: Target,
    in tree: SyntaxTree
  ) throws(EditObstacle) -> [SourceEdit] {
    let editor = TreeEditor(tree)
    switch (operation, target) {
    case (.set(let value), .value(let node, _, _)):
      try PropertyPlace.checkLiteral(node, in: tree)
      guard tree[node].kind == .scalar else {
        throw EditObstacle("it has a value of several parts")
      }
      let edit = try editor.replace(node, with: value)
      return [edit]
    case (.append(let value), .value(let node, _, _)):
      try PropertyPlace.checkLiteral(node, in: tree)
      return [try editor.append(value, to: node)]
    case (.remove, .value(_, let key?, let mapping?)):
      return [try editor.remove(key, from: mapping)]
    case (.remove, .value):
      throw EditObstacle("it is no entry of a mapping")
    case (.remove, .missing):
      return []
    case (.narrow, _):
      throw EditObstacle("it is no statement")
    case (.set(let value), .missing(let keys, let node)):
      return [try insert(value, keys, at: node, in: tree)]
    case (.append(let value), .missing(let keys, let node)):
      return [try insert(.list([value]), keys, at: node, in: tree)]
    }
  }

  private func insert(
    _ value: EditValue,
    _ keys: ArraySlice<String>,
    at node: NodeID,
    in tree: SyntaxTree
  ) throws(EditObstacle) -> SourceEdit {
    let editor = TreeEditor(tree)
    guard let key = keys.first else { throw EditObstacle("it is written already") }
    guard tree[node].kind == .mapping else {
      return try editor.replace(node, with: value.nested(in: keys))
    }
    let entry = EditValue.Entry(key, value.nested(in: keys.dropFirst()))
    return try editor.insert(entry, into: node)
  }
}

extension DeclaredFix.Operation {
  /// What it does, as an order.
  fileprivate func order(for name: String) -> String {
    switch self {
    case .set(let value): "set \(name) to \(value)"
    case .remove: "remove \(name)"
    case .append(let value): "add \(value) to \(name)"
    case .narrow: "narrow \(name)"
    }
  }
}

extension Remedy.Change.Base {
  fileprivate var isOwn: Bool {
    if case .properties = self { return true }
    return false
  }

  fileprivate var isValue: Bool {
    switch self {
    case .value, .around: true
    case .properties, .object: false
    }
  }
}

extension Finding.Fix.Narrowing {
  /// What somebody has to know who looks at it.
  fileprivate var caveat: String {
    var lost = "no longer allowed is \(loss)"
    if !lostActions.isEmpty {
      let more = lostActions.count > 1 ? " and \(lostActions.count - 1) more" : ""
      lost += ", and on anything \(lostActions[0])\(more)"
    }
    return ", assuming that \(assumptions.joined(separator: " and that ")); \(lost)"
  }
}
