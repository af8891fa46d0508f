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
  /// What `Fn::GetAtt` may ask resources of a type for.
  package func attributes(of type: ResourceTypeID) -> [Name] {
    attributeRows(of: type).compactMap { row in
      let name = Name(rawValue: UInt16(words[row]))
      return name.isNone ? nil : name
    }
  }

  /// Whether `Fn::GetAtt` may ask resources of a type for an attribute.
  package func hasAttribute(_ name: Name, of type: ResourceTypeID) -> Bool {
    !name.isNone && attributeRow(name, of: type) != nil
  }

  /// The string that a reference to a resource (`.none`) or to an attribute of it stands for; nil
  /// if nothing is known of it.
  ///
  /// A word outside the vocabulary is no attribute of any type: its name must not be asked for, since
  /// it is `.none` as well.
  package func referenceTemplate(
    of type: ResourceTypeID,
    attribute: Name
  ) -> [TemplatePiece]? {
    guard let row = attributeRow(attribute, of: type), words[row + 1] != 0 else { return nil }
    let start = Int(words[row + 1])
    return (start + 1...start + Int(words[start])).map { TemplatePiece(words[$0]) }
  }

  /// The property that a reference to a resource (`.none`) or to an attribute of it stands for, where
  /// it is nothing else.
  func property(behind attribute: Name, of type: ResourceTypeID) -> Name? {
    guard let pieces = referenceTemplate(of: type, attribute: attribute), pieces.count == 1,
      case .property(let property) = pieces[0]
    else { return nil }
    return property
  }

  /// The row of an attribute; that of `Ref` has the name `.none`.
  private func attributeRow(_ name: Name, of type: ResourceTypeID) -> Int? {
    attributeRows(of: type).first { words[$0] == UInt32(name.rawValue) }
  }

  private func attributeRows(of type: ResourceTypeID) -> StrideTo<Int> {
    let row = row(of: type)
    let start = header(.attributes) + Int(words[row + 1]) * 2
    return stride(from: start, to: start + Int(words[row + 2]) * 2, by: 2)
  }
}
