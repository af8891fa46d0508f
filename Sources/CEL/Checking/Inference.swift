/// What is found out about the types that an expression leaves open.
///
/// Every use of a type that is open narrows it down; where uses differ in how general they are, the
/// more general one counts: a value of type `dyn` makes a list of ints one of `dyn`.
struct Inference {
  private var bindings: [Int: StaticType] = [:]
  private var count = 0

  /// A type of which nothing is known yet.
  mutating func unknownType() -> StaticType {
    count += 1
    return .variable(count)
  }

  /// A declared overload with types to be found out in the place of its parameters.
  mutating func instance(of overload: Overload, for count: Int) -> (
    parameters: [StaticType], result: StaticType
  )? {
    guard let parameters = overload.parameters(for: count) else { return nil }
    var assigned: [String: StaticType] = [:]
    return (
      parameters.map { instance(of: $0, &assigned) }, instance(of: overload.result, &assigned)
    )
  }

  private mutating func instance(
    of type: StaticType,
    _ assigned: inout [String: StaticType]
  ) -> StaticType {
    switch type {
    case .dyn, .variable, .words:
      return type
    case .parameter(let name):
      if let known = assigned[name] { return known }
      let variable = unknownType()
      assigned[name] = variable
      return variable
    case .named(let name, let arguments):
      return .named(name, arguments.map { instance(of: $0, &assigned) })
    }
  }

  /// What is known of a type by now.
  func resolved(_ type: StaticType) -> StaticType {
    switch type {
    case .dyn, .parameter, .words: type
    case .variable(let number): bindings[number].map(resolved) ?? type
    case .named(let name, let arguments): .named(name, arguments.map(resolved))
    }
  }

  /// A type with `dyn` for what nothing was found out about.
  func final(_ type: StaticType) -> StaticType {
    switch resolved(type) {
    case .dyn, .variable, .parameter: .dyn
    case .words(let words, let isDeclared): .words(words, isDeclared: isDeclared)
    case .named(let name, let arguments): .named(name, arguments.map(final))
    }
  }

  // MARK: - Comparing types

  /// Whether values of these types can stand where those are asked for; if so, what that says about
  /// open types is kept.
  mutating func accept(_ types: [StaticType], as targets: [StaticType]) -> Bool {
    var attempt = self
    for (type, target) in zip(types, targets) where !attempt.unify(target, type) { return false }
    self = attempt
    return true
  }

  mutating func accept(_ type: StaticType, as target: StaticType) -> Bool {
    accept([type], as: [target])
  }

  /// The type of something that is of one type or of the other.
  mutating func join(_ left: StaticType, _ right: StaticType) -> StaticType {
    accept(right, as: left) ? general(resolved(left), resolved(right)) : .dyn
  }

  private mutating func unify(_ target: StaticType, _ type: StaticType) -> Bool {
    switch (target, type) {
    case (.variable(let left), .variable(let right)) where left == right:
      return true
    case (.variable(let number), _):
      return bind(number, type)
    case (_, .variable(let number)):
      return bind(number, target)
    case (.dyn, .named(_, let arguments)), (.named(_, let arguments), .dyn):
      // Anything may be in a list or map of which nothing is known.
      for argument in arguments { _ = unify(argument, .dyn) }
      return true
    case (.dyn, _), (_, .dyn):
      return true
    case (.named("type", _), .named("type", _)):
      return true
    case (.named(let name, let arguments), .named(let other, let others)):
      if name == other, arguments.count == others.count {
        return zip(arguments, others).allSatisfy { unify($0, $1) }
      }
      return type == .null && target.admitsNull || target == .null && type.admitsNull
    case (.words, .words), (.words, .string), (.string, .words):
      return true
    case (.parameter, _), (_, .parameter), (.words, _), (_, .words):
      return target == type
    }
  }

  private mutating func bind(_ number: Int, _ type: StaticType) -> Bool {
    guard let bound = bindings[number] else {
      let known = resolved(type)
      if known == .variable(number) { return true }
      guard !occurs(number, in: known) else { return false }
      bindings[number] = known
      return true
    }
    guard unify(bound, type) else { return false }
    let general = general(resolved(bound), resolved(type))
    if !occurs(number, in: general) { bindings[number] = general }
    return true
  }

  private func occurs(_ number: Int, in type: StaticType) -> Bool {
    switch resolved(type) {
    case .variable(let other): other == number
    case .named(_, let arguments): arguments.contains { occurs(number, in: $0) }
    case .dyn, .parameter, .words: false
    }
  }

  /// The more general one of two types that agree.
  private func general(_ left: StaticType, _ right: StaticType) -> StaticType {
    switch (left, right) {
    case (.dyn, _), (_, .dyn):
      return .dyn
    case (.variable, _), (.parameter, _):
      return right
    case (_, .variable), (_, .parameter):
      return left
    case (.words(let left, let isDeclared), .words(let right, let isAlsoDeclared)):
      return .words(left.union(right), isDeclared: isDeclared || isAlsoDeclared)
    case (.words, _), (_, .words):
      return .string
    case (.named(let name, let arguments), .named(let other, let others)):
      guard name == other, arguments.count == others.count else {
        return left == .null ? right : left
      }
      if name == "type", arguments != others { return .type(.dyn) }
      return .named(name, zip(arguments, others).map { general($0, $1) })
    }
  }
}
