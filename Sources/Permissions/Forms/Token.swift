/// What a pattern asks for next, once it is known where it stands.
enum Token: Hashable, BitwiseCopyable, Sendable {
  /// How far a wildcard goes.
  enum Reach: UInt64, Hashable, BitwiseCopyable, Sendable {
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

  /// A number that no other token has.
  var number: UInt64 {
    switch self {
    case .letter(let letter): UInt64(letter.rawValue)
    case .star(let reach): 1 << 32 | reach.rawValue
    case .any(let reach): 2 << 32 | reach.rawValue
    case .symbol(let index): 3 << 32 | UInt64(index)
    }
  }
}
