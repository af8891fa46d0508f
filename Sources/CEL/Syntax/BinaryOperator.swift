/// The operators between two operands that both are evaluated.
enum BinaryOperator: UInt8, BitwiseCopyable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `in`
  case add, subtract, multiply, divide, modulo

  init?(_ token: Token.Kind) {
    switch token {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .in: self = .in
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    case .percent: self = .modulo
    case .identifier, .quotedIdentifier, .integer, .unsigned, .double, .string, .bytes, .question,
      .colon, .comma, .dot, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket,
      .openBrace, .closeBrace, .or, .and, .not, .end:
      return nil
    }
  }

  /// Higher binds tighter.
  var precedence: Int {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in: 0
    case .add, .subtract: 1
    case .multiply, .divide, .modulo: 2
    }
  }

  /// The comparison that says the same with its operands swapped; nil for what is no comparison.
  var mirrored: BinaryOperator? {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .in, .add, .subtract, .multiply, .divide, .modulo: nil
    }
  }

  var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .in: "in"
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .modulo: "%"
    }
  }
}
