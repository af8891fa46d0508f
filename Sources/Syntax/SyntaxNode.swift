package import SourceText

/// The index of a node in its ``SyntaxTree``.
@usableFromInline
package struct NodeID: Hashable, Comparable, BitwiseCopyable, Sendable {
  @usableFromInline
  package let rawValue: UInt32

  @inlinable
  package init(_ index: Int) {
    rawValue = UInt32(truncatingIfNeeded: index)
  }

  @inlinable
  package var index: Int { Int(rawValue) }

  @usableFromInline
  package static func < (left: NodeID, right: NodeID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One node of the tape: 28 bytes of plain data.
@usableFromInline
package struct SyntaxNode: BitwiseCopyable, Sendable {
  @usableFromInline
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case scalar, sequence, mapping
    /// Stands for its anchor; never expanded.
    case alias

    @inlinable
    package static func == (left: Kind, right: Kind) -> Bool { left.rawValue == right.rawValue }
  }

  /// How a scalar was written; flow and block for collections.
  package enum Style: UInt8, BitwiseCopyable, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case block, flow
  }

  /// The type of a plain scalar, or of one tagged `!!int`, `!!float`, `!!bool` or `!!null`, by its
  /// text; `string` for all others.
  package enum ScalarType: UInt8, BitwiseCopyable, Sendable {
    case string, null, boolean
    /// `yes`, `no`, `on`, `off`, `y`, `n` in any case: booleans of YAML 1.1 only, which the
    /// CloudFormation service takes as booleans.
    case legacyBoolean
    case integer, float
  }

  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The text is in the tree's side buffer, because it is not in the source as it stands.
    package static let sideText = Flags(rawValue: 1)
    package static let hasAnchor = Flags(rawValue: 2)
    package static let isKey = Flags(rawValue: 4)
    /// A mapping that has a `<<` entry.
    package static let hasMergeKey = Flags(rawValue: 8)
    /// A mapping in which some key stands twice: the last entry is the one that counts.
    package static let hasDuplicateKeys = Flags(rawValue: 16)
    /// What a transform made at the place of something else: the source does not say it.
    package static let isGenerated = Flags(rawValue: 32)
  }

  package internal(set) var kind: Kind
  package internal(set) var style: Style
  package internal(set) var type: ScalarType
  package internal(set) var flags: Flags
  /// For scalar keys: the word of the vocabulary.
  package internal(set) var name: Name
  /// The index of the explicit tag in the tree's tag list; 0 for none.
  package internal(set) var tag: UInt16
  /// The offset of the first byte, tag and anchor included.
  package internal(set) var start: UInt32
  /// The offset one past the last byte.
  package internal(set) var end: UInt32
  /// Scalars: where the text begins, in the source or in the side buffer. Collections: how many
  /// elements or entries. Aliases: the node of the anchor.
  package internal(set) var text: UInt32
  /// Scalars: how many bytes of text.
  package internal(set) var length: UInt32
  /// The index of the first node after the subtree.
  package internal(set) var next: UInt32
}

extension SyntaxNode {
  /// Whether each key of a mapping stands once, and none brings in another mapping.
  package var hasPlainKeys: Bool {
    !flags.contains(.hasMergeKey) && !flags.contains(.hasDuplicateKeys)
  }

  /// A node without tag, name, text and end of its subtree.
  init(kind: Kind, style: Style, start: Int, end: Int) {
    self.init(
      kind: kind,
      style: style,
      type: .string,
      flags: [],
      name: Name(rawValue: 0),
      tag: 0,
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end),
      text: 0,
      length: 0,
      next: 0
    )
  }

  /// Whether this is an untagged plain scalar `<<`.
  @inline(__always)
  func isPlainMergeText(in bytes: [UInt8]) -> Bool {
    guard length == 2, kind == .scalar, style == .plain, tag == 0, !flags.contains(.sideText) else {
      return false
    }
    let less = UInt8(ascii: "<")
    return bytes[Int(text)] == less && bytes[Int(text) + 1] == less
  }
}
