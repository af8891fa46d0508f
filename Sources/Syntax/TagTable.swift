import SourceText

/// The different tags of a text; index 0 is no tag.
struct TagTable {
  private(set) var tags: [Tag]
  private var indices: [String: UInt16] = [:]
  private let vocabulary: Vocabulary

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    tags = [Tag("", vocabulary: vocabulary)]
  }

  /// The index of a tag; nil once a text has more of them than 16 bits can tell apart.
  mutating func index(of text: String) -> UInt16? {
    if let index = indices[text] { return index }
    guard let index = UInt16(exactly: tags.count) else { return nil }
    tags.append(Tag(text, vocabulary: vocabulary))
    indices[text] = index
    return index
  }
}
