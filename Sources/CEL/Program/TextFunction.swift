/// The members of strings, and `join` of lists of strings, that the language's `strings` extension has.
///
/// Source: cel-go `ext/strings`, as held by the conformance suite.
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

  /// The types of arguments and result of each overload, the receiver first.
  var types: [String] {
    switch self {
    case .lowerAscii, .upperAscii, .reverse, .trim: ["(string) -> string"]
    case .charAt: ["(string, int) -> string"]
    case .join: ["(list(string)) -> string", "(list(string), string) -> string"]
    case .indexOf, .lastIndexOf: ["(string, string) -> int", "(string, string, int) -> int"]
    case .split: ["(string, string) -> list(string)", "(string, string, int) -> list(string)"]
    case .substring: ["(string, int) -> string", "(string, int, int) -> string"]
    case .replace:
      ["(string, string, string) -> string", "(string, string, string, int) -> string"]
    }
  }
}
