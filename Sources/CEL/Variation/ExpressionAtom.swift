/// A part of an expression that is true or false by itself: a comparison, `has`, a call or a property
/// that logic or a macro asks.
package struct ExpressionAtom: Hashable, Sendable {
  /// Byte offsets in the text.
  package let range: Range<Int>
  package let text: String
}

extension Program {
  /// The variants of an expression, in the order of their places.
  ///
  /// - Parameter isQuestion: The expression as a whole is true or false.
  /// - Throws: what is wrong with `text`, if it is no expression.
  package static func variants(
    of text: String,
    isQuestion: Bool
  ) throws(ExpressionError) -> [ExpressionVariant] {
    try VariantWriter(text, isQuestion: isQuestion).variants.enumerated().sorted { left, right in
      (left.element.range.lowerBound, left.offset) < (right.element.range.lowerBound, right.offset)
    }.map(\.element)
  }

  /// The atoms of an expression, in the order of their places.
  ///
  /// - Parameter isQuestion: The expression as a whole is true or false.
  /// - Throws: what is wrong with `text`, if it is no expression.
  package static func atoms(
    of text: String,
    isQuestion: Bool
  ) throws(ExpressionError) -> [ExpressionAtom] {
    let (tree, root) = try Parser.parse(text)
    var found: Set<Range<Int>> = []
    if isQuestion, !tree.isLogic(root) { found.insert(tree[root].range) }
    var open = [root]
    while let id = open.popLast() {
      found.formUnion(tree.truths(of: id).map { tree[$0].range })
      if tree.isQuestion(id) { found.insert(tree[id].range) }
      // `has` asks for a field; its argument is no expression of its own.
      if case .call(let word, _, _) = tree[id].kind, word.text == "has" { continue }
      open += tree[id].kind.children
    }
    let bytes = Array(text.utf8)
    return found.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }.map {
      ExpressionAtom(range: $0, text: String(decoding: bytes[$0], as: UTF8.self))
    }
  }

  /// The names in an expression that stand for variables, those of macros among them; none where it is
  /// no expression.
  package static func names(in text: String) -> Set<String> {
    guard let (tree, _) = try? Parser.parse(text) else { return [] }
    var names: Set<String> = []
    for node in tree.nodes {
      if case .identifier(let name, _) = node.kind { names.insert(name) }
    }
    return names
  }

  /// The expression with a call around each of some atoms: `name(number, atom)`, with the number of
  /// the atom in the list, for a function of the host that sees what it is.
  package static func text(
    _ text: String,
    calling name: String,
    around atoms: [ExpressionAtom],
    from first: Int
  ) -> String {
    var openings: [Int: String] = [:]
    var closings: [Int: String] = [:]
    // Atoms stand in the order of their places, outer ones first.
    for (index, atom) in atoms.enumerated() {
      openings[atom.range.lowerBound, default: ""] += "\(name)(\(first + index), "
      closings[atom.range.upperBound, default: ""] += ")"
    }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for position in 0...bytes.count {
      result += Array((closings[position] ?? "").utf8)
      result += Array((openings[position] ?? "").utf8)
      if position < bytes.count { result.append(bytes[position]) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension ExpressionTree {
  /// Whether a node is a question wherever it stands: a comparison or `has`.
  fileprivate func isQuestion(_ id: ID) -> Bool {
    switch self[id].kind {
    case .binary(let symbol, _, _): symbol.precedence == 0
    case .call(let word, _, let arguments): word.text == "has" && arguments.count == 1
    case .null, .bool, .int, .uint, .double, .string, .bytes, .identifier, .select, .index,
      .memberCall, .list, .map, .and, .or, .not, .negate, .conditional:
      false
    }
  }
}
