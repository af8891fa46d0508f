extension Checker {
  /// Refuses to compare what is one of several declared words with a literal that is none of them.
  func checkWords(
    _ symbol: BinaryOperator,
    _ left: ExpressionTree.ID,
    _ right: ExpressionTree.ID,
    _ types: [StaticType]
  ) throws(ExpressionError) {
    switch symbol {
    case .equal, .notEqual:
      try checkWord(right, among: types[0])
      try checkWord(left, among: types[1])
    case .in:
      guard case .list(let elements) = tree[right].kind else {
        guard case .named("list", let arguments) = inference.resolved(types[1]),
          let element = arguments.first
        else { return }
        return try checkWord(left, among: element)
      }
      for element in elements { try checkWord(element.value, among: types[0]) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .divide,
      .modulo:
      return
    }
  }

  /// Refuses literals that a function of the host has no use for.
  func checkLiterals(
    _ arguments: [ExpressionTree.ID],
    of callee: Callee
  ) throws(ExpressionError) {
    guard case .host(let function) = callee, let refusal = function.refusal else { return }
    for (index, argument) in arguments.enumerated() {
      guard case .string(let utf8) = tree[argument].kind,
        let (fact, help) = refusal(index, String(decoding: utf8, as: UTF8.self))
      else { continue }
      throw ExpressionError(fact, at: tree[argument].range, help: help)
    }
  }

  private func checkWord(
    _ id: ExpressionTree.ID,
    among type: StaticType
  ) throws(ExpressionError) {
    guard case .string(let utf8) = tree[id].kind,
      case .words(let words, isDeclared: true) = inference.resolved(type)
    else { return }
    let word = String(decoding: utf8, as: UTF8.self)
    guard !words.contains(word) else { return }
    let sorted = words.sorted()
    let near = Spelling.nearest(to: word, among: sorted)
    throw ExpressionError(
      "the value is never '\(word)'",
      at: tree[id].range,
      help: near.map { "did you mean '\($0)'?" }
        ?? "it is one of \(sorted.map { "'\($0)'" }.joined(separator: ", "))"
    )
  }
}
