/// A replacement of some bytes of one file; an empty span inserts.
package struct SourceEdit: Hashable, Sendable {
  package let span: SourceSpan
  /// What stands there afterwards.
  package let replacement: String

  package init(_ span: SourceSpan, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }

  /// Whether two edits cannot be made together: they touch the same bytes, or insert at one place, so
  /// that one of them would have to be first.
  package func overlaps(_ other: SourceEdit) -> Bool {
    guard span.file == other.span.file else { return false }
    if span.start == other.span.start { return true }
    return span.start < other.span.end && other.span.start < span.end
  }
}

extension [SourceEdit] {
  /// The bytes of a file with the edits made in it; those of other files are left out.
  ///
  /// - Precondition: No two of them overlap, and all spans are in the file.
  package func applied(to bytes: [UInt8], of file: SourceID) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in filter({ $0.span.file == file }).sorted(by: { $0.span < $1.span }) {
      precondition(position <= Int(edit.span.start), "edits that are made together do not overlap")
      result += bytes[position..<Int(edit.span.start)]
      result += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    return result + bytes[position...]
  }
}
