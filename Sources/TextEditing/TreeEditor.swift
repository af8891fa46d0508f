package import SourceText
package import Syntax

/// Edits of a text that keep every other byte: comments, formatting, line ends and encoding.
///
/// Works on the places of a tree that was read from the text; block style, flow style and JSON. What
/// cannot be said without moving what somebody wrote is an ``EditObstacle``.
package struct TreeEditor {
  let tree: SyntaxTree
  let lines: SourceLines

  package init(_ tree: SyntaxTree) {
    self.tree = tree
    lines = SourceLines(tree.bytes)
  }

  /// Writes another value in the place of a scalar, in its quotes if it has any; collections in flow style
  /// where something is written already.
  ///
  /// - Parameter scalar: A scalar, not an alias.
  package func replace(
    _ scalar: NodeID,
    with value: EditValue
  ) throws(EditObstacle) -> SourceEdit {
    let node = tree[scalar]
    guard node.kind == .scalar else { throw EditObstacle("it is no plain value") }
    guard let text = value.scalarText else {
      guard node.type != .null, node.style != .literal, node.style != .folded, node.tag == 0,
        !node.flags.contains(.hasAnchor)
      else { return try fill(scalar, with: value) }
      let flow = FlowText(isJSON: tree.language == .json)
      return edit(tree.contentStart(of: node), node.end, flow.value(value))
    }
    switch node.style {
    case .doubleQuoted:
      return edit(tree.textSpan(of: scalar), ScalarText.escaped(text))
    case .singleQuoted:
      if let quoted = ScalarText.singleQuoted(text) {
        return edit(tree.textSpan(of: scalar), quoted)
      }
    case .plain where isEmpty(node):
      return edit(node.end, node.end, gap(before: node.end) + written(value))
    case .plain, .literal, .folded, .block, .flow: break
    }
    return edit(tree.contentStart(of: node), node.end, written(value))
  }

  /// Adds an entry behind the last one of a mapping.
  ///
  /// - Precondition: The mapping does not have the key.
  package func insert(
    _ entry: EditValue.Entry,
    into mapping: NodeID
  ) throws(EditObstacle) -> SourceEdit {
    let node = tree[mapping]
    guard node.kind == .mapping else { throw EditObstacle("it is no mapping") }
    if node.style == .flow { return try insertInFlow(mapping) { $0.entry(entry) } }
    guard let first = tree.entries(of: mapping).first(where: { _ in true })?.key else {
      throw EditObstacle("the mapping has no place for a key")
    }
    let indentation = try indentation(ofBlock: tree[first].start)
    let place = try endOfBlock(node)
    let block = BlockText(unit: unit, lineBreak: lines.lineBreak(near: Int(place)))
    let text = block.lineBreak + block.entry(entry, indentation: indentation)
    return edit(place, place, text)
  }

  /// Adds an element behind the last one of a sequence.
  package func append(
    _ value: EditValue,
    to sequence: NodeID
  ) throws(EditObstacle) -> SourceEdit {
    let node = tree[sequence]
    guard node.kind == .sequence else { throw EditObstacle("it is no list") }
    if node.style == .flow { return try insertInFlow(sequence) { $0.value(value) } }
    guard let first = tree.children(of: sequence).first(where: { _ in true }) else {
      throw EditObstacle("the list has no place for an element")
    }
    let indentation = try indentation(ofElement: tree[first].start)
    let place = try endOfBlock(node)
    let block = BlockText(unit: unit, lineBreak: lines.lineBreak(near: Int(place)))
    let text = block.lineBreak + block.element(value, indentation: indentation)
    return edit(place, place, text)
  }

  /// Takes an entry out of a mapping, with the rest of its lines.
  package func remove(
    _ key: NodeID,
    from mapping: NodeID
  ) throws(EditObstacle) -> SourceEdit {
    let entries = Array(tree.entries(of: mapping))
    guard entries.count > 1, let index = entries.firstIndex(where: { $0.key == key }) else {
      throw EditObstacle("it is the only entry of its mapping")
    }
    let end = tree[entries[index].value].end
    guard tree[mapping].style == .flow else {
      return try removeLines(from: tree[key].start, to: max(end, tree[key].end))
    }
    if index + 1 < entries.count {
      return try removeInFlow(from: tree[key].start, to: tree[entries[index + 1].key].start)
    }
    return try removeInFlow(from: tree[entries[index - 1].value].end, to: end)
  }

  /// Writes a collection where nothing is written yet, or `null`.
  private func fill(
    _ scalar: NodeID,
    with value: EditValue
  ) throws(EditObstacle) -> SourceEdit {
    let node = tree[scalar]
    guard node.type == .null, node.tag == 0, !node.flags.contains(.hasAnchor) else {
      throw EditObstacle("something else is written there")
    }
    guard tree.language == .yaml, let key = tree.key(of: scalar), !isInFlow(scalar) else {
      let flow = FlowText(isJSON: tree.language == .json)
      return edit(node.start, node.end, gap(before: node.start) + flow.value(value))
    }
    let indentation = try indentation(ofBlock: tree[key].start)
    let block = BlockText(unit: unit, lineBreak: lines.lineBreak(near: Int(node.end)))
    let text = block.value(value, indentation: indentation)
    guard isEmpty(node) else {
      // The blank behind the colon goes with what stood there.
      var start = Int(node.start)
      while start > 0, SourceLines.isBlank(tree.bytes[start - 1]) { start -= 1 }
      guard lines.endBehindComment(Int(node.end)) == Int(node.end) else {
        throw EditObstacle("a comment stands behind it")
      }
      return edit(UInt32(start), node.end, text)
    }
    guard let place = lines.endBehindComment(Int(node.end)) else {
      throw EditObstacle("something else is written there")
    }
    let comment = String(decoding: tree.bytes[Int(node.end)..<place], as: UTF8.self)
    return edit(node.end, UInt32(place), comment + text)
  }
}

