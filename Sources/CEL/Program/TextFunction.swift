/// The members of strings, and `join` of lists of strings, that the language's `strings` extension has.
///
/// Source: cel-go `ext/strings`, as held by the conformance suite; `format` and `quote` are left out.
/// Positions count code points.
enum TextFunction: String, BitwiseCopyable, CaseIterable {
  case charAt, indexOf, join, lastIndexOf, lowerAscii, replace, reverse, split, substring, trim
  case upperAscii

  /// How many arguments there are, the receiver included.
  var arity: ClosedRange<Int> {
    switch self {
    case .lowerAscii, .upperAscii, .reverse, .trim: 1...1
    case .charAt: 2...2
    case .join: 1...2
    case .indexOf, .lastIndexOf, .split, .substring: 2...3
    case .replace: 3...4
    }
  }
}
