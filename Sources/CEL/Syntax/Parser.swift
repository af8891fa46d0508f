/// Reads an expression: a tree of calls, selections and literals, without looking any name up.
///
/// The grammar is that of the CEL specification ("Syntax"), with optional selection and optional
/// entries. Precedence climbing; the depth of the tree is limited, so that evaluation cannot run out
/// of stack.
struct Parser {
  /// What one expression may take up.
  enum Limit {
    static let bytes = 1 << 16
    static let height = 192
  }

  private var lexer: Lexer
  private(set) var current: Token
  private(set) var previousEnd = 0
  private var depth = 0
  var tree = ExpressionTree()

  /// The tree of a whole expression and its root.
  static func parse(
    _ text: String
  ) throws(ExpressionError) -> (tree: ExpressionTree, root: ExpressionTree.ID) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Limit.bytes else {
      throw ExpressionError(
        "an expression has at most \(Limit.bytes) bytes",
        at: Limit.bytes..<bytes.count
      )
    }
    var parser = try Parser(bytes)
    let root = try parser.expression()
    guard parser.current.kind == .end else { throw parser.unexpected("an operator or the end") }
    return (parser.tree, root)
  }

  private init(_ bytes: [UInt8]) throws(ExpressionError) {
    lexer = Lexer(bytes)
    current = try lexer.next()
  }

  var bytes: [UInt8] { lexer.bytes }

  mutating func advance() throws(ExpressionError) {
    previousEnd = current.end
    current = try lexer.next()
  }

  /// Passes over a token if it is the next one.
  mutating func accept(_ kind: Token.Kind) throws(ExpressionError) -> Bool {
    guard current.kind == kind else { return false }
    try advance()
    return true
  }

  func text(_ token: Token) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  func unexpected(_ expected: String) -> ExpressionError {
    let found = current.kind == .end ? "the end" : "'\(text(current))'"
    return ExpressionError(
      "expected \(expected), found \(found)",
      at: current.range,
      help: wordHelp(text(current))
    )
  }

  private func wordHelp(_ word: String) -> String? {
    switch word.lowercased() {
    case "and": "write '&&' for 'and'"
    case "or": "write '||' for 'or'"
    case "not": "write '!' for 'not'"
    default: nil
    }
  }

  mutating func add(
    _ kind: ExpressionTree.Kind,
    from start: Int
  ) throws(ExpressionError) -> ExpressionTree.ID {
    let id = tree.add(kind, start..<previousEnd)
    guard tree[id].height <= Limit.height else {
      throw ExpressionError(
        "this expression is nested more than \(Limit.height) deep",
        at: start..<previousEnd
      )
    }
    return id
  }

  /// The place where a node begins in the text.
  func start(of id: ExpressionTree.ID) -> Int { tree[id].range.lowerBound }
}

// MARK: - Operators

extension Parser {
  mutating func expression() throws(ExpressionError) -> ExpressionTree.ID {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limit.height else {
      throw ExpressionError(
        "this expression is nested more than \(Limit.height) deep",
        at: current.range
      )
    }
    let start = current.start
    let condition = try disjunction()
    guard try accept(.question) else { return condition }
    let first = try disjunction()
    guard try accept(.colon) else { throw unexpected("':' and the value otherwise") }
    let second = try expression()
    return try add(.conditional(condition, then: first, else: second), from: start)
  }

  private mutating func disjunction() throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    var operands = [try conjunction()]
    while try accept(.or) { operands.append(try conjunction()) }
    return operands.count == 1 ? operands[0] : try add(.or(operands), from: start)
  }

  private mutating func conjunction() throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    var operands = [try operation(0)]
    while try accept(.and) { operands.append(try operation(0)) }
    return operands.count == 1 ? operands[0] : try add(.and(operands), from: start)
  }

  /// Left-associative operators of at least this precedence.
  private mutating func operation(_ precedence: Int) throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    var left = try unary()
    while let symbol = BinaryOperator(current.kind), symbol.precedence >= precedence {
      try advance()
      let right = try operation(symbol.precedence + 1)
      left = try add(.binary(symbol, left, right), from: start)
    }
    return left
  }

  private mutating func unary() throws(ExpressionError) -> ExpressionTree.ID {
    let start = current.start
    guard current.kind == .not || current.kind == .minus else { return try member() }
    let isNot = current.kind == .not
    try advance()
    if !isNot, current.kind == .integer || current.kind == .double {
      return try member(negatedFrom: start)
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limit.height else {
      throw ExpressionError("too many signs in a row", at: current.range)
    }
    let operand = try unary()
    return try add(isNot ? .not(operand) : .negate(operand), from: start)
  }
}
