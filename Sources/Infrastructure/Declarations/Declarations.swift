package import SourceText

/// The resource types that Lintel knows, each declared once: properties with kinds, AWS's defaults,
/// attributes with the strings they stand for, and the vocabulary of all of it.
///
/// An immutable table in the layout of `schemas/blob.py`, read in place: nothing is decoded before
/// it is asked for, so that a run over one template does not pay for a hundred types.
package struct Declarations: Sendable {
  package let vocabulary: Vocabulary
  let words: [UInt32]
  private let textBytes: [UInt8]

  init(vocabulary: Vocabulary, words: [UInt32], textBytes: [UInt8]) {
    self.vocabulary = vocabulary
    self.words = words
    self.textBytes = textBytes
  }

  func header(_ field: DeclarationsHeader) -> Int {
    Int(words[field.rawValue])
  }

  /// The versions and dates of the packages that the declarations were read from.
  package var origin: String {
    text(TextID(rawValue: words[DeclarationsHeader.origin.rawValue]))
  }

  /// FNV-1a over the files that the declarations were written from.
  package var digest: UInt64 {
    UInt64(header(.digestHigh)) << 32 | UInt64(header(.digestLow))
  }

  package func text(_ id: TextID) -> String {
    String(decoding: utf8(id), as: UTF8.self)
  }

  package func utf8(_ id: TextID) -> ArraySlice<UInt8> {
    let position = header(.texts) + Int(id.rawValue)
    return textBytes[Int(words[position])..<Int(words[position + 1])]
  }
}

// MARK: - Types

extension Declarations {
  /// All declared types, by name.
  package var types: [ResourceTypeID] {
    (0..<UInt16(header(.typeCount))).map(ResourceTypeID.init)
  }

  /// The type with a name such as `AWS::EC2::VPC`; nil if it is not declared.
  package func type(_ name: Name) -> ResourceTypeID? {
    let index = Int(name.rawValue) - header(.firstTypeName)
    guard index >= 0, index < header(.typeCount) else { return nil }
    return ResourceTypeID(rawValue: UInt16(index))
  }

  package func type(named name: String) -> ResourceTypeID? {
    type(vocabulary.name(name))
  }

  package func name(of type: ResourceTypeID) -> Name {
    Name(rawValue: UInt16(header(.firstTypeName)) + type.rawValue)
  }

  /// The name of the type as users write it.
  package func typeName(of type: ResourceTypeID) -> String {
    vocabulary.text(of: name(of: type))
  }

  package func shape(of type: ResourceTypeID) -> ShapeID {
    ShapeID(rawValue: UInt16(words[row(of: type)]))
  }

  private func row(of type: ResourceTypeID) -> Int {
    header(.types) + Int(type.rawValue) * 3
  }
}

// MARK: - Attributes and references

extension Declarations {
  /// What resources of a type can be asked for; `Ref` comes first where its string is known.
  package func attributes(of type: ResourceTypeID) -> TableRows<AttributeDeclaration> {
    let row = row(of: type)
    return TableRows(
      words: words,
      start: header(.attributes) + Int(words[row + 1]) * AttributeDeclaration.wordCount,
      count: Int(words[row + 2])
    )
  }

  /// Whether `Fn::GetAtt` may ask resources of a type for an attribute.
  package func hasAttribute(_ name: Name, _ type: ResourceTypeID) -> Bool {
    !name.isNone && attributes(of: type).contains { $0.name == name }
  }

  /// The string that a reference to a resource (`.none`) or to an attribute of it stands for; nil
  /// if nothing is known of it.
  package func referenceTemplate(
    of type: ResourceTypeID,
    attribute: Name
  ) -> TableRows<TemplatePiece>? {
    guard let entry = attributes(of: type).first(where: { $0.name == attribute }),
      entry.template != 0
    else { return nil }
    return TableRows(words: words, start: entry.template + 1, count: Int(words[entry.template]))
  }
}
