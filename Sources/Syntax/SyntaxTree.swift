package import SourceText

/// A parsed text: an immutable tape of nodes in document order, YAML and JSON alike.
///
/// Nothing is expanded and nothing is interpreted: aliases stay nodes that stand for their anchor,
/// `<<` stays an entry, numbers keep their text. All accessors but the subscript, the spans and
/// ``key(of:)`` look through aliases. A class, because readers hand the tree on with every value that
/// they read, and a copy of the value would count references for each of its arrays.
@usableFromInline
package final class SyntaxTree: Sendable {
  /// The language that decided how the text was read.
  package enum Language: Sendable {
    case yaml, json
  }

  /// Where the text stands in its source.
  package enum Placement: Hashable, Sendable {
    /// It goes on from a position, letter by letter.
    case from(UInt32)
    /// Somewhere in there: quotes and functions made the text another than the source.
    case within(SourceSpan)
  }

  package let source: SourceID
  package let placement: Placement
  package let language: Language
  /// The unchanged text that spans count in.
  package let bytes: [UInt8]
  /// Pre-order: a node is followed by its subtree.
  @usableFromInline
  package let nodes: [SyntaxNode]
  /// The root of each document in order; none for an empty text.
  package let documents: [NodeID]
  /// The texts that escapes and folding made different from the source.
  private let side: [UInt8]
  /// The first one is no tag at all.
  private let tags: [Tag]

  init(
    source: SourceID,
    placement: Placement,
    language: Language,
    bytes: [UInt8],
    nodes: [SyntaxNode],
    documents: [NodeID],
    side: [UInt8],
    tags: [Tag]
  ) {
    self.source = source
    self.placement = placement
    self.language = language
    self.bytes = bytes
    self.nodes = nodes
    self.documents = documents
    self.side = side
    self.tags = tags
  }

  /// A tree of the same text with other nodes.
  convenience init(rewriting tree: SyntaxTree, nodes: [SyntaxNode], side: [UInt8]) {
    self.init(
      source: tree.source,
      placement: tree.placement,
      language: tree.language,
      bytes: tree.bytes,
      nodes: nodes,
      documents: nodes.isEmpty ? [] : [NodeID(0)],
      side: side,
      tags: tree.tags
    )
  }

  /// All texts that are not in the source as they stand.
  var sideTexts: [UInt8] { side }

  /// The root of the first document.
  package var root: NodeID? { documents.first }

  /// The node as it is written, aliases included.
  @inlinable
  package subscript(_ id: NodeID) -> SyntaxNode { nodes[id.index] }

  /// The node that an alias stands for; every other node itself. An alias points at an earlier node
  /// that is not an alias, so one step is all.
  package func resolved(_ id: NodeID) -> NodeID {
    let node = nodes[id.index]
    return node.kind == .alias ? NodeID(Int(node.text)) : id
  }

  /// How many elements or entries a collection has; 0 for scalars.
  package func count(of id: NodeID) -> Int {
    let node = nodes[resolved(id).index]
    return node.kind == .scalar ? 0 : Int(node.text)
  }

  /// The elements of a sequence, or the keys and values of a mapping in turn.
  package func children(of id: NodeID) -> Children {
    Children(nodes, of: resolved(id))
  }

  /// The entries of a mapping as they are written; none for other nodes.
  package func entries(of id: NodeID) -> Entries {
    Entries(nodes, of: resolved(id))
  }

  /// The scalar key that a value stands behind; nil for elements, keys and roots.
  package func key(of value: NodeID) -> NodeID? {
    guard value.index > 0 else { return nil }
    let key = nodes[value.index - 1]
    guard key.kind == .scalar, key.flags.contains(.isKey) else { return nil }
    return NodeID(value.index - 1)
  }

  /// The text of a scalar without quotes, escapes and folding; empty for collections.
  package func utf8(of id: NodeID) -> ArraySlice<UInt8> {
    let node = nodes[resolved(id).index]
    guard node.kind == .scalar else { return [] }
    let range = Int(node.text)..<Int(node.text) + Int(node.length)
    return node.flags.contains(.sideText) ? side[range] : bytes[range]
  }

  /// The text of a scalar as a string; empty for collections.
  package func text(of id: NodeID) -> String {
    String(decoding: utf8(of: id), as: UTF8.self)
  }

  /// Whether a node is a scalar with exactly this text.
  package func isText(_ id: NodeID, _ text: String) -> Bool {
    let node = nodes[resolved(id).index]
    guard node.kind == .scalar, Int(node.length) == text.utf8.count else { return false }
    return utf8(of: id).elementsEqual(text.utf8)
  }

  /// The explicit tag, `!Ref` say; nil where there is none, and for the tags of YAML itself
  /// (`!!str`, `!!int`, …), which have already had their effect on the node's type.
  package func tag(of id: NodeID) -> String? {
    let tag = tags[Int(nodes[resolved(id).index].tag)]
    return tag.meaning == .custom ? tag.text : nil
  }

  /// The word of the vocabulary that the explicit tag is.
  package func tagName(of id: NodeID) -> Name {
    tags[Int(nodes[resolved(id).index].tag)].name
  }

  /// The explicit tag with its handle expanded, those of YAML itself included:
  /// `tag:yaml.org,2002:str` for `!!str`.
  package func expandedTag(of id: NodeID) -> String? {
    let index = Int(nodes[resolved(id).index].tag)
    return index == 0 ? nil : tags[index].text
  }
}
