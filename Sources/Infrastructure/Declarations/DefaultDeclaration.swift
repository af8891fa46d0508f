package import SourceText

/// What AWS documents to hold when a property is not written, although its object is.
package struct DefaultDeclaration: TableRow {
  package static let wordCount = 4

  package let name: Name
  /// The page that says so.
  package let source: TextID
  /// What a reader should know beside the value; may be empty.
  package let note: TextID
  /// Where the value is written.
  let literal: Int

  package init(_ words: ArraySlice<UInt32>) {
    let first = words.startIndex
    name = Name(rawValue: UInt16(truncatingIfNeeded: words[first]))
    literal = Int(words[first + 1])
    source = TextID(rawValue: words[first + 2])
    note = TextID(rawValue: words[first + 3])
  }
}
