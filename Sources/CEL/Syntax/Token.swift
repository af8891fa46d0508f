/// A word, number, literal or sign of an expression, as its place in the text.
struct Token: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    case identifier, quotedIdentifier
    case integer, unsigned, double, string, bytes
    case question, colon, comma, dot
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case or, and, not
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `in`
    case plus, minus, star, slash, percent
    case end
  }

  let kind: Kind
  /// Byte offsets in the text.
  let start: Int
  let end: Int

  var range: Range<Int> { start..<end }
}

extension Token.Kind {
  /// The token as a message names it.
  var description: String {
    switch self {
    case .identifier, .quotedIdentifier: "a name"
    case .integer, .unsigned, .double: "a number"
    case .string, .bytes: "a string"
    case .question: "'?'"
    case .colon: "':'"
    case .comma: "','"
    case .dot: "'.'"
    case .openParenthesis: "'('"
    case .closeParenthesis: "')'"
    case .openBracket: "'['"
    case .closeBracket: "']'"
    case .openBrace: "'{'"
    case .closeBrace: "'}'"
    case .or: "'||'"
    case .and: "'&&'"
    case .not: "'!'"
    case .equal: "'=='"
    case .notEqual: "'!='"
    case .less: "'<'"
    case .lessOrEqual: "'<='"
    case .greater: "'>'"
    case .greaterOrEqual: "'>='"
    case .in: "'in'"
    case .plus: "'+'"
    case .minus: "'-'"
    case .star: "'*'"
    case .slash: "'/'"
    case .percent: "'%'"
    case .end: "the end"
    }
  }
}
