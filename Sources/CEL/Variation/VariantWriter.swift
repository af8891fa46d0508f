/// Writes the variants of one expression.
struct VariantWriter {
  private let tree: ExpressionTree
  private let bytes: [UInt8]
  private(set) var variants: [ExpressionVariant] = []
  /// Defaults that were dealt with where they are compared.
  private var compared: Set<ExpressionTree.ID> = []

  /// - Parameter isQuestion: The expression as a whole is true or false.
  /// - Throws: what is wrong with `text`, if it is no expression.
  init(_ text: String, isQuestion: Bool) throws(ExpressionError) {
    let (tree, root) = try Parser.parse(text)
    self.tree = tree
    bytes = Array(text.utf8)
    visit(root)
    if isQuestion, !tree.isLogic(root), !isComparison(root) { negate(root) }
  }

  private mutating func visit(_ id: ExpressionTree.ID) {
    vary(id)
    for child in tree[id].kind.children { visit(child) }
    // The opposite of `!x` is `x` already.
    if case .not = tree[id].kind { return }
    for atom in tree.truths(of: id) where !isComparison(atom) { negate(atom) }
  }

  private mutating func vary(_ id: ExpressionTree.ID) {
    switch tree[id].kind {
    case .and(let operands): varyLogic(id, operands, symbol: "&&", other: "||", .conjunct)
    case .or(let operands): varyLogic(id, operands, symbol: "||", other: "&&", .disjunct)
    case .not(let operand):
      add(.negation, at: id, showing: source(id), as: source(operand), source: grouped(operand))
    case .binary(let symbol, let left, let right): varyBinary(id, symbol, left, right)
    case .conditional(_, let first, let second):
      add(.branch, at: id, showing: source(id), as: source(first), source: grouped(first))
      add(.branch, at: id, showing: source(id), as: source(second), source: grouped(second))
    case .memberCall(let receiver, let word, let arguments):
      varyCall(id, receiver, word, arguments)
    case .int(let number):
      guard !compared.contains(id) else { return }
      let text = source(id)
      if number < .max { replace(id, .number, text, with: "\(number + 1)") }
      if number > .min { replace(id, .number, text, with: "\(number - 1)") }
    case .list(let elements): varyList(id, elements)
    case .null, .bool, .uint, .double, .string, .bytes, .identifier, .select, .index, .call, .map,
      .negate:
      break
    }
  }

  /// Leaves out one operand after the other, and swaps the connective.
  private mutating func varyLogic(
    _ id: ExpressionTree.ID,
    _ operands: [ExpressionTree.ID],
    symbol: String,
    other: String,
    _ change: ExpressionVariant.Change
  ) {
    for operand in operands {
      let rest = operands.filter { $0 != operand }.map(grouped).joined(separator: " \(symbol) ")
      add(change, at: operand, showing: source(operand), as: "", in: id, source: "(\(rest))")
    }
    let swapped = operands.map(grouped).joined(separator: " \(other) ")
    let place = range(of: symbol, between: operands[0], and: operands[1])
    add(.connective, at: place, showing: symbol, as: other, in: id, source: "(\(swapped))")
  }

  private mutating func varyBinary(
    _ id: ExpressionTree.ID,
    _ symbol: BinaryOperator,
    _ left: ExpressionTree.ID,
    _ right: ExpressionTree.ID
  ) {
    varyDefault(left, symbol, right)
    let place = range(of: symbol.symbol, between: left, and: right)
    for other in symbol.alternatives {
      let text = "\(grouped(left)) \(other.symbol) \(grouped(right))"
      add(.comparison, at: place, showing: symbol.symbol, as: other.symbol, in: id, source: text)
    }
    if symbol == .in {
      let text = "!(\(grouped(left)) in \(grouped(right)))"
      add(.comparison, at: place, showing: "in", as: "not in", in: id, source: text)
    }
    guard symbol == .add else { return }
    add(.term, at: left, showing: source(left), as: "", in: id, source: grouped(right))
    add(.term, at: right, showing: source(right), as: "", in: id, source: grouped(left))
  }

  /// `x.orValue(1) < 2`, `x.orValue('a') in ['b']`: what stands for nothing only matters where another
  /// value turns the comparison.
  private mutating func varyDefault(
    _ left: ExpressionTree.ID,
    _ symbol: BinaryOperator,
    _ right: ExpressionTree.ID
  ) {
    guard case .memberCall(_, let word, let arguments) = tree[left].kind, word.text == "orValue",
      let argument = arguments.first
    else { return }
    switch (tree[argument].kind, tree[right].kind) {
    case (.int(let number), .int(let bound)):
      guard let holds = symbol.holds(number, bound) else { return }
      compared.insert(argument)
      for other in [number &+ 1, number &- 1] where symbol.holds(other, bound) != holds {
        replace(argument, .number, source(argument), with: "\(other)")
      }
    case (.string(let text), .list(let elements)) where symbol == .in:
      let words = elements.compactMap { element -> [UInt8]? in
        if case .string(let word) = tree[element.value].kind { word } else { nil }
      }
      guard words.count == elements.count, !words.contains(text), !words.contains([]) else {
        return
      }
      compared.insert(argument)
    default: return
    }
  }

