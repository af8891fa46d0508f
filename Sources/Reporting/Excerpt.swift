import SourceText

/// The source lines around a place, with carets under it.
///
/// One to three lines: what stands above, up to the parent of the marked line; or, where the mark is on
/// a key that opens a block, the first lines of that block, since then what matters is inside it.
/// A blank line is shown with what stands before it.
struct Excerpt {
  private let lines: LineIndex
  private let span: SourceSpan
  private let marked: Int
  private let lastMarked: Int
  private let shown: ClosedRange<Int>

  private static let contextLines = 2

  init(of span: SourceSpan, in located: LocatedReport) {
    let location = located.location(of: span)
    lines = located.lines(of: span.file)
    self.span = span
    marked = location.line
    // A span that ends at a line's start covers nothing of that line.
    let endsBefore = location.endColumn == 1 && location.endLine > marked
    lastMarked = endsBefore ? location.endLine - 1 : location.endLine
    shown = Self.context(of: marked, in: lines)
  }

  /// `--> place`, the lines and the carets.
  func write(to page: inout TextPage, place: String, ink: TextStyle.Ink) {
    let style = page.style
    let digits = String(shown.upperBound).count
    let blank = String(repeating: " ", count: digits)
    page.line(blank + style.paint("-->", .frame) + " " + style.visible(place))
    let edge = style.paint(blank + " |", .frame)
    page.line(edge)
    for number in shown {
      let content = lines.content(ofLine: number)
      let isMarked = number == marked
      let mark = isMarked ? markedBytes(of: content) : content.startIndex..<content.startIndex
      let room = style.width - digits - 3
      let visible = VisibleLine(content, mark: mark, style: style, width: room)
      let label = String(repeating: " ", count: digits - String(number).count) + "\(number) |"
      page.line(style.paint(label, .frame) + " " + visible.text)
      if isMarked {
        let carets = String(repeating: "^", count: visible.mark.count) + reach
        let pad = String(repeating: " ", count: visible.mark.lowerBound + 1)
        page.line(edge + pad + style.paint(carets, ink))
      }
    }
    page.line(edge)
  }

  /// Says how far a mark goes that does not end on its first line.
  private var reach: String {
    lastMarked > marked ? " to line \(lastMarked)" : ""
  }

  private func markedBytes(of content: ArraySlice<UInt8>) -> Range<Int> {
    let start = min(max(Int(span.start), content.startIndex), content.endIndex)
    return start..<max(start, min(Int(span.end), content.endIndex))
  }

  private static func context(of marked: Int, in lines: LineIndex) -> ClosedRange<Int> {
    // Nothing to see on a blank line, such as the last one of a file that ends too early.
    guard let depth = indentation(of: marked, in: lines) else {
      return max(1, marked - contextLines)...marked
    }
    var last = marked
    while last - marked < contextLines, last < lines.starts.count,
      let below = indentation(of: last + 1, in: lines), below > depth
    {
      last += 1
    }
    if last > marked { return marked...last }
    var first = marked
    while marked - first < contextLines, first > 1,
      let above = indentation(of: first - 1, in: lines)
    {
      first -= 1
      if above < depth { break }
    }
    return first...marked
  }

  /// The blanks that a line begins with; nil for a line without anything else. Looks at the first
  /// hundred bytes only.
  private static func indentation(of line: Int, in lines: LineIndex) -> Int? {
    let content = lines.content(ofLine: line)
    let blanks = content.prefix(100).prefix { $0 == 0x20 || $0 == 0x09 }.count
    return blanks < content.count ? blanks : nil
  }
}
