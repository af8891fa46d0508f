import Findings
import SourceText

/// Writes the tape: the readers call it in document order.
struct TapeBuilder: ~Copyable {
  /// A collection that is still open.
  struct Frame: BitwiseCopyable {
    let node: Int
    let isMapping: Bool
    /// Nodes directly within; in a mapping an even number means that a key comes next.
    var count: UInt32
  }

  let source: SourceID
  private let vocabulary: Vocabulary
  private let maximumDepth: Int
  private(set) var text: TapeText
  private var frames = GrowableBuffer<Frame>(capacity: 32)
  /// Where the node that was completed last ends; an empty collection that is open so far counts.
  private var lastEnd: UInt32 = 0
  private var documents: [NodeID] = []
  private var tags: TagTable
  private var anchors: [String: Int] = [:]
  private var duplicates: DuplicateKeys
  private var merges = MergeWeights()

  init(_ bytes: [UInt8], source: SourceID, vocabulary: Vocabulary, options: ParseOptions) {
    self.source = source
    self.vocabulary = vocabulary
    maximumDepth = options.maximumDepth
    text = TapeText(bytes)
    tags = TagTable(vocabulary: vocabulary)
    duplicates = DuplicateKeys(source: source)
  }

  /// The warnings so far.
  var diagnostics: [Diagnostic] { duplicates.diagnostics }

  /// Whether a collection is open.
  var isInside: Bool { !frames.isEmpty }

  /// Whether the innermost open collection is a mapping.
  var isInMapping: Bool { !frames.isEmpty && frames[frames.count - 1].isMapping }

  /// A span of the text, cut where the text ends.
  func span(_ start: Int, _ end: Int) -> SourceSpan {
    let count = text.bytes.count
    return SourceSpan(
      file: source,
      start: UInt32(min(start, count)),
      end: UInt32(min(max(start, end), count))
    )
  }

  /// Anchors reach no further than their document.
  mutating func startDocument() {
    anchors.removeAll()
  }

  /// The index of a tag in the table; the bytes are copied if they are new.
  @unsafe
  mutating func tag(
    _ tag: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) throws(SyntaxFailure) -> UInt16 {
    // The caller answers for the bytes.
    if let index = unsafe tags.index(of: tag) { return index }
    throw SyntaxFailure(
      "yaml-syntax",
      "the file has more than 65,535 different tags",
      at: span(start, start + 1)
    )
  }

  /// Whether a tag leaves the type of a scalar to its text.
  func isTyped(_ tag: UInt16) -> Bool {
    tags.tags[Int(tag)].meaning == .typed
  }

  /// Puts bytes aside as the text of the next scalar; gives where they begin.
  mutating func setAside(_ bytes: some Collection<UInt8>) -> Int {
    let start = text.side.count
    text.side.append(contentsOf: bytes)
    return start
  }

  /// Puts one byte aside.
  mutating func setAside(_ byte: UInt8) {
    text.side.append(byte)
  }

  /// The end of the bytes put aside.
  var sideEnd: Int { text.side.count }

  /// Makes the next node the one that an anchor names.
  mutating func setAnchor(_ anchor: String) {
    anchors[anchor] = text.nodes.count
  }

  /// Adds a scalar; place and name are filled in here.
  @inline(__always)
  mutating func append(scalar: consuming SyntaxNode) {
    let index = text.nodes.count
    scalar.next = UInt32(truncatingIfNeeded: index + 1)
    let isKey = place(index)
    if isKey {
      scalar.flags.insert(.isKey)
      let start = Int(scalar.text)
      let end = start + Int(scalar.length)
      if scalar.flags.contains(.sideText) {
        scalar.name = vocabulary.name(of: text.side[start..<end])
      } else {
        scalar.name = vocabulary.name(of: text.bytes[start..<end])
        if scalar.isPlainMergeText(in: text.bytes) {
          text.nodes[frames[frames.count - 1].node].flags.insert(.hasMergeKey)
        }
      }
    }
    lastEnd = scalar.end
    text.nodes.append(scalar)
  }

