/// A half-open range of bytes in one file.
package struct SourceSpan: Hashable, BitwiseCopyable, Sendable {
  package let file: SourceID
  package let start: UInt32
  package let end: UInt32

  package init(file: SourceID, start: UInt32, end: UInt32) {
    self.file = file
    self.start = start
    self.end = end
  }
}

extension SourceSpan: Comparable {
  /// File order first, then place, then length.
  package static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.file.rawValue, left.start, left.end) < (right.file.rawValue, right.start, right.end)
  }
}
