import SourceText
import Syntax

/// A tree in the notation of yaml-test-suite's `test.event` files.
///
/// A tree does not keep whether a collection has brackets in the notation's sense and whether a
/// document is marked, so that these are left out on both sides.
struct EventNotation {
  private let tree: SyntaxTree
  private(set) var lines: [String] = []

  init(_ tree: SyntaxTree) {
    self.tree = tree
    lines.append("+STR")
    for document in tree.documents {
      lines.append("+DOC")
      add(document)
      lines.append("-DOC")
    }
    lines.append("-STR")
  }

  /// The lines of an event file without what a tree does not keep.
  static func normalized(_ events: String) -> [String] {
    events.split(separator: "\n").map { line in
      var line = String(line.drop { $0 == " " })
      for (mark, kept) in [
        ("+DOC ---", "+DOC"), ("-DOC ...", "-DOC"), ("+MAP {}", "+MAP"), ("+SEQ []", "+SEQ"),
      ] where line.hasPrefix(mark) {
        line = kept + line.dropFirst(mark.count)
      }
      return line
    }
  }

  private mutating func add(_ id: NodeID) {
    switch tree[id].kind {
    case .alias:
      let span = tree.span(of: id)
      let name = tree.bytes[Int(span.start) + 1..<Int(span.end)]
      lines.append("=ALI *" + String(decoding: name, as: UTF8.self))
    case .scalar:
      lines.append(
        "=VAL\(properties(of: id)) \(quote(tree[id].style))\(escaped(tree.text(of: id)))"
      )
    case .sequence:
      lines.append("+SEQ\(properties(of: id))")
      for child in tree.children(of: id) { add(child) }
      lines.append("-SEQ")
    case .mapping:
      lines.append("+MAP\(properties(of: id))")
      for child in tree.children(of: id) { add(child) }
      lines.append("-MAP")
    }
  }

  private func properties(of id: NodeID) -> String {
    let anchor = tree[id].flags.contains(.hasAnchor) ? " &" + anchorName(of: id) : ""
    return anchor + (tree.expandedTag(of: id).map { " <\($0)>" } ?? "")
  }

  /// The name as it stands in the source before or behind the tag.
  private func anchorName(of id: NodeID) -> String {
    var words = tree.bytes[Int(tree.span(of: id).start)...]
      .split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }[...]
    while let word = words.popFirst() {
      if word.first == UInt8(ascii: "&") {
        return String(decoding: word.dropFirst(), as: UTF8.self)
      }
    }
    return ""
  }

  private func quote(_ style: SyntaxNode.Style) -> String {
    switch style {
    case .plain, .block, .flow: ":"
    case .singleQuoted: "'"
    case .doubleQuoted: "\""
    case .literal: "|"
    case .folded: ">"
    }
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\0": result += "\\0"
      case "\u{8}": result += "\\b"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
