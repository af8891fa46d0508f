/// A piece of a document that is going to be written.
indirect enum YAMLNode: Sendable {
  /// A text as it stands in the document, quoted already where that is needed.
  case scalar(String)
  case list([YAMLNode])
  case map([(key: String, value: YAMLNode)])
  /// Lines in front of a node, each behind a `#`.
  case commented([String], YAMLNode)

  static func text(_ text: String) -> YAMLNode { .scalar(YAMLText.scalar(text)) }

  static func map(_ key: String, _ value: YAMLNode) -> YAMLNode { .map([(key, value)]) }

  static func texts(_ texts: some Sequence<String>) -> YAMLNode { .list(texts.map(YAMLNode.text)) }

  var isEmpty: Bool {
    switch self {
    case .scalar: false
    case .list(let elements): elements.isEmpty
    case .map(let entries): entries.isEmpty
    case .commented: false
    }
  }
}
