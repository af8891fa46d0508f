import SourceText

/// The positions of given offsets of one file.
///
/// Found in one pass over the file: asking `LineIndex` for each is linear in the length of the line, and
/// minified templates put thousands of findings into one line of megabytes.
struct SourcePositions {
  let lines: LineIndex
  private let positions: [UInt32: SourcePosition]

  init(of offsets: Set<UInt32>, in bytes: [UInt8]) {
    let lines = LineIndex(bytes)
    var positions: [UInt32: SourcePosition] = [:]
    positions.reserveCapacity(offsets.count)
    var last: (offset: Int, position: SourcePosition)?
    for offset in offsets.sorted() {
      let end = min(Int(offset), bytes.count)
      var position: SourcePosition?
      // The first three bytes may be a byte order mark, which has no column.
      if let last, last.offset >= 3, Self.isInSameLine(end, as: last.position, lines) {
        let scalars = bytes[last.offset..<end].count { $0 & 0xC0 != 0x80 }
        position = SourcePosition(line: last.position.line, column: last.position.column + scalars)
      }
      let found = position ?? lines.position(at: offset)
      positions[offset] = found
      last = (end, found)
    }
    self.lines = lines
    self.positions = positions
  }

  /// The position of an offset; linear in the length of its line for offsets that were not given.
  subscript(offset: UInt32) -> SourcePosition {
    positions[offset] ?? lines.position(at: offset)
  }

  private static func isInSameLine(
    _ offset: Int,
    as position: SourcePosition,
    _ lines: LineIndex
  ) -> Bool {
    position.line >= lines.starts.count || offset < Int(lines.starts[position.line])
  }
}
