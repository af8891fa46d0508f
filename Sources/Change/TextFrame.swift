import SourceText
import Syntax

/// What a text says outside of some edits: every node with its text, its type and its depth, in order.
///
/// An edit that moves nothing leaves the frame as it was, whatever the layout.
struct TextFrame: Equatable {
  private struct Node: Equatable {
    let kind: SyntaxNode.Kind
    let type: SyntaxNode.ScalarType
    let flags: SyntaxNode.Flags
    let depth: Int
    let tag: String?
    let text: ArraySlice<UInt8>
  }

  private var nodes: [Node] = []
  private let language: SyntaxTree.Language
  private let documents: Int

  /// The frame of a text around some ranges of its bytes; nil if it cannot be read.
  init?(_ file: SourceFile, around ranges: [Range<UInt32>]) {
    let parsed = parseSource(file, id: SourceID(0), vocabulary: Vocabulary([]))
    guard let tree = parsed.tree else { return nil }
    language = tree.language
    documents = tree.documents.count
    var ends: [UInt32] = []
    for (index, node) in tree.nodes.enumerated() {
      while let end = ends.last, end <= index { ends.removeLast() }
      if node.kind == .mapping || node.kind == .sequence { ends.append(node.next) }
      guard !Self.isTouched(node, by: ranges) else { continue }
      let id = NodeID(index)
      let isText = node.kind == .scalar
      nodes.append(
        Node(
          kind: node.kind,
          type: node.type,
          flags: node.flags.intersection([.isKey, .hasAnchor]),
          depth: ends.count,
          tag: tree.expandedTag(of: id),
          text: isText
            ? tree.utf8(of: id)
            : node.kind == .alias ? tree.bytes[Int(node.start)..<Int(node.end)] : []
        )
      )
    }
  }

  /// Whether edits of a file leave everything else in it what it was.
  static func isKept(by edits: [SourceEdit], from before: SourceFile, to after: SourceFile) -> Bool
  {
    var old: [Range<UInt32>] = []
    var new: [Range<UInt32>] = []
    var shift = 0
    for edit in edits.sorted(by: { $0.span < $1.span }) {
      let start = Int(edit.span.start) + shift
      old.append(edit.span.start..<edit.span.end)
      new.append(UInt32(start)..<UInt32(start + edit.replacement.utf8.count))
      shift += edit.replacement.utf8.count - Int(edit.span.end - edit.span.start)
    }
    guard let first = TextFrame(before, around: old) else { return false }
    return first == TextFrame(after, around: new)
  }

  /// Whether a node is in a range, or, as a scalar, holds a part of it.
  private static func isTouched(_ node: SyntaxNode, by ranges: [Range<UInt32>]) -> Bool {
    // The last range that begins at the node's end or before.
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= node.end { low = middle + 1 } else { high = middle }
    }
    return ranges[..<low].reversed().prefix(2).contains { range in
      if node.start == node.end {
        return range.lowerBound <= node.start && node.start <= range.upperBound
      }
      guard node.kind == .scalar else { return range.contains(node.start) }
      return range.lowerBound < node.end && range.upperBound > node.start
    }
  }
}
