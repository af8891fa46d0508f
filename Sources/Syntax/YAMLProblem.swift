import Findings
import SourceText

/// A refusal of libyaml in words that a reader of the file understands.
struct YAMLProblem {
  private let message: String
  private let note: String
  private let help: String?

  /// - Parameters:
  ///   - problem: what libyaml says is wrong.
  ///   - context: what it says it was reading.
  init(_ problem: String, in context: String) {
    message = problem
    note = context
    help = nil
  }

  /// - Parameters:
  ///   - place: the byte where libyaml noticed.
  ///   - context: the byte where the construct begins.
  func failure(
    at place: Int,
    context: Int?,
    _ bytes: [UInt8],
    _ source: SourceID
  ) -> SyntaxFailure {
    let span = SourceSpan(file: source, start: UInt32(place), end: UInt32(place))
    return SyntaxFailure("yaml-syntax", message, at: span, help: help)
  }
}
