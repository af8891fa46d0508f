/// What a pattern asks for next, once it is known where it stands.
enum Token: Hashable, BitwiseCopyable, Sendable {
  /// How far a wildcard goes.
  enum Reach: Hashable, BitwiseCopyable, Sendable {
    /// Over colons.
    case crossing
    /// Not over a colon: a wildcard of the first five segments of an ARN.
    case within
    /// One of both: what is not known may bring colons of its own before it.
    case uncertain
    /// It may be no wildcard at all, but nothing.
    case perhaps
  }

  case letter(Letter)
  /// Any text.
  case star(Reach)
  /// Any one letter.
  case any(Reach)
  /// The text of a symbol, by its index in the form.
  case symbol(Int32)

  var isStar: Bool { if case .star = self { true } else { false } }
}
