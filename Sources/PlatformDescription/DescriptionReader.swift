package import Infrastructure
package import SourceText
package import Syntax

/// True if a tree is a platform description: a mapping with `lintel: platform/v1`.
package func isDescription(_ tree: SyntaxTree) -> Bool {
  guard let root = tree.root, tree[root].kind == .mapping,
    let version = tree.value(of: "lintel", in: root)
  else { return false }
  return tree.text(of: tree.resolved(version)).hasPrefix("platform/")
}

/// Reads platform descriptions into an estate; together they describe one.
package func readDescriptions(
  _ trees: [SyntaxTree],
  sources: [SourceFile],
  into estate: inout EstateBuilder
) {
}
