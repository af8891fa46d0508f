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
    meaning =
      switch text {
      case "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map":
        .string
      case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
        "tag:yaml.org,2002:null":
        .typed
      default: .custom
      }
  }
}