  /// Opens a collection; the nodes up to ``close(end:)`` are its children.
  @inline(__always)
  mutating func open(_ collection: consuming SyntaxNode) throws(SyntaxFailure) {
    guard frames.count < maximumDepth else {
      throw SyntaxFailure(
        "nesting-too-deep",
        "more than \(maximumDepth) collections stand within each other",
        at: span(Int(collection.start), Int(collection.start) + 1)
      )
    }
    let index = text.nodes.count
    if place(index) { collection.flags.insert(.isKey) }
    frames.append(Frame(node: index, isMapping: collection.kind == .mapping, count: 0))
    lastEnd = collection.end
    text.nodes.append(collection)
  }

  /// Closes the innermost collection; without an end it ends with its last child.
  mutating func close(end: Int?) throws(SyntaxFailure) {
    guard let frame = frames.popLast() else { return }
    if let end { lastEnd = UInt32(truncatingIfNeeded: end) }
    text.nodes[frame.node].end = lastEnd
    text.nodes[frame.node].next = UInt32(truncatingIfNeeded: text.nodes.count)
    text.nodes[frame.node].text = frame.isMapping ? frame.count / 2 : frame.count
    guard frame.isMapping else { return }
    if duplicates.areIn(mapping: frame.node, of: text) {
      text.nodes[frame.node].flags.insert(.hasDuplicateKeys)
    }
    if text.nodes[frame.node].flags.contains(.hasMergeKey) {
      try weigh(frame.node)
    }
  }

  /// Adds an alias to a node that stands before it, in the same document.
  mutating func append(
    aliasOf anchor: String,
    start: Int,
    end: Int
  ) throws(SyntaxFailure) {
    guard let target = anchors[anchor] else {
      throw SyntaxFailure(
        "undefined-alias",
        "alias '*\(anchor)' has no anchor '&\(anchor)' before it",
        at: span(start, end),
        help: "define the anchor first, or quote the text if the '*' belongs to it"
      )
    }
    let index = text.nodes.count
    lastEnd = UInt32(truncatingIfNeeded: end)
    var node = SyntaxNode(kind: .alias, style: .plain, start: start, end: end)
    node.text = UInt32(truncatingIfNeeded: target)
    node.next = UInt32(truncatingIfNeeded: index + 1)
    // Only a collection that is still open has no end on the tape.
    guard text.nodes[target].next != 0 else {
      let first = Int(text.nodes[target].start)
      throw SyntaxFailure(
        "alias-cycle",
        "alias '*\(anchor)' stands within the value of its own anchor",
        at: span(start, end),
        related: [Note("the anchor is set here", at: span(first, first + 1 + anchor.utf8.count))]
      )
    }
    if place(index) {
      node.flags.insert(.isKey)
      node.name = vocabulary.name(of: text[target])
    }
    text.nodes.append(node)
  }

  /// Ends the tape.
  consuming func finish(
    as language: SyntaxTree.Language,
    placed placement: SyntaxTree.Placement = .from(0)
  ) -> SyntaxTree {
    SyntaxTree(
      source: source,
      placement: placement,
      language: language,
      bytes: text.bytes,
      nodes: text.nodes.array(),
      documents: documents,
      side: text.side,
      tags: tags.tags
    )
  }

  /// Counts a new node where it stands; true for a key.
  @inline(__always)
  private mutating func place(_ index: Int) -> Bool {
    guard !frames.isEmpty else {
      documents.append(NodeID(index))
      return false
    }
    let last = frames.count - 1
    let count = frames[last].count
    frames[last].count = count &+ 1
    return frames[last].isMapping && count & 1 == 0
  }

  private mutating func weigh(_ mapping: Int) throws(SyntaxFailure) {
    guard !merges.admit(mapping, of: text) else { return }
    let start = Int(text.nodes[mapping].start)
    throw SyntaxFailure(
      "nesting-too-deep",
      "the merge keys of this mapping bring in too much: more than \(MergeWeights.maximumEntries) "
        + "entries, or mappings that merge \(MergeWeights.maximumDepth) deep",
      at: span(start, start + 1)
    )
  }
}
