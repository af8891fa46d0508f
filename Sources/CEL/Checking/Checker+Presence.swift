extension Checker {
  /// The path of a field: a variable and the fields that lead there, optional selections counted like
  /// others; nil for what is read from something else.
  func path(_ id: ExpressionTree.ID) -> [String]? {
    switch tree[id].kind {
    case .identifier(let name, isAbsolute: false):
      // Variables of macros may share their names.
      let local = locals.lastIndex { $0.name == name }
      return [local.map { "\(name)@\($0)" } ?? name]
    case .select(let operand, let field, _):
      return path(operand).map { $0 + [field.text] }
    default:
      return nil
    }
  }

  /// What is there for certain where an expression is true, or is not.
  func presence(where id: ExpressionTree.ID, is truth: Bool) -> Presence {
    switch tree[id].kind {
    case .not(let operand):
      return presence(where: operand, is: !truth)
    case .and(let operands):
      return combined(operands, truth, isUnion: truth)
    case .or(let operands):
      return combined(operands, truth, isUnion: !truth)
    case .call(let word, _, let arguments) where word.text == "has" && arguments.count == 1:
      return truth ? path(arguments[0]).map(Presence.init) ?? Presence() : Presence()
    case .memberCall(let receiver, let word, let arguments):
      if word.text == "hasValue", truth { return path(receiver).map(Presence.init) ?? Presence() }
      guard word.text == "orValue", arguments.count == 1,
        case .bool(let otherwise) = tree[arguments[0]].kind, otherwise != truth
      else { return Presence() }
      return path(receiver).map(Presence.init) ?? Presence()
    case .binary(.equal, let left, let right) where truth:
      return presence(where: left, equals: right).union(presence(where: right, equals: left))
    case .binary(.notEqual, let left, let right) where !truth:
      return presence(where: left, equals: right).union(presence(where: right, equals: left))
    case .binary(.in, let left, let right) where truth:
      guard case .list(let elements) = tree[right].kind, let first = elements.first else {
        return Presence()
      }
      // It equals one of them: what all of them say holds.
      return elements.reduce(presence(where: left, equals: first.value)) {
        $0.intersection(presence(where: left, equals: $1.value))
      }
    default:
      return Presence()
    }
  }

  /// What is there if `x.?field.orValue(a)` is some other literal than `a`.
  private func presence(
    where id: ExpressionTree.ID,
    equals other: ExpressionTree.ID
  ) -> Presence {
    guard case .memberCall(let receiver, let word, let arguments) = tree[id].kind,
      word.text == "orValue", arguments.count == 1, let value = literal(other),
      let otherwise = literal(arguments[0]), value != otherwise
    else { return Presence() }
    return path(receiver).map(Presence.init) ?? Presence()
  }

  /// A literal as one that can be compared; nil for numbers, which compare across their types.
  private func literal(_ id: ExpressionTree.ID) -> [UInt8]? {
    switch tree[id].kind {
    case .string(let utf8): utf8 + [0]
    case .bool(let value): [value ? 1 : 0]
    default: nil
    }
  }

  private func combined(
    _ operands: [ExpressionTree.ID],
    _ truth: Bool,
    isUnion: Bool
  ) -> Presence {
    let parts = operands.map { presence(where: $0, is: truth) }
    return parts.dropFirst().reduce(parts[0]) {
      isUnion ? $0.union($1) : $0.intersection($1)
    }
  }
}
