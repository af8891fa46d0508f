import Infrastructure
import SourceText
import Syntax
import Values

/// Where findings point, and how places are described.
enum PlaceText {
  /// The token to point at: a scalar itself, the key of a mapping or sequence.
  static func span(of origin: Origin, in estate: Estate) -> SourceSpan? {
    guard let (tree, node) = estate.node(of: origin) else { return nil }
    if tree[node].kind != .scalar {
      if tree[node].flags.contains(.isKey) { return tree.span(of: node) }
      if let key = tree.key(of: node) { return tree.span(of: key) }
      if let first = tree.children(of: node).first(where: { _ in true }) {
        return tree.span(of: first)
      }
    }
    return tree.span(of: node)
  }

  /// `'Resource' is '*'`, `'Principal'`, `'igw'`
  static func describe(_ origin: Origin, in estate: Estate) -> String {
    guard let (tree, node) = estate.node(of: origin) else { return "here" }
    let key = keyText(of: node, in: tree)
    guard tree[node].kind == .scalar else { return key.map { "'\($0)'" } ?? "here" }
    let value = shortened(tree.text(of: node))
    if tree[node].flags.contains(.isKey) { return "'\(value)'" }
    guard let key else { return "'\(value)'" }
    let tag = tree.tag(of: node).map { "\($0) " } ?? ""
    return "'\(key)' is '\(tag)\(value)'"
  }

  /// The key of a value, or of the list that it is an element of.
  private static func keyText(of node: NodeID, in tree: SyntaxTree) -> String? {
    tree.key(of: node).map(tree.text(of:))
  }

  private static func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
    return line.count <= 60 ? line : String(line.prefix(59)) + "…"
  }
}