// MARK: - Places in block style

extension TreeEditor {
  /// The blanks in front of a key of a block mapping; dashes of a list in front of it count as blanks.
  private func indentation(ofBlock start: UInt32) throws(EditObstacle) -> String {
    let prefix = lines.prefix(before: Int(start))
    guard prefix.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") }) else {
      throw EditObstacle("the keys are not written one a line")
    }
    return String(repeating: " ", count: prefix.count)
  }

  /// The blanks in front of the dash of an element.
  private func indentation(ofElement start: UInt32) throws(EditObstacle) -> String {
    let prefix = lines.prefix(before: Int(start))
    guard let dash = prefix.lastIndex(of: UInt8(ascii: "-")),
      prefix[..<dash].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") }),
      prefix[(dash + 1)...].allSatisfy({ $0 == 0x20 })
    else { throw EditObstacle("the elements are not written one a line") }
    return String(repeating: " ", count: dash - prefix.startIndex)
  }

  /// The end of the last line of a block collection, behind a comment there.
  private func endOfBlock(_ node: SyntaxNode) throws(EditObstacle) -> UInt32 {
    guard let end = lines.endBehindComment(Int(node.end)) else {
      throw EditObstacle("something else is written behind the last entry")
    }
    return UInt32(end)
  }

  /// Takes out whole lines.
  private func removeLines(from start: UInt32, to end: UInt32) throws(EditObstacle) -> SourceEdit {
    guard lines.prefix(before: Int(start)).allSatisfy({ $0 == 0x20 }),
      lines.endBehindComment(Int(end)) != nil
    else { throw EditObstacle("something else is written on the same line") }
    let first = lines.start(of: Int(start))
    let next = lines.next(after: Int(end))
    return edit(UInt32(first), UInt32(next), "")
  }

  /// How far the text indents: the columns between a key of the root and the keys below it; 2 where
  /// nothing tells.
  var unit: Int {
    guard let root = tree.root, tree[root].kind == .mapping else { return 2 }
    for (key, value) in tree.entries(of: root)
    where tree[value].kind == .mapping && tree[value].style == .block {
      guard let inner = tree.entries(of: value).first(where: { _ in true })?.key else { continue }
      let outer = lines.prefix(before: Int(tree[key].start)).count
      let columns = lines.prefix(before: Int(tree[inner].start)).count - outer
      if (1...8).contains(columns) { return columns }
    }
    return 2
  }
}

// MARK: - Edits

extension TreeEditor {
  func edit(_ start: UInt32, _ end: UInt32, _ text: String) -> SourceEdit {
    SourceEdit(SourceSpan(file: tree.source, start: start, end: end), text)
  }

  private func edit(_ span: SourceSpan, _ text: String) -> SourceEdit {
    SourceEdit(span, text)
  }

  private func written(_ value: EditValue) -> String {
    tree.language == .json ? ScalarText.json(value) : ScalarText.yaml(value)
  }

  /// Nothing is written, not even `null`.
  private func isEmpty(_ node: SyntaxNode) -> Bool {
    node.style == .plain && tree.contentStart(of: node) == node.end
  }

  /// The blank that YAML wants behind a colon.
  private func gap(before offset: UInt32) -> String {
    offset > 0 && tree.bytes[Int(offset) - 1] == UInt8(ascii: ":") ? " " : ""
  }

  /// Whether a node stands within a flow collection.
  private func isInFlow(_ node: NodeID) -> Bool {
    // What holds a node stands before it on the tape and goes on behind it.
    var index = node.index
    while index > 0 {
      index -= 1
      let outer = tree[NodeID(index)]
      guard outer.kind == .mapping || outer.kind == .sequence, Int(outer.next) > node.index else {
        continue
      }
      return outer.style == .flow
    }
    return false
  }
}
