/// Lines of text for a person, as they are written: the one place where text output ends up.
struct TextPage {
  let style: TextStyle
  private(set) var text = ""

  /// Where the text of labelled rows begins.
  static let labelWidth = 12

  init(style: TextStyle) {
    self.style = style
  }

  /// Ends a line. Its parts have been made visible; a line that begins like a workflow command of
  /// GitHub's runner (`::error`, spaces before it allowed) is broken up here.
  mutating func line(_ line: String = "") {
    let start = line.utf8.firstIndex { $0 != UInt8(ascii: " ") } ?? line.endIndex
    if line[start...].hasPrefix("::") {
      text += line[..<start] + Visible.spelling(of: ":") + line[start...].dropFirst()
    } else {
      text += line
    }
    while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    text += "\n"
  }

  /// A blank line, unless the page is empty or there is one already.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// Visible text behind a painted start of `offset` cells, its further lines indented.
  mutating func paragraph(
    _ start: String,
    offset: Int,
    _ content: String,
    indent: Int,
    ink: TextStyle.Ink? = nil
  ) {
    var lead = start
    let pieces = Self.wrap(content, first: style.width - offset, rest: style.width - indent)
    for piece in pieces {
      line(lead + (ink.map { style.paint(piece, $0) } ?? piece))
      lead = String(repeating: " ", count: indent)
    }
  }

  /// `  label: text`, wrapped under itself; one entry a line, nothing at all without entries.
  mutating func row(_ label: String, _ entries: [String], hanging: Int = 0) {
    let pad = String(repeating: " ", count: max(1, Self.labelWidth - label.count - 3))
    var lead = "  " + style.paint(label + ":", .strong) + pad
    for entry in entries {
      paragraph(lead, offset: Self.labelWidth, entry, indent: Self.labelWidth + hanging)
      lead = String(repeating: " ", count: Self.labelWidth)
    }
  }

  /// Running text of several lines; its own line breaks part paragraphs.
  mutating func row(_ label: String, prose: String) {
    row(label, Self.paragraphs(of: prose).map(style.visible))
  }

  /// The lines of a text that are not blank, without the spaces around them.
  static func paragraphs(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let trimmed = line.drop(while: \.isWhitespace)
      guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
      return String(trimmed[...last])
    }
  }

  /// Breaks at spaces; a word that is too long for a line stands alone and whole. The first line is
  /// empty where the first word has more room on the second.
  static func wrap(_ text: String, first: Int, rest: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let width = Visible.width(of: word)
      if lines.isEmpty, used == 0, width > first, rest > first {
        lines.append("")
      } else if used > 0, used + 1 + width > (lines.isEmpty ? first : rest) {
        lines.append(line)
        line = ""
        used = 0
      } else if used > 0 || !line.isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += width
    }
    lines.append(line)
    return lines
  }
}

/// `1 violation`, `2 violations`
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
