extension Parser {
  /// A primary with the selections, indices and calls that follow it.
  ///
  /// `negatedFrom` is the place of a minus sign that belongs to the number at hand.
  mutating func member(negatedFrom sign: Int? = nil) throws(ExpressionError) -> ExpressionTree.ID {
    let start = sign ?? current.start
    var operand = sign == nil ? try primary() : try number(negatedFrom: sign)
    while true {
      switch current.kind {
      case .dot:
        operand = try selection(operand, from: start)
      case .openBracket:
        try advance()
        let isOptional = try accept(.question)
        let key = try expression()
        try close(.closeBracket, "']' after the index")
        operand = try add(.index(operand, key: key, isOptional: isOptional), from: start)
      case .openBrace:
        throw ExpressionError(
          "messages cannot be made here",
          at: current.range,
          help: "write a map: {'name': value}"
        )
      default:
        return operand
      }
    }
  }

  private mutating func selection(
    _ operand: ExpressionTree.ID,
    from start: Int
  ) throws(ExpressionError) -> ExpressionTree.ID {
    try advance()
    let isOptional = try accept(.question)
    let isQuoted = current.kind == .quotedIdentifier
    let field = try fieldName()
    guard current.kind == .openParenthesis, !isOptional, !isQuoted else {
      return try add(.select(operand, field: field, isOptional: isOptional), from: start)
    }
    let arguments = try arguments()
    return try add(.memberCall(operand, field, arguments: arguments), from: start)
  }

  /// The name after a dot: reserved words are allowed there.
  private mutating func fieldName() throws(ExpressionError) -> ExpressionTree.Word {
    let token = current
    switch token.kind {
    case .identifier where !["true", "false", "null"].contains(text(token)):
      try advance()
      return ExpressionTree.Word(text: text(token), range: token.range)
    case .quotedIdentifier:
      try advance()
      let name = String(decoding: bytes[token.start + 1..<token.end - 1], as: UTF8.self)
      return ExpressionTree.Word(text: name, range: token.range)
    default:
      throw unexpected("the name of a field")
    }
  }

  private mutating func arguments() throws(ExpressionError) -> [ExpressionTree.ID] {
    try advance()
    var arguments: [ExpressionTree.ID] = []
    if try accept(.closeParenthesis) { return arguments }
    repeat { arguments.append(try expression()) } while try accept(.comma)
    try close(.closeParenthesis, "',' or ')' after the argument")
    return arguments
  }

  mutating func close(_ kind: Token.Kind, _ expected: String) throws(ExpressionError) {
    guard try accept(kind) else { throw unexpected(expected) }
  }
}

// MARK: - Primaries

extension Parser {
  private mutating func primary() throws(ExpressionError) -> ExpressionTree.ID {
    let token = current
    switch token.kind {
    case .identifier:
      return try identifier(isAbsolute: false, from: token.start)
    case .dot:
      try advance()
      guard current.kind == .identifier else { throw unexpected("a name after '.'") }
      return try identifier(isAbsolute: true, from: token.start)
    case .integer, .double, .unsigned:
      return try number(negatedFrom: nil)
    case .string, .bytes:
      try advance()
      let content = try LiteralDecoder.decode(token, in: bytes)
      return try add(token.kind == .string ? .string(content) : .bytes(content), from: token.start)
    case .openParenthesis:
      try advance()
      let inner = try expression()
      try close(.closeParenthesis, "an operator or ')'")
      return inner
    case .openBracket:
      return try list()
    case .openBrace:
      return try map()
    default:
      throw unexpected("a value")
    }
  }

  private mutating func identifier(
    isAbsolute: Bool,
    from start: Int
  ) throws(ExpressionError) -> ExpressionTree.ID {
    let token = current
    let name = text(token)
    try advance()
    switch name {
    case "true" where !isAbsolute: return try add(.bool(true), from: start)
    case "false" where !isAbsolute: return try add(.bool(false), from: start)
    case "null" where !isAbsolute: return try add(.null, from: start)
    case _ where Self.reserved.contains(name):
      throw ExpressionError("'\(name)' is a reserved word", at: token.range)
    default: break
    }
    guard current.kind == .openParenthesis else {
      return try add(.identifier(name, isAbsolute: isAbsolute), from: start)
    }
    let arguments = try arguments()
    let word = ExpressionTree.Word(text: name, range: token.range)
    return try add(.call(word, isAbsolute: isAbsolute, arguments: arguments), from: start)
  }

  private static let reserved: Set = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "true", "false", "null", "var", "void", "while",
  ]

  private mutating func list() throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    try advance()
    var elements: [ExpressionTree.Element] = []
    while current.kind != .closeBracket {
      let isOptional = try accept(.question)
      elements.append(ExpressionTree.Element(value: try expression(), isOptional: isOptional))
      guard try accept(.comma) else { break }
    }
    try close(.closeBracket, "',' or ']' after the element")
    return try add(.list(elements), from: start)
  }

  private mutating func map() throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    try advance()
    var entries: [ExpressionTree.Entry] = []
    while current.kind != .closeBrace {
      let isOptional = try accept(.question)
      let key = try expression()
      try close(.colon, "':' after the key")
      let value = try expression()
      entries.append(ExpressionTree.Entry(key: key, value: value, isOptional: isOptional))
      guard try accept(.comma) else { break }
    }
    try close(.closeBrace, "',' or '}' after the entry")
    return try add(.map(entries), from: start)
  }

  private mutating func number(negatedFrom sign: Int?) throws(ExpressionError) -> ExpressionTree.ID
  {
    let token = current
    try advance()
    var digits = (sign == nil ? "" : "-") + text(token)
    if token.kind == .double {
      guard let value = Double(digits) else { throw outOfRange(token) }
      return try add(.double(value), from: sign ?? token.start)
    }
    if token.kind == .unsigned { digits.removeLast() }
    var radix = 10
    if let prefix = digits.firstRange(of: "0x") ?? digits.firstRange(of: "0X") {
      digits.removeSubrange(prefix)
      radix = 16
    }
    if token.kind == .unsigned {
      guard let value = UInt64(digits, radix: radix) else { throw outOfRange(token) }
      return try add(.uint(value), from: token.start)
    }
    guard let value = Int64(digits, radix: radix) else { throw outOfRange(token) }
    return try add(.int(value), from: sign ?? token.start)
  }

  private func outOfRange(_ token: Token) -> ExpressionError {
    ExpressionError("this number does not fit into 64 bits", at: token.range)
  }
}
