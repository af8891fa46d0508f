package import SourceText

/// A comment of a YAML text.
package struct Comment: Hashable, Sendable {
  /// From the `#` to the last character that is not a blank.
  package let span: SourceSpan
  /// Without the `#` and the blanks around.
  package let text: String

  package init(span: SourceSpan, text: String) {
    self.span = span
    self.text = text
  }
}
