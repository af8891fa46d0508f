import SourceText
import Values

/// Looks up the names of an expression and expands its macros.
struct Compiler {
  let environment: Environment
  let tree: ExpressionTree
  private(set) var operations: [Operation] = []
  private(set) var ranges: [Range<Int>] = []
  private(set) var operands: [NodeID] = []
  var comprehensions: [Comprehension] = []
  private(set) var constants: [Constant] = []
  private(set) var patterns: [Pattern] = []
  var functions: [Function] = []
  var libraryFunctions: [LibraryFunction] = []
  private(set) var errors: [EvaluationError] = []
  /// The variables of the macros around the node at hand; their slots follow the environment's.
  private var locals: [String] = []
  private(set) var frameSize: Int

  static func compile(
    _ text: String,
    in environment: Environment
  ) throws(ExpressionError) -> Code {
    let (tree, root) = try Parser.parse(text)
    var compiler = Compiler(environment, tree)
    let id = try compiler.compile(root)
    if environment.declarations != nil { _ = try Checker.type(tree, root, in: environment) }
    return Code(compiler, root: id)
  }

  private init(_ environment: Environment, _ tree: ExpressionTree) {
    self.environment = environment
    self.tree = tree
    frameSize = environment.variables.count
  }

  mutating func add(_ operation: Operation, at range: Range<Int>) -> NodeID {
    operations.append(operation)
    ranges.append(range)
    return NodeID(operations.count - 1)
  }

  mutating func run(_ ids: [NodeID]) -> Run {
    operands += ids
    return Run(start: Int32(operands.count - ids.count), count: Int32(ids.count))
  }

  mutating func constant(_ constant: Constant) -> Int32 {
    constants.append(constant)
    return Int32(constants.count - 1)
  }

  mutating func text(_ text: String) -> Int32 {
    constant(.string(Array(text.utf8), environment.vocabulary.name(text)))
  }

  mutating func compile(_ ids: [ExpressionTree.ID]) throws(ExpressionError) -> [NodeID] {
    var result: [NodeID] = []
    for id in ids { result.append(try compile(id)) }
    return result
  }

  mutating func compile(_ id: ExpressionTree.ID) throws(ExpressionError) -> NodeID {
    let node = tree[id]
    switch node.kind {
    case .null, .bool, .int, .uint, .double, .string, .bytes:
      return add(.constant(literal(node.kind)), at: node.range)
    case .identifier(let name, let isAbsolute):
      return try identifier(name, isAbsolute: isAbsolute, at: node.range)
    case .select(let operand, let field, let isOptional):
      return try select(id, operand, field, isOptional: isOptional)
    case .index(let operand, let key, let isOptional):
      let operand = try compile(operand)
      let key = try compile(key)
      return add(isOptional ? .indexOptional(operand, key) : .index(operand, key), at: node.range)
    case .call(let word, let isAbsolute, let arguments):
      return try call(id, word, isAbsolute: isAbsolute, arguments)
    case .memberCall(let receiver, let word, let arguments):
      return try memberCall(id, receiver, word, arguments)
    case .list(let elements): return try list(elements, at: node.range)
    case .map(let entries): return try map(entries, at: node.range)
    case .and(let operands):
      let operands = try compile(operands)
      return add(.and(run(operands)), at: node.range)
    case .or(let operands):
      let operands = try compile(operands)
      return add(.or(run(operands)), at: node.range)
    case .not(let operand): return add(.not(try compile(operand)), at: node.range)
    case .negate(let operand): return add(.negate(try compile(operand)), at: node.range)
    case .binary(let symbol, let left, let right):
      let left = try compile(left)
      return add(.binary(symbol, left, try compile(right)), at: node.range)
    case .conditional(let condition, let first, let second):
      let condition = try compile(condition)
      let first = try compile(first)
      let second = try compile(second)
      return add(.conditional(condition, then: first, else: second), at: node.range)
    }
  }

  /// Compiles a node in which a macro declares variables; `slots` are theirs.
  mutating func scoped<Result>(
    _ names: [String],
    _ body: (inout Compiler, _ slots: [Int]) throws(ExpressionError) -> Result
  ) throws(ExpressionError) -> Result {
    let first = environment.variables.count + locals.count
    locals += names
    frameSize = max(frameSize, environment.variables.count + locals.count)
    defer { locals.removeLast(names.count) }
    return try body(&self, names.indices.map { first + $0 })
  }

  mutating func pattern(
    _ node: NodeID,
    at range: Range<Int>
  ) throws(ExpressionError) -> Int32? {
    guard case .constant(let index) = operations[node.index],
      case .string(let utf8, _) = constants[Int(index)]
    else { return nil }
    do {
      patterns.append(try Pattern(utf8))
    } catch {
      throw ExpressionError(error.message, at: range, help: error.help)
    }
    return Int32(patterns.count - 1)
  }

  /// A node that gives an error when it is reached; thrown at once if the environment says so.
  mutating func undeclared(_ error: ExpressionError) throws(ExpressionError) -> NodeID {
    if environment.rejectsUndeclared { throw error }
    errors.append(EvaluationError(.noSuchVariable, error.message))
    return add(.undeclared(Int32(errors.count - 1)), at: error.range)
  }
}

