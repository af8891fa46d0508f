import SourceText

/// The different tags of a text; index 0 is no tag.
struct TagTable {
  /// Up to here, looking at each is cheaper than hashing.
  private static let smallCount = 16

  private(set) var tags: [Tag]
  /// The bytes of the first few tags, index 1 first.
  private var firstTags: [[UInt8]] = []
  /// The tags beyond these.
  private var indices: [String: UInt16] = [:]
  private let vocabulary: Vocabulary

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    tags = [Tag("", vocabulary: vocabulary)]
  }

  /// The index of a tag; nil once a text has more of them than 16 bits can tell apart.
  mutating func index(of tag: UnsafeBufferPointer<UInt8>) -> UInt16? {
    for index in firstTags.indices where unsafe isEqual(firstTags[index], tag) {
      return UInt16(truncatingIfNeeded: index + 1)
    }
    return unsafe insert(tag)
  }

  private mutating func insert(_ tag: UnsafeBufferPointer<UInt8>) -> UInt16? {
    // The caller's bytes, copied.
    let bytes = unsafe Array(tag)
    let text = String(decoding: bytes, as: UTF8.self)
    if let index = indices[text] { return index }
    guard let index = UInt16(exactly: tags.count) else { return nil }
    tags.append(Tag(text, vocabulary: vocabulary))
    if firstTags.count < Self.smallCount {
      firstTags.append(bytes)
    } else {
      indices[text] = index
    }
    return index
  }

  /// Compares libyaml's bytes where they are, because a template asks this at every tenth node.
  private func isEqual(_ known: [UInt8], _ tag: UnsafeBufferPointer<UInt8>) -> Bool {
    guard known.count == tag.count else { return false }
    for index in known.indices {
      // Both have this index: they are as long as each other.
      guard unsafe known[index] == tag[index] else { return false }
    }
    return true
  }
}
