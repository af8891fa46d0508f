package import SourceText

/// What a resource can be asked for once it exists: `Ref` (the name `.none`) or an attribute.
package struct AttributeDeclaration: TableRow {
  package static let wordCount = 2

  package let name: Name
  /// Where the template is written; 0 if nothing is known of the text.
  let template: Int

  package init(_ words: ArraySlice<UInt32>) {
    name = Name(rawValue: UInt16(truncatingIfNeeded: words[words.startIndex]))
    template = Int(words[words.startIndex + 1])
  }
}
