import SourceText

/// Small input files, and spans found in them by their text.
struct SampleSources {
  let files: [SourceFile]

  init(_ files: [(path: String, content: String)]) {
    self.files = files.map { SourceFile(path: $0.path, bytes: Array($0.content.utf8)) }
  }

  /// The span of the first `text` after the first `anchor`; records an issue if there is none.
  func span(_ text: String, after anchor: String = "", in path: String) -> SourceSpan {
    let file = files.firstIndex { $0.path == path } ?? 0
    let bytes = files[file].bytes
    let from = anchor.isEmpty ? 0 : Self.offset(of: anchor, in: bytes, from: 0)
    let start = Self.offset(of: text, in: bytes, from: from)
    let end = start + text.utf8.count
    return SourceSpan(file: SourceID(file), start: UInt32(start), end: UInt32(end))
  }

  private static func offset(of text: String, in bytes: [UInt8], from start: Int) -> Int {
    let needle = Array(text.utf8)
    for offset in start...max(start, bytes.count - needle.count)
    where bytes[offset...].starts(with: needle) {
      return offset
    }
    preconditionFailure("the sample holds '\(text)'")
  }
}
