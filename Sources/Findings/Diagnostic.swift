package import SourceText

/// Something about an input or a policy that is not a verdict: a syntax error, an unreadable file, a
/// policy that cannot be judged.
package struct Diagnostic: Hashable, Sendable {
  /// Whether the analysis is still whole.
  package enum Level: String, Comparable, Sendable {
    /// The input was read; something in it deserves attention.
    case warning
    /// Something was left out of the analysis: exit code 3.
    case error

    package static func < (left: Level, right: Level) -> Bool {
      left == .warning && right == .error
    }
  }

  package let level: Level
  /// A short stable word: `yaml-syntax`, `duplicate-key`.
  package let code: String
  /// The fact found here; lower case, no final stop.
  package let message: String
  /// Nil for what has no place in a file, such as a missing file.
  package let span: SourceSpan?
  /// The other places involved.
  package let related: [Note]
  /// What the reader can do; nil if the message says it.
  package let help: String?

  package init(
    _ level: Level,
    _ code: String,
    _ message: String,
    at span: SourceSpan?,
    related: [Note] = [],
    help: String? = nil
  ) {
    self.level = level
    self.code = code
    self.message = message
    self.span = span
    self.related = related
    self.help = help
  }

  /// The order of reports: by place, then code, then text; what has no place comes first.
  package static func isReportedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    switch (left.span, right.span) {
    case (nil, nil): (left.code, left.message) < (right.code, right.message)
    case (nil, _?): true
    case (_?, nil): false
    case (let one?, let other?):
      one == other ? (left.code, left.message) < (right.code, right.message) : one < other
    }
  }
}

/// A place that plays a part, with what it contributes.
package struct Note: Hashable, Sendable {
  package let message: String
  package let span: SourceSpan

  package init(_ message: String, at span: SourceSpan) {
    self.message = message
    self.span = span
  }
}
