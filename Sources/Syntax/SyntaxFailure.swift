import Findings
import SourceText

/// Why a text has no tree.
struct SyntaxFailure: Error {
  let diagnostic: Diagnostic

  init(
    _ code: String,
    _ message: String,
    at span: SourceSpan,
    related: [Note] = [],
    help: String? = nil
  ) {
    diagnostic = Diagnostic(.error, code, message, at: span, related: related, help: help)
  }
}
