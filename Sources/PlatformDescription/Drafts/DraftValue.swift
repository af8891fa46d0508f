/// What a property is going to hold, before names are resolved.
struct DraftValue: Sendable {
  /// A part of a text that depends on where the resource is deployed.
  enum Piece: Sendable {
    case text(String)
    case partition, region
  }

  indirect enum Content: Sendable {
    /// What stands at the place, in the kind that the property is declared with.
    case written
    case text(String)
    case integer(Int64)
    case flag(Bool)
    case list([DraftValue])
    case object([DraftEntry])
    /// A reference to something that is named.
    case thing(NamedThing)
    case template([Piece])
    /// The `Resource` of a policy statement: an ARN pattern, or the name of a resource with a path.
    case resourcePattern
    /// The ARN of the role, user or account that the text at the place names.
    case principal
    /// Something that was reported already, in these words.
    case invalid(String)
  }

  /// The token that decides it; its origin, unless the parts have their own.
  let place: Place
  let content: Content

  init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  static func written(_ place: Place) -> DraftValue {
    DraftValue(.written, at: place)
  }

  static func text(_ text: String, at place: Place) -> DraftValue {
    DraftValue(.text(text), at: place)
  }
}
