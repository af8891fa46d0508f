/// How text for a person is laid out; the command finds out what the reader's terminal can do.
package struct TextStyle: Sendable {
  /// Whether ANSI colours are used. They only repeat what the words say.
  package let isColored: Bool
  /// The columns that running text is wrapped to; source lines are cut, never wrapped.
  package let width: Int
  /// Whether the output is limited to ASCII.
  package let isASCII: Bool

  /// Widths below 40 count as 40.
  package init(isColored: Bool = false, width: Int = 100, isASCII: Bool = false) {
    self.isColored = isColored
    self.width = max(width, 40)
    self.isASCII = isASCII
  }

  /// What a piece of text is, for its colour.
  enum Ink: String {
    case alarm = "1;31"
    case caution = "1;33"
    case doubt = "1;35"
    case strong = "1"
    case frame = "1;34"
    case remedy = "1;32"
  }

  func paint(_ text: String, _ ink: Ink) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// What came from outside, safe to show.
  func visible(_ text: String) -> String {
    Visible.text(text, asciiOnly: isASCII)
  }

  /// Between the parts of a line.
  var separator: String { isASCII ? " - " : " · " }

  /// For what was cut off.
  var ellipsis: String { isASCII ? "..." : "…" }
}
