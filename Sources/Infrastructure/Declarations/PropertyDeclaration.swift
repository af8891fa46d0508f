package import SourceText

/// A property of a declared object.
package struct PropertyDeclaration: BitwiseCopyable, Sendable {
  package let name: Name
  package let kind: PropertyKind
  /// An object without it is refused by AWS.
  package let isRequired: Bool
  /// Set by AWS; a template may ask for it, not write it.
  package let isReadOnly: Bool
  /// Where the words that the value, or each element of it, is one of are listed; 0 for any value.
  let enumeration: Int

  /// Reads the three words at a position of the table.
  init(_ words: [UInt32], at position: Int) {
    name = Name(rawValue: UInt16(truncatingIfNeeded: words[position]))
    isRequired = words[position] & 0x1_0000 != 0
    isReadOnly = words[position] & 0x2_0000 != 0
    kind = PropertyKind(rawValue: words[position + 1])
    enumeration = Int(words[position + 2])
  }
}