// MARK: - Names

extension Compiler {
  func isLocal(_ name: String) -> Bool { locals.contains(name) }

  /// The parts of `a.b.c`, unless its first part is the variable of a macro.
  func qualifiedName(_ id: ExpressionTree.ID) -> (name: String, isAbsolute: Bool)? {
    tree.qualifiedName(id) { isLocal($0) }
  }

  private mutating func identifier(
    _ name: String,
    isAbsolute: Bool,
    at range: Range<Int>
  ) throws(ExpressionError) -> NodeID {
    if !isAbsolute, let local = locals.lastIndex(of: name) {
      return add(.variable(Int32(environment.variables.count + local)), at: range)
    }
    if let slot = environment.variable(name, isAbsolute: isAbsolute) {
      return add(.variable(Int32(slot)), at: range)
    }
    if let kind = Value.Kind(typeName: name) {
      return add(.constant(constant(.scalar(.type(kind)))), at: range)
    }
    let near = Spelling.nearest(to: name, among: locals + environment.variables)
    return try undeclared(
      ExpressionError(
        "nothing is named '\(name)' here",
        at: range,
        help: near.map { "did you mean '\($0)'?" } ?? knownNames
      )
    )
  }

  private var knownNames: String? {
    let names = locals + environment.variables
    return names.isEmpty
      ? nil : "there are \(names.map { "'\($0)'" }.joined(separator: ", "))"
  }

  private mutating func select(
    _ id: ExpressionTree.ID,
    _ operand: ExpressionTree.ID,
    _ field: ExpressionTree.Word,
    isOptional: Bool
  ) throws(ExpressionError) -> NodeID {
    let range = tree[id].range
    if !isOptional, let (name, isAbsolute) = qualifiedName(id),
      let slot = environment.variable(name, isAbsolute: isAbsolute)
    {
      return add(.variable(Int32(slot)), at: range)
    }
    if !isOptional, let type = tree.type(id, isLocal: { isLocal($0) }) {
      return add(.constant(constant(.scalar(.type(type)))), at: range)
    }
    let operand = try compile(operand)
    let field = text(field.text)
    return add(
      isOptional ? .selectOptional(operand, field: field) : .select(operand, field: field),
      at: range
    )
  }
}

// MARK: - Literals

extension Compiler {
  private mutating func literal(_ kind: ExpressionTree.Kind) -> Int32 {
    switch kind {
    case .bool(let value): constant(.scalar(.bool(value)))
    case .int(let value): constant(.scalar(.int(value)))
    case .uint(let value): constant(.scalar(.uint(value)))
    case .double(let value): constant(.scalar(.double(value)))
    case .string(let utf8): constant(.string(utf8, environment.vocabulary.name(of: utf8[...])))
    case .bytes(let bytes): constant(.bytes(bytes))
    case .null, .identifier, .select, .index, .call, .memberCall, .list, .map, .and, .or, .not,
      .negate, .binary, .conditional:
      constant(.scalar(.null))
    }
  }

  /// The constants that all these nodes are; nil if one is not constant.
  private func constants(_ ids: [NodeID]) -> [Int]? {
    var result: [Int] = []
    for id in ids {
      guard case .constant(let index) = operations[id.index] else { return nil }
      result.append(Int(index))
    }
    return result
  }

  private mutating func list(
    _ elements: [ExpressionTree.Element],
    at range: Range<Int>
  ) throws(ExpressionError) -> NodeID {
    var ids: [NodeID] = []
    for element in elements {
      let id = try compile(element.value)
      ids.append(element.isOptional ? add(.spread(id), at: ranges[id.index]) : id)
    }
    if let elements = constants(ids) {
      return add(.constant(constant(.list(elements))), at: range)
    }
    return add(.list(run(ids)), at: range)
  }

  private mutating func map(
    _ entries: [ExpressionTree.Entry],
    at range: Range<Int>
  ) throws(ExpressionError) -> NodeID {
    var ids: [NodeID] = []
    for entry in entries {
      ids.append(try compile(entry.key))
      let id = try compile(entry.value)
      ids.append(entry.isOptional ? add(.spread(id), at: ranges[id.index]) : id)
    }
    if let entries = constants(ids), hasDistinctKeys(entries) {
      return add(.constant(constant(.map(entries))), at: range)
    }
    return add(.map(run(ids)), at: range)
  }

  /// Repeated and impossible keys are left to the evaluation, which makes errors of them.
  private func hasDistinctKeys(_ entries: [Int]) -> Bool {
    let keys = stride(from: 0, to: entries.count, by: 2).map { constants[entries[$0]] }
    // Comparing each with each is fine for what somebody writes by hand.
    return keys.indices.allSatisfy { index in
      keys[index].isSameKey(as: keys[index]) == true
        && keys[..<index].allSatisfy { $0.isSameKey(as: keys[index]) == false }
    }
  }
}
