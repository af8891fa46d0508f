extension Checker {
  /// The type of a macro; nil for what is a call. The compiler has seen to it that names stand where
  /// names belong.
  mutating func macro(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> StaticType? {
    switch (word.text, arguments.count) {
    case ("bind", 3) where isName("cel", receiver):
      let value = try type(arguments[1])
      return try scoped([(name(arguments[0]), value)]) { checker throws(ExpressionError) in
        try checker.type(arguments[2])
      }
    case ("optMap", 2), ("optFlatMap", 2):
      return try optionalMap(receiver, word, arguments)
    case ("all", 2), ("exists", 2), ("exists_one", 2), ("existsOne", 2), ("filter", 2), ("map", 2),
      ("map", 3):
      return try comprehension(receiver, word, arguments, takesTwo: false)
    case ("all", 3), ("exists", 3), ("existsOne", 3), ("transformList", 3), ("transformList", 4),
      ("transformMap", 3), ("transformMap", 4):
      return try comprehension(receiver, word, arguments, takesTwo: true)
    default:
      return nil
    }
  }

  private func isName(_ name: String, _ id: ExpressionTree.ID) -> Bool {
    if case .identifier(name, isAbsolute: false) = tree[id].kind { return true }
    return false
  }

  private func name(_ id: ExpressionTree.ID) -> String {
    if case .identifier(let name, _) = tree[id].kind { return name }
    return ""
  }

  private mutating func comprehension(
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID],
    takesTwo: Bool
  ) throws(ExpressionError) -> StaticType {
    var range = try type(receiver)
    range = inference.resolved(range)
    let (first, second) = try elements(of: range, at: tree[receiver].range)
    var variables = [(name: name(arguments[0]), type: takesTwo ? first : second)]
    if takesTwo { variables.append((name: name(arguments[1]), type: second)) }
    if !takesTwo, case .named("map", _) = range { variables[0].type = first }
    let bodies = arguments[variables.count...]
    let element = variables[0].type
    return try scoped(variables) { checker throws(ExpressionError) in
      switch word.text {
      case "all", "exists", "exists_one", "existsOne":
        for body in bodies { try checker.expectBool(body) }
        return .bool
      case "filter":
        for body in bodies { try checker.expectBool(body) }
        return .list(element)
      default:
        for condition in bodies.dropLast() { try checker.expectBool(condition) }
        guard let body = bodies.last else { return .dyn }
        let result = try checker.type(body)
        return word.text == "transformMap" ? .map(first, result) : .list(result)
      }
    }
  }

  /// What a macro with two variables binds: index and element of a list, key and value of a map.
  private mutating func elements(
    of range: StaticType,
    at place: Range<Int>
  ) throws(ExpressionError) -> (StaticType, StaticType) {
    switch range {
    case .dyn, .variable, .parameter: return (.dyn, .dyn)
    case .named("list", let arguments): return (.int, arguments.first ?? .dyn)
    case .named("map", let arguments): return (arguments.first ?? .dyn, arguments.last ?? .dyn)
    case .named, .words:
      throw mismatch("a list or map is needed here", range, at: place)
    }
  }

  private mutating func optionalMap(
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> StaticType {
    let operand = try type(receiver)
    let value = inference.unknownType()
    guard inference.accept(operand, as: .optional(value)) else {
      throw mismatch("'\(word.text)' needs an optional", operand, at: tree[receiver].range)
    }
    let result = try scoped([(name(arguments[0]), value)]) { checker throws(ExpressionError) in
      try checker.type(arguments[1])
    }
    guard word.text == "optFlatMap" else { return .optional(result) }
    let inner = inference.unknownType()
    guard inference.accept(result, as: .optional(inner)) else {
      throw mismatch("'optFlatMap' makes an optional", result, at: tree[arguments[1]].range)
    }
    return .optional(inner)
  }
}
