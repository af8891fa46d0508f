extension ExpressionTree {
  /// The nodes right below a node that have to be true or false by what the node does with them, and
  /// that are not made of others by logic: operands of `&&`, `||` and `!`, the question of `c ? a : b`
  /// and what macros ask of elements.
  func truths(of id: ID) -> [ID] {
    let candidates: [ID]
    switch self[id].kind {
    case .and(let operands), .or(let operands): candidates = operands
    case .not(let operand): candidates = [operand]
    case .conditional(let condition, _, _): candidates = [condition]
    case .memberCall(_, let word, let arguments):
      candidates = question(of: word.text, arguments).map { [$0] } ?? []
    case .null, .bool, .int, .uint, .double, .string, .bytes, .identifier, .select, .index, .call,
      .list, .map, .negate, .binary:
      candidates = []
    }
    return candidates.filter { !isLogic($0) }
  }

  /// What a macro asks of each element.
  private func question(of macro: String, _ arguments: [ID]) -> ID? {
    switch (macro, arguments.count) {
    case ("all", 2...3), ("exists", 2...3), ("exists_one", 2), ("existsOne", 2...3), ("filter", 2):
      arguments.last
    case ("map", 3), ("transformList", 4), ("transformMap", 4):
      arguments[arguments.count - 2]
    default: nil
    }
  }

  /// Whether a node is true or false because of others, or always.
  func isLogic(_ id: ID) -> Bool {
    switch self[id].kind {
    case .and, .or, .not, .conditional, .bool: true
    case .null, .int, .uint, .double, .string, .bytes, .identifier, .select, .index, .call,
      .memberCall, .list, .map, .negate, .binary:
      false
    }
  }
}
