package import SourceText

/// The lines and columns of places in some files.
///
/// Finding the lines of a file is the dearest part of a report: it is done once, for the files that have
/// places in them.
package struct SourcePlaces: Sendable {
  private let sources: [SourceFile]
  /// By `SourceID`; nil for files without places.
  private let positions: [SourcePositions?]

  /// Linear in the bytes of the files that have places in them.
  package init(of spans: some Sequence<SourceSpan>, in sources: [SourceFile]) {
    var offsets: [SourceID: Set<UInt32>] = [:]
    for span in spans {
      offsets[span.file, default: []].insert(span.start)
      offsets[span.file, default: []].insert(span.end)
    }
    var positions = [SourcePositions?](repeating: nil, count: sources.count)
    for (file, offsets) in offsets where positions.indices.contains(file.index) {
      positions[file.index] = SourcePositions(of: offsets, in: sources[file.index].bytes)
    }
    self.sources = sources
    self.positions = positions
  }

  /// Where a span stands.
  func location(of span: SourceSpan) -> Location {
    let positions = positions(in: span.file)
    let start = positions[span.start]
    let end = positions[span.end]
    return Location(
      path: path(of: span.file),
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column
    )
  }

  /// `path:line:col` of a span, not made safe for any sink.
  func place(of span: SourceSpan) -> String {
    let start = positions(in: span.file)[span.start]
    return "\(path(of: span.file)):\(start.line):\(start.column)"
  }

  /// `line 7` of a span in a file that the reader is looking at, else `path:line:col`.
  func place(of span: SourceSpan, from file: SourceID?) -> String {
    guard span.file == file else { return place(of: span) }
    return "line \(positions(in: span.file)[span.start].line)"
  }

  func lines(of file: SourceID) -> LineIndex {
    positions(in: file).lines
  }

  private func positions(in file: SourceID) -> SourcePositions {
    let known = positions.indices.contains(file.index) ? positions[file.index] : nil
    return known ?? SourcePositions(of: [], in: [])
  }

  func path(of file: SourceID) -> String {
    sources.indices.contains(file.index) ? sources[file.index].path : ""
  }
}
