import SourceText
import Syntax

/// Edits of flow collections and of JSON.
extension TreeEditor {
  /// Adds an entry or an element behind the last one, as the others are written: on a line of its own
  /// where the last one has one.
  ///
  /// - Parameter write: What is added, in a style.
  func insertInFlow(
    _ collection: NodeID,
    _ write: (FlowText) -> String
  ) throws(EditObstacle) -> SourceEdit {
    let node = tree[collection]
    let open = Int(tree.contentStart(of: node))
    let children = Array(tree.children(of: collection))
    guard let end = children.last.map({ Int(tree[$0].end) }) else {
      return edit(UInt32(open + 1), UInt32(open + 1), write(style(inEmpty: collection)))
    }
    let isMapping = node.kind == .mapping
    let last = children[children.count - (isMapping ? 2 : 1)]
    let start = Int(tree[last].start)
    var style = FlowText(isJSON: quotes(last))
    if isMapping, let colon = colon(between: last, and: children[children.count - 1]) {
      style.colon = colon
      if !colon.hasSuffix(" ") { style.gap = "" }
    } else if tree.language == .json, children.count > 1, isTight(before: start) {
      style.gap = ""
    }
    // An alias in front of a comma would take it for a part of its name.
    let comma = tree[children[children.count - 1]].kind == .alias ? " ," : ","
    guard lines.isFirst(start) else {
      return edit(UInt32(end), UInt32(end), comma + style.gap + write(style))
    }
    let indentation = lines.indentation(of: start)
    let lineBreak = lines.lineBreak(near: start)
    style.lines = FlowText.Lines(
      lineBreak: lineBreak,
      indentation: indentation,
      unit: unit(of: indentation, below: lines.indentation(of: open))
    )
    let text = lineBreak + indentation + write(style)
    // A comment behind the last entry stays on its line.
    if tree.language == .yaml, let behind = lines.endBehindComment(end), behind > end {
      let comment = String(decoding: tree.bytes[end..<behind], as: UTF8.self)
      return edit(UInt32(end), UInt32(behind), comma + comment + text)
    }
    return edit(UInt32(end), UInt32(end), comma + text)
  }

  /// Takes out what stands between two places of a flow collection, unless there is a comment.
  func removeInFlow(from start: UInt32, to end: UInt32) throws(EditObstacle) -> SourceEdit {
    let hasComment = tree.comments().contains { $0.span.start < end && start < $0.span.end }
    guard !hasComment else { throw EditObstacle("a comment stands beside it") }
    return edit(start, end, "")
  }

  /// The style of what is written into a collection that is empty.
  private func style(inEmpty collection: NodeID) -> FlowText {
    guard tree.language == .json else {
      return FlowText(isJSON: tree.key(of: collection).map(quotes) ?? false)
    }
    var style = FlowText(isJSON: true)
    if let key = tree.key(of: collection), let colon = colon(between: key, and: collection) {
      style.colon = colon
      if !colon.hasSuffix(" ") { style.gap = "" }
    }
    return style
  }

  /// Whether a key or element has double quotes, or is in JSON.
  private func quotes(_ node: NodeID) -> Bool {
    tree.language == .json || (tree[node].kind == .scalar && tree[node].style == .doubleQuoted)
  }

  /// What stands between a key and its value, if it is a colon and blanks that fit any value.
  private func colon(between key: NodeID, and value: NodeID) -> String? {
    let (start, end) = (Int(tree[key].end), Int(tree[value].start))
    guard start < end else { return nil }
    let text = tree.bytes[start..<end]
    let isColon = text.allSatisfy { $0 == UInt8(ascii: ":") || $0 == 0x20 }
    guard isColon, text.count(where: { $0 == UInt8(ascii: ":") }) == 1 else { return nil }
    guard tree.language == .json || text.last == 0x20 else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a comma stands right before a place.
  private func isTight(before offset: Int) -> Bool {
    offset > 0 && tree.bytes[offset - 1] == UInt8(ascii: ",")
  }

  /// What an indentation adds to the one around it.
  private func unit(of inner: String, below outer: String) -> String {
    guard inner.hasPrefix(outer), inner.count > outer.count else { return "  " }
    return String(inner.dropFirst(outer.count))
  }
}
