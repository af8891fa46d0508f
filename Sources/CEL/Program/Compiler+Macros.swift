extension Compiler {
  static let macroNames = [
    "all", "exists", "exists_one", "existsOne", "filter", "map", "transformList", "transformMap",
    "optMap", "optFlatMap",
  ]

  mutating func has(
    _ id: ExpressionTree.ID,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    let range = tree[id].range
    guard arguments.count == 1,
      case .select(let operand, let field, isOptional: false) = tree[arguments[0]].kind
    else {
      throw ExpressionError(
        "'has' asks for a field",
        at: arguments.first.map { tree[$0].range } ?? range,
        help: "write has(x.field); for a key that is not a name write 'key' in x"
      )
    }
    let node = try compile(operand)
    return add(.has(node, field: text(field.text)), at: range)
  }

  /// A call that is a macro by its name and number of arguments.
  mutating func macro(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID? {
    switch (word.text, arguments.count) {
    case ("bind", 3) where isName("cel", receiver):
      return try bind(id, arguments)
    case ("all", 2), ("all", 3):
      return try comprehension(.all, id, receiver, word, arguments)
    case ("exists", 2), ("exists", 3):
      return try comprehension(.exists, id, receiver, word, arguments)
    case ("exists_one", 2), ("existsOne", 2), ("existsOne", 3):
      return try comprehension(.existsOne, id, receiver, word, arguments)
    case ("filter", 2):
      return try comprehension(.filter, id, receiver, word, arguments)
    case ("map", 2), ("map", 3), ("transformList", 3), ("transformList", 4):
      return try comprehension(.map, id, receiver, word, arguments)
    case ("transformMap", 3), ("transformMap", 4):
      return try comprehension(.transformMap, id, receiver, word, arguments)
    case ("optMap", 2), ("optFlatMap", 2):
      return try optionalMap(id, receiver, word, arguments)
    case (let name, let count) where isMacroOnly(name):
      throw ExpressionError(
        "'\(name)' takes a variable and an expression, not \(count) arguments",
        at: word.range,
        help: "write list.\(name)(x, …)"
      )
    default:
      return nil
    }
  }

  /// True for a macro that no function of the host shares its name with.
  private func isMacroOnly(_ name: String) -> Bool {
    Self.macroNames.contains(name)
      && !environment.functions.contains {
        $0.name == name || $0.name.hasSuffix(".\(name)")
      }
  }

  private func isName(_ name: String, _ id: ExpressionTree.ID) -> Bool {
    if case .identifier(name, isAbsolute: false) = tree[id].kind { return true }
    return false
  }

  private func variableName(
    _ id: ExpressionTree.ID,
    of macro: String
  ) throws(ExpressionError) -> String {
    guard case .identifier(let name, isAbsolute: false) = tree[id].kind else {
      throw ExpressionError(
        "'\(macro)' needs a name for its variable here",
        at: tree[id].range,
        help: "write list.\(macro)(x, …) and use x in what follows"
      )
    }
    return name
  }

  private mutating func comprehension(
    _ kind: Comprehension.Kind,
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    let transforms = kind == .map || kind == .transformMap
    let takesTwo: Bool
    switch word.text {
    case "transformList", "transformMap": takesTwo = true
    case "map", "filter": takesTwo = false
    default: takesTwo = arguments.count == 3
    }
    var names: [String] = []
    for argument in arguments.prefix(takesTwo ? 2 : 1) {
      names.append(try variableName(argument, of: word.text))
    }
    if takesTwo, names[0] == names[1] {
      throw ExpressionError("both variables are named '\(names[0])'", at: tree[arguments[1]].range)
    }
    let range = try compile(receiver)
    let bodies = Array(arguments[names.count...])
    let (ids, slots) = try scoped(names) {
      compiler,
      slots throws(ExpressionError) in (try compiler.compile(bodies), slots)
    }
    let comprehension = Comprehension(
      kind: kind,
      range: range,
      slot: slots[0],
      secondSlot: takesTwo ? slots[1] : nil,
      condition: transforms ? (ids.count == 2 ? ids[0] : nil) : ids[0],
      transform: transforms ? ids[ids.count - 1] : nil
    )
    comprehensions.append(comprehension)
    return add(.comprehension(Int32(comprehensions.count - 1)), at: tree[id].range)
  }

  private mutating func bind(
    _ id: ExpressionTree.ID,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    let name = try variableName(arguments[0], of: "cel.bind")
    let value = try compile(arguments[1])
    let (body, slot) = try scoped([name]) {
      compiler,
      slots throws(ExpressionError) in (try compiler.compile(arguments[2]), slots[0])
    }
    return add(.bind(slot: Int32(slot), value, in: body), at: tree[id].range)
  }

  private mutating func optionalMap(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> NodeID {
    let name = try variableName(arguments[0], of: word.text)
    let operand = try compile(receiver)
    let (body, slot) = try scoped([name]) {
      compiler,
      slots throws(ExpressionError) in (try compiler.compile(arguments[1]), Int32(slots[0]))
    }
    let operation =
      word.text == "optMap"
      ? Operation.mapOptional(operand, slot: slot, body)
      : Operation.flatMapOptional(operand, slot: slot, body)
    return add(operation, at: tree[id].range)
  }
}
