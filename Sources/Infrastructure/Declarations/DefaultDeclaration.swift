package import SourceText

/// What AWS documents to hold when a property is not written, although its object is.
package struct DefaultDeclaration: BitwiseCopyable, Sendable {
  package let name: Name
  /// The page that says so.
  package let source: TextID
  /// What a reader should know beside the value; may be empty.
  package let note: TextID
  /// Where the value is written.
  let literal: Int

  /// Reads the four words at a position of the table.
  init(_ words: [UInt32], at position: Int) {
    name = Name(rawValue: UInt16(truncatingIfNeeded: words[position]))
    literal = Int(words[position + 1])
    source = TextID(rawValue: words[position + 2])
    note = TextID(rawValue: words[position + 3])
  }
}
