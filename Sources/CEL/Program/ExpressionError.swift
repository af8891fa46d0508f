/// Why a text is not an expression of this environment, and where.
package struct ExpressionError: Error, Hashable, Sendable {
  package let message: String
  /// Byte offsets in the expression's text; empty where something is missing.
  package let range: Range<Int>
  /// What the author can do about it.
  package let help: String?

  package init(_ message: String, at range: Range<Int>, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }
}
