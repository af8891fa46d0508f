import Values

/// Deduces the types of an expression and finds what cannot be right whatever the values are.
///
/// It goes through the same tree as the ``Compiler``, which has looked all names up before: what is
/// not declared has been refused by then, and is `dyn` here.
struct Checker {
  let environment: Environment
  let tree: ExpressionTree
  var inference = Inference()
  /// The variables of the macros around the node at hand.
  private var locals: [(name: String, type: StaticType)] = []

  /// The type of an expression, with `dyn` where that is open.
  static func type(
    _ tree: ExpressionTree,
    _ root: ExpressionTree.ID,
    in environment: Environment
  ) throws(ExpressionError) -> StaticType {
    var checker = Checker(environment: environment, tree: tree)
    let type = try checker.type(root)
    return checker.inference.final(type)
  }

  private init(environment: Environment, tree: ExpressionTree) {
    self.environment = environment
    self.tree = tree
  }

  mutating func types(_ ids: [ExpressionTree.ID]) throws(ExpressionError) -> [StaticType] {
    var types: [StaticType] = []
    for id in ids { types.append(try type(id)) }
    return types
  }

  mutating func type(_ id: ExpressionTree.ID) throws(ExpressionError) -> StaticType {
    switch tree[id].kind {
    case .null: return .null
    case .bool: return .bool
    case .int: return .int
    case .uint: return .uint
    case .double: return .double
    case .string: return .string
    case .bytes: return .bytes
    case .identifier(let name, let isAbsolute):
      return identifier(name, isAbsolute: isAbsolute)
    case .select(let operand, let field, let isOptional):
      return try select(id, operand, field, isOptional: isOptional)
    case .index(let operand, let key, let isOptional):
      let types = try types([operand, key])
      let overloads = isOptional ? OperatorTypes.optionalIndices : OperatorTypes.indices
      return try resolve(isOptional ? "[?]" : "[]", overloads, types, at: tree[id].range)
    case .call(let word, let isAbsolute, let arguments):
      return try call(id, word, isAbsolute: isAbsolute, arguments)
    case .memberCall(let receiver, let word, let arguments):
      return try memberCall(id, receiver, word, arguments)
    case .list(let elements):
      return .list(try joined(elements.map { ($0.value, $0.isOptional) }))
    case .map(let entries):
      let key = try joined(entries.map { ($0.key, false) })
      return .map(key, try joined(entries.map { ($0.value, $0.isOptional) }))
    case .and(let operands), .or(let operands):
      for operand in operands { try expectBool(operand) }
      return .bool
    case .not(let operand):
      try expectBool(operand)
      return .bool
    case .negate(let operand):
      return try resolve("-", OperatorTypes.negations, try types([operand]), at: tree[id].range)
    case .binary(let symbol, let left, let right):
      let overloads = OperatorTypes.overloads(of: symbol)
      return try resolve(symbol.symbol, overloads, try types([left, right]), at: tree[id].range)
    case .conditional(let test, let first, let second):
      let types = try types([test, first, second])
      return try resolve("?:", OperatorTypes.conditionals, types, at: tree[id].range)
    }
  }

  /// The type of several elements, each of which may be an optional that is left out if it is none.
  private mutating func joined(
    _ parts: [(id: ExpressionTree.ID, isOptional: Bool)]
  ) throws(ExpressionError) -> StaticType {
    var joined: StaticType?
    for (id, isOptional) in parts {
      var type = try type(id)
      if isOptional {
        let value = inference.unknownType()
        guard inference.accept(type, as: .optional(value)) else {
          throw mismatch("what follows '?' is an optional", type, at: tree[id].range)
        }
        type = value
      }
      joined = joined.map { inference.join($0, type) } ?? type
    }
    return joined ?? inference.unknownType()
  }

  mutating func expectBool(_ id: ExpressionTree.ID) throws(ExpressionError) {
    let type = try type(id)
    guard inference.accept(type, as: .bool) else {
      throw mismatch("a bool is needed here", type, at: tree[id].range)
    }
  }

  func mismatch(_ need: String, _ type: StaticType, at range: Range<Int>) -> ExpressionError {
    ExpressionError("\(need), not \(inference.final(type))", at: range)
  }

  /// Checks a node in which a macro declares variables.
  mutating func scoped<Result>(
    _ variables: [(name: String, type: StaticType)],
    _ body: (inout Checker) throws(ExpressionError) -> Result
  ) throws(ExpressionError) -> Result {
    locals += variables
    defer { locals.removeLast(variables.count) }
    return try body(&self)
  }
}

// MARK: - Names

extension Checker {
  func isLocal(_ name: String) -> Bool { locals.contains { $0.name == name } }

  private mutating func identifier(_ name: String, isAbsolute: Bool) -> StaticType {
    if !isAbsolute, let local = locals.last(where: { $0.name == name }) { return local.type }
    if let slot = environment.variable(name, isAbsolute: isAbsolute) { return variable(slot) }
    return Value.Kind(typeName: name).map { named($0) } ?? .dyn
  }

  private func variable(_ slot: Int) -> StaticType {
    environment.declarations?.variables[environment.variables[slot]] ?? .dyn
  }

  /// The type of a type that is named: `type(int)`, `type(list(dyn))`.
  private func named(_ kind: Value.Kind) -> StaticType {
    switch kind {
    case .list: .type(.list(.dyn))
    case .map: .type(.map(.dyn, .dyn))
    case .optional: .type(.optional(.dyn))
    case .type: .type(.type(.dyn))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .duration, .timestamp, .ip, .cidr,
      .resource, .error, .unknown, .template, .choice, .reference:
      .type(.named(kind.typeName, []))
    }
  }

  private mutating func select(
    _ id: ExpressionTree.ID,
    _ operand: ExpressionTree.ID,
    _ field: ExpressionTree.Word,
    isOptional: Bool
  ) throws(ExpressionError) -> StaticType {
    if !isOptional {
      if let (name, isAbsolute) = tree.qualifiedName(id, isLocal: { isLocal($0) }),
        let slot = environment.variable(name, isAbsolute: isAbsolute)
      {
        return variable(slot)
      }
      if let kind = tree.type(id, isLocal: { isLocal($0) }) { return named(kind) }
    }
    var type = try type(operand)
    type = inference.resolved(type)
    if case .named("optional_type", let arguments) = type, let inner = arguments.first {
      return .optional(try self.field(field, of: inference.resolved(inner)))
    }
    let value = try self.field(field, of: type)
    return isOptional ? .optional(value) : value
  }

  func field(
    _ field: ExpressionTree.Word,
    of type: StaticType
  ) throws(ExpressionError) -> StaticType {
    switch type {
    case .dyn, .variable, .parameter:
      return .dyn
    case .named("map", let arguments):
      return arguments.last ?? .dyn
    case .named(let name, _):
      if let fields = environment.declarations?.fields[name] {
        if let type = fields[field.text] { return type }
        let near = Spelling.nearest(to: field.text, among: fields.keys.sorted())
        throw ExpressionError(
          "\(type) has no field '\(field.text)'",
          at: field.range,
          help: near.map { "did you mean '\($0)'?" }
        )
      }
      guard type.hasFields else {
        throw ExpressionError("\(type) has no field '\(field.text)'", at: field.range)
      }
      return .dyn
    }
  }
}
