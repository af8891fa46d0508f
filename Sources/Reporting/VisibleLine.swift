import SourceText

/// One source line as a terminal shows it: tabs as four spaces, hidden characters and broken UTF-8
/// spelt out, and of a long line only a window around the mark.
struct VisibleLine {
  let text: String
  /// The cells of `text` that the mark covers; at least one.
  let mark: Range<Int>

  private struct Cell {
    let text: String
    let width: Int
    let isMarked: Bool
  }

  /// `mark` counts bytes as `content` does; both ends may lie anywhere in the line. Only bytes near the
  /// mark are read, so that a line of a megabyte costs no more than a short one.
  init(_ content: ArraySlice<UInt8>, mark: Range<Int>, style: TextStyle, width: Int) {
    let near = Self.neighbourhood(of: mark, in: content, width: width)
    var cells = Self.cells(of: content[near], mark: mark, style: style)
    if !cells.contains(where: \.isMarked) {
      cells.append(Cell(text: " ", width: 1, isMarked: true))
    }
    let window = Self.window(of: cells, width: width, isWhole: near == content.indices)
    var text = ""
    var used = 0
    if window.lowerBound > 0 || near.lowerBound > content.startIndex {
      text += style.ellipsis
      used += style.ellipsis.count
    }
    var start: Int?
    var end = 0
    for cell in cells[window] {
      if cell.isMarked { start = start ?? used }
      text += cell.text
      used += cell.width
      if cell.isMarked { end = used }
    }
    if window.upperBound < cells.count || near.upperBound < content.endIndex {
      text += style.ellipsis
    }
    self.text = text
    let first = start ?? 0
    self.mark = first..<max(end, first + 1)
  }

  /// The bytes that can show in the window, cut between scalars.
  private static func neighbourhood(
    of mark: Range<Int>,
    in content: ArraySlice<UInt8>,
    width: Int
  ) -> Range<Int> {
    var start = max(content.startIndex, min(mark.lowerBound, content.endIndex) - 2 * width)
    var end = min(content.endIndex, start + 6 * width)
    while start > content.startIndex, content[start] & 0xC0 == 0x80 { start -= 1 }
    while end < content.endIndex, content[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }

  private static func cells(
    of bytes: ArraySlice<UInt8>,
    mark: Range<Int>,
    style: TextStyle
  ) -> [Cell] {
    var cells: [Cell] = []
    var written = ""
    var offset = bytes.startIndex
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      let text: String
      let length: Int
      switch parser.parseScalar(from: &iterator) {
      case .valid(let units):
        let scalar = Unicode.UTF8.decode(units)
        text = shown(scalar, after: written, style: style)
        length = units.count
      case .error(let count):
        text = "<" + String(bytes[offset], radix: 16, uppercase: true) + ">"
        length = count
      case .emptyInput:
        return cells
      }
      // An empty mark points at what follows it.
      let isMarked = mark.contains(offset) || offset == mark.lowerBound
      cells.append(Cell(text: text, width: Visible.width(of: text), isMarked: isMarked))
      written += text
      offset += length
    }
  }

  private static func shown(
    _ scalar: Unicode.Scalar,
    after text: String,
    style: TextStyle
  ) -> String {
    if scalar == "\t" { return "    " }
    if Visible.opensCommand(scalar, after: text) { return Visible.spelling(of: scalar) }
    return style.visible(String(scalar))
  }

  /// The cells to show: all of them if they fit, else a window that holds the start of the mark.
  private static func window(of cells: [Cell], width: Int, isWhole: Bool) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    if isWhole, total <= width { return cells.indices }
    // Room for an ellipsis on both sides, in ASCII too.
    let room = width - 6
    let marked = cells.firstIndex(where: \.isMarked) ?? 0
    let before = cells[..<marked].reduce(0) { $0 + $1.width }
    let markWidth = cells[marked...].prefix(while: \.isMarked).reduce(0) { $0 + $1.width }
    var start = 0
    if before + min(markWidth, room / 2) > room {
      var left = 0
      start = marked
      while start > 0, left + cells[start - 1].width <= room / 3 {
        start -= 1
        left += cells[start].width
      }
    }
    var end = start
    var used = 0
    while end < cells.count, used + cells[end].width <= room {
      used += cells[end].width
      end += 1
    }
    return start..<max(end, min(start + 1, cells.count))
  }
}
