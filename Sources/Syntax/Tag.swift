import SourceText

/// An explicit tag, once for each different one of a text.
struct Tag: Sendable {
  /// With its handle expanded: `!Ref`, `tag:yaml.org,2002:str`.
  let text: String
  /// The word of the vocabulary.
  let name: Name
  let meaning: Meaning

  /// What the tags of YAML itself say about a scalar.
  enum Meaning: Sendable {
    /// Not one of them.
    case custom
    /// `!!str`, `!`, those of collections, and none: no more than the node says by itself.
    case string
    /// `!!int`, `!!float`, `!!bool`, `!!null`: the text tells the type, quotes or not.
    case typed
  }

  init(_ text: String, vocabulary: Vocabulary) {
    self.text = text
    name = vocabulary.name(text)
    meaning = Self.meaning(of: text)
  }

  private static func meaning(of text: String) -> Meaning {
    if text.isEmpty || text == "!" { return .string }
    let prefix = "tag:yaml.org,2002:"
    guard text.hasPrefix(prefix) else { return .custom }
    return switch text.dropFirst(prefix.count) {
    case "str", "seq", "map": .string
    case "int", "float", "bool", "null": .typed
    default: .custom
    }
  }
}
