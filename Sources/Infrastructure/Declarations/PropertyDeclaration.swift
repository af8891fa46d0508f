package import SourceText

/// A property of a declared object.
package struct PropertyDeclaration: TableRow {
  package static let wordCount = 3

  package let name: Name
  package let kind: PropertyKind
  /// An object without it is refused by AWS.
  package let isRequired: Bool
  /// Set by AWS; a template may ask for it, not write it.
  package let isReadOnly: Bool
  /// Where the words that the value, or each element of it, is one of are listed; 0 for any value.
  let enumeration: Int

  package init(_ words: ArraySlice<UInt32>) {
    let first = words.startIndex
    name = Name(rawValue: UInt16(truncatingIfNeeded: words[first]))
    isRequired = words[first] & 0x1_0000 != 0
    isReadOnly = words[first] & 0x2_0000 != 0
    kind = PropertyKind(rawValue: words[first + 1])
    enumeration = Int(words[first + 2])
  }
}
