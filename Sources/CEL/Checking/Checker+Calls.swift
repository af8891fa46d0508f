extension Checker {
  mutating func call(
    _ id: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    isAbsolute: Bool,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> StaticType {
    if word.text == "has", arguments.count == 1 { return try has(arguments[0]) }
    let types = try types(arguments)
    if word.text == "dyn", arguments.count == 1 { return .dyn }
    guard let callee = callee(word.text, isAbsolute: isAbsolute, arguments.count) else {
      return .dyn
    }
    try checkLiterals(arguments, of: callee)
    return try resolve(word.text, callee.types, types, at: tree[id].range)
  }

  mutating func memberCall(
    _ id: ExpressionTree.ID,
    _ receiver: ExpressionTree.ID,
    _ word: ExpressionTree.Word,
    _ arguments: [ExpressionTree.ID]
  ) throws(ExpressionError) -> StaticType {
    if let type = try macro(id, receiver, word, arguments) { return type }
    if let (namespace, isAbsolute) = tree.qualifiedName(receiver, isLocal: { isLocal($0) }) {
      let name = "\(namespace).\(word.text)"
      if let callee = callee(name, isAbsolute: isAbsolute, arguments.count) {
        try checkLiterals(arguments, of: callee)
        return try resolve(name, callee.types, try types(arguments), at: tree[id].range)
      }
    }
    let types = try types([receiver] + arguments)
    guard let callee = environment.callee(word.text, isMember: true, count: types.count) else {
      return .dyn
    }
    try checkLiterals([receiver] + arguments, of: callee)
    return try resolve(word.text, callee.types, types, at: tree[id].range)
  }

  /// `has(x.field)`: the field may be absent, what it is read from may not.
  private mutating func has(_ argument: ExpressionTree.ID) throws(ExpressionError) -> StaticType {
    guard case .select(let operand, let field, _) = tree[argument].kind else { return .bool }
    var base = try baseType(operand)
    if case .named("optional_type", let arguments) = base, let inner = arguments.first {
      base = inference.resolved(inner)
    }
    _ = try fieldType(field, of: base)
    return .bool
  }

  private func callee(_ name: String, isAbsolute: Bool, _ count: Int) -> Callee? {
    for candidate in environment.candidates(name, isAbsolute: isAbsolute) {
      if let callee = environment.callee(candidate, isMember: false, count: count) {
        return callee
      }
    }
    return nil
  }

  /// The result of a call of one of these overloads; `dyn` where several of them fit, and their
  /// results differ, or where nothing is declared.
  mutating func resolve(
    _ name: String,
    _ overloads: [String],
    _ types: [StaticType],
    at range: Range<Int>
  ) throws(ExpressionError) -> StaticType {
    guard !overloads.isEmpty else { return .dyn }
    var fitting: [(result: StaticType, inference: Inference)] = []
    for overload in TypeNotation.overloads(overloads) {
      var attempt = inference
      guard let instance = attempt.instance(of: overload, for: types.count),
        attempt.accept(named(types, by: instance.parameters), as: instance.parameters)
      else { continue }
      fitting.append((instance.result, attempt))
    }
    guard let first = fitting.first else {
      let given = types.map { inference.final($0).description }.joined(separator: ", ")
      throw ExpressionError("'\(name)' does not take (\(given))", at: range)
    }
    guard fitting.count > 1 else {
      inference = first.inference
      return first.result
    }
    let results = Set(fitting.map { $0.inference.final($0.result) })
    return results.count == 1 ? results.first ?? .dyn : .dyn
  }

  /// The types of arguments with, for each parameter `typeName(T)`, the type that a literal names: one
  /// whose fields the host declares, or else `dyn`.
  private func named(_ types: [StaticType], by parameters: [StaticType]) -> [StaticType] {
    zip(types, parameters).map { type, parameter in
      guard case .named(StaticType.typeName, _) = parameter else { return type }
      switch type {
      case .words(let words, isDeclared: false) where words.count == 1:
        let meant = StaticType.named(words.first ?? "", [])
        let isDeclared = environment.declarations?.object(meant) != nil
        return .named(StaticType.typeName, [isDeclared ? meant : .dyn])
      case .words, .string, .dyn, .variable:
        return .named(StaticType.typeName, [.dyn])
      case .named, .parameter:
        return type
      }
    }
  }
}
