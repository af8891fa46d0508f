package import Findings

/// What came out of reading one text.
package struct ParsedSource: Sendable {
  /// Nil exactly when a diagnostic of level `error` says why.
  package let tree: SyntaxTree?
  /// In the order in which they were found.
  package let diagnostics: [Diagnostic]

  package init(tree: SyntaxTree?, diagnostics: [Diagnostic]) {
    self.tree = tree
    self.diagnostics = diagnostics
  }
}
