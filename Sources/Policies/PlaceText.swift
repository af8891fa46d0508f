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

  /// `'Resource' is '*'`, `'s3:*' in 'Action'`, `the statement 'Admin'`, `resource 'Notebook'`
  static func describe(
    _ origin: Origin,
    in estate: Estate,
    _ children: inout ChildIndex
  ) -> String {
    guard let (tree, node) = estate.node(of: origin) else { return "here" }
    let trail = PlaceTrail(to: node, in: tree, &children)
    guard let (key, elements) = trail.end else { return "the document" }
    if trail.isKey { return describe(key: key, in: trail.outerKey) }
    guard tree[node].kind == .scalar else {
      guard let position = elements.last else { return "'\(key)'" }
      return describe(node, at: position, of: key, in: tree)
    }
    let value = shortened(tree.text(of: node))
    let tag = tree.tag(of: node).map { "\($0) " } ?? ""
    return elements.isEmpty ? "'\(key)' is '\(tag)\(value)'" : "'\(tag)\(value)' in '\(key)'"
  }

  /// A key by itself; names of resources say that they are.
  private static func describe(key: String, in outer: String?) -> String {
    switch outer {
    case "Resources"?: "resource '\(key)'"
    case "Parameters"?: "parameter '\(key)'"
    case nil, "Properties"?: "'\(key)'"
    case let outer?: "'\(key)' in '\(outer)'"
    }
  }

  /// An element of a list that is no scalar.
  private static func describe(
    _ node: NodeID,
    at position: Int,
    of key: String,
    in tree: SyntaxTree
  ) -> String {
    guard key == "Statement" else { return "entry \(position + 1) of '\(key)'" }
    guard tree[node].kind == .mapping, let name = tree.value(of: "Sid", in: node),
      tree[tree.resolved(name)].kind == .scalar
    else { return "this statement" }
    return "statement '\(shortened(tree.text(of: tree.resolved(name))))'"
  }

  private static func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
    return line.count <= 60 ? line : String(line.prefix(59)) + "…"
  }
}