  private mutating func varyCall(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) {
    switch (word.text, arguments.count) {
    case ("all", 2...3): replace(word, .quantifier, with: "exists")
    case ("exists", 2...3): replace(word, .quantifier, with: "all")
    case ("exists_one", 2), ("existsOne", 2...3): replace(word, .quantifier, with: "exists")
    case ("filter", 2):
      let condition = arguments[1]
      let place = tree[condition].range
      add(.filter, at: place, showing: source(condition), as: "true", in: condition, source: "true")
    case ("orValue", 1): varyFallback(arguments[0])
    default: break
    }
  }

  private mutating func varyFallback(_ id: ExpressionTree.ID) {
    guard !compared.contains(id) else { return }
    switch tree[id].kind {
    case .bool(let value): replace(id, .fallback, source(id), with: value ? "false" : "true")
    case .string(let utf8) where !utf8.isEmpty: replace(id, .fallback, source(id), with: "''")
    case .null, .int, .uint, .double, .string, .bytes, .identifier, .select, .index, .call,
      .memberCall, .list, .map, .and, .or, .not, .negate, .binary, .conditional:
      break
    }
  }

  private mutating func varyList(_ id: ExpressionTree.ID, _ elements: [ExpressionTree.Element]) {
    for (index, element) in elements.enumerated() {
      let rest = elements.indices.filter { $0 != index }.map { other in
        (elements[other].isOptional ? "?" : "") + source(elements[other].value)
      }
      let text = "[\(rest.joined(separator: ", "))]"
      let shown = source(element.value)
      add(.element, at: element.value, showing: shown, as: "", in: id, source: text)
    }
  }

  private mutating func negate(_ id: ExpressionTree.ID) {
    let text = "!\(grouped(id))"
    let shown = source(id)
    add(.negation, at: id, showing: shown, as: "!(\(shown))", source: text)
  }

  private func isComparison(_ id: ExpressionTree.ID) -> Bool {
    if case .binary = tree[id].kind { return true }
    return false
  }
}

// MARK: - Texts

extension VariantWriter {
  private func source(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func source(_ id: ExpressionTree.ID) -> String {
    source(tree[id].range)
  }

  private func grouped(_ id: ExpressionTree.ID) -> String {
    tree[id].kind.isAtomic ? source(id) : "(\(source(id)))"
  }

  /// The first place of an operator behind one operand and before another.
  private func range(
    of symbol: String,
    between left: ExpressionTree.ID,
    and right: ExpressionTree.ID
  ) -> Range<Int> {
    let symbol = Array(symbol.utf8)
    let start = tree[left].range.upperBound
    let end = tree[right].range.lowerBound
    for position in start..<max(start, end - symbol.count + 1)
    where bytes[position..<position + symbol.count].elementsEqual(symbol) {
      return position..<position + symbol.count
    }
    return tree[left].range
  }

  private mutating func replace(
    _ id: ExpressionTree.ID,
    _ change: ExpressionVariant.Change,
    _ original: String,
    with text: String
  ) {
    add(change, at: id, showing: original, as: text, source: text)
  }

  private mutating func replace(
    _ word: ExpressionTree.Word,
    _ change: ExpressionVariant.Change,
    with text: String
  ) {
    add(change, place: word.range, word.text, text, whole: word.range, text)
  }

  private mutating func add(
    _ change: ExpressionVariant.Change,
    at place: ExpressionTree.ID,
    showing original: String,
    as replacement: String,
    in whole: ExpressionTree.ID? = nil,
    source text: String
  ) {
    let range = tree[whole ?? place].range
    add(change, place: tree[place].range, original, replacement, whole: range, text)
  }

  private mutating func add(
    _ change: ExpressionVariant.Change,
    at place: Range<Int>,
    showing original: String,
    as replacement: String,
    in whole: ExpressionTree.ID,
    source text: String
  ) {
    add(change, place: place, original, replacement, whole: tree[whole].range, text)
  }

  private mutating func add(
    _ change: ExpressionVariant.Change,
    place: Range<Int>,
    _ original: String,
    _ replacement: String,
    whole: Range<Int>,
    _ text: String
  ) {
    let changed = source(0..<whole.lowerBound) + text + source(whole.upperBound..<bytes.count)
    variants.append(
      ExpressionVariant(
        change: change,
        original: original,
        replacement: replacement,
        range: place,
        text: changed
      )
    )
  }
}

extension BinaryOperator {
  /// Whether a comparison of numbers holds; nil for other operators.
  fileprivate func holds(_ left: Int64, _ right: Int64) -> Bool? {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .in, .add, .subtract, .multiply, .divide, .modulo: nil
    }
  }

  /// The comparisons that stand for a slip: the opposite, and the one that differs at the bound.
  fileprivate var alternatives: [BinaryOperator] {
    switch self {
    case .equal: [.notEqual]
    case .notEqual: [.equal]
    case .less: [.lessOrEqual, .greaterOrEqual]
    case .lessOrEqual: [.less, .greater]
    case .greater: [.greaterOrEqual, .lessOrEqual]
    case .greaterOrEqual: [.greater, .less]
    case .in, .add, .subtract, .multiply, .divide, .modulo: []
    }
  }
}

extension ExpressionTree.Kind {
  /// Needs no parentheses as an operand.
  fileprivate var isAtomic: Bool {
    switch self {
    case .null, .bool, .int, .uint, .double, .string, .bytes, .identifier, .select, .index, .call,
      .memberCall, .list, .map:
      true
    case .and, .or, .not, .negate, .binary, .conditional: false
    }
  }
}
