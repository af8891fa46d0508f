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
  private(set) var locals: [(name: String, type: StaticType)] = []
  /// What is there for certain where the node at hand is evaluated.
  private var present: Presence

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

  /// What is there for certain where an expression is true.
  static func presence(
    where root: ExpressionTree.ID,
    of tree: ExpressionTree,
    in environment: Environment
  ) -> Presence {
    Checker(environment: environment, tree: tree).presence(where: root, is: true)
  }

  private init(environment: Environment, tree: ExpressionTree) {
    self.environment = environment
    self.tree = tree
    present = environment.declarations?.present ?? Presence()
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
    case .string(let utf8):
      return .words([String(decoding: utf8, as: UTF8.self)], isDeclared: false)
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
      var key = try joined(entries.map { ($0.key, false) })
      // Keys are scalars; with others, types could double with every level of an expression.
      if case .named(_, let arguments) = inference.resolved(key), !arguments.isEmpty { key = .dyn }
      return .map(key, try joined(entries.map { ($0.value, $0.isOptional) }))
    case .and(let operands): return try logic(operands, goesOnIf: true)
    case .or(let operands): return try logic(operands, goesOnIf: false)
    case .not(let operand):
      try expectBool(operand)
      return .bool
    case .negate(let operand):
      return try resolve("-", OperatorTypes.negations, try types([operand]), at: tree[id].range)
    case .binary(let symbol, let left, let right):
      let overloads = OperatorTypes.overloads(of: symbol)
      let types = try types([left, right])
      try checkWords(symbol, left, right, types)
      return try resolve(symbol.symbol, overloads, types, at: tree[id].range)
    case .conditional(let test, let first, let second):
      var types = [try type(test)]
      types.append(
        try assuming(test, true) { (checker) throws(ExpressionError) in
          try checker.type(first)
        }
      )
      types.append(
        try assuming(test, false) { (checker) throws(ExpressionError) in
          try checker.type(second)
        }
      )
      return try resolve("?:", OperatorTypes.conditionals, types, at: tree[id].range)
    }
  }

  /// Operands that are evaluated only if those before them came to the same.
  private mutating func logic(
    _ operands: [ExpressionTree.ID],
    goesOnIf truth: Bool
  ) throws(ExpressionError) -> StaticType {
    let earlier = present
    defer { present = earlier }
    for operand in operands {
      try expectBool(operand)
      present.formUnion(presence(where: operand, is: truth))
    }
    return .bool
  }

  /// Checks a node that is evaluated only if a condition is true, or is not.
  private mutating func assuming(
    _ condition: ExpressionTree.ID,
    _ truth: Bool,
    _ body: (inout Checker) throws(ExpressionError) -> StaticType
  ) throws(ExpressionError) -> StaticType {
    let earlier = present
    defer { present = earlier }
    present.formUnion(presence(where: condition, is: truth))
    return try body(&self)
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
    let base = try baseType(operand)
    if case .named("optional_type", let arguments) = base, let inner = arguments.first {
      return .optional(try fieldType(field, of: inference.resolved(inner)).type)
    }
    let declared = try fieldType(field, of: base)
    guard declared.isOptional, !isOptional else {
      return isOptional ? .optional(declared.type) : declared.type
    }
    let isTolerated = environment.declarations?.toleratesAbsence ?? false
    if isTolerated || path(id).map({ present.contains($0) }) ?? false { return declared.type }
    throw ExpressionError(
      "'\(field.text)' is optional in \(base)",
      at: field.range,
      help:
        "ask with has() before, or write '.?\(field.text)' and say with orValue() what else holds"
    )
  }

  /// The type of what a field is read from.
  mutating func baseType(_ operand: ExpressionTree.ID) throws(ExpressionError) -> StaticType {
    let type = try type(operand)
    return inference.resolved(type)
  }

  func fieldType(
    _ field: ExpressionTree.Word,
    of type: StaticType
  ) throws(ExpressionError) -> FieldDeclaration {
    switch type {
    case .dyn, .variable, .parameter:
      return FieldDeclaration(.dyn)
    case .named("map", let arguments):
      return FieldDeclaration(arguments.last ?? .dyn)
    case .named, .words:
      if let object = environment.declarations?.object(type) {
        if let declared = object.field(field.text) { return declared }
        let near = Spelling.nearest(to: field.text, among: object.names)
        throw ExpressionError(
          "\(type) has no field '\(field.text)'",
          at: field.range,
          help: near.map { "did you mean '\($0)'?" } ?? object.list
        )
      }
      guard type.hasFields else {
        throw ExpressionError("\(type) has no field '\(field.text)'", at: field.range)
      }
      return FieldDeclaration(.dyn)
    }
  }
}
