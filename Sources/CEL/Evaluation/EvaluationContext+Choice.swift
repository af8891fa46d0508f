package import Values

extension EvaluationContext {
  /// The value that the world chooses; unknown where that is open. Other values are left alone.
  ///
  /// A choice may fall on `Value.none`: nothing is there then.
  package mutating func resolve(_ value: Value) -> Value {
    value.kind == .choice ? chosen(value) : value
  }

  /// Like ``resolve(_:)`` for an operand: where nothing is there, that is an error.
  @inline(__always)
  mutating func operand(_ value: Value) -> Value {
    value.kind == .choice ? present(chosen(value)) : value
  }

  /// The value that the world chooses, or the choice itself while it is open: what reads the value
  /// may not depend on it.
  @inline(__always)
  mutating func settled(_ value: Value) -> Value {
    value.kind == .choice ? settledChoice(value) : value
  }

  private mutating func settledChoice(_ choice: Value) -> Value {
    switch chosenCase(of: choice) {
    case .one(let value): value.isNone ? present(value) : settled(value)
    case .open: choice
    case .nothing: present(.none)
    }
  }

  private mutating func chosen(_ choice: Value) -> Value {
    var value = choice
    while value.kind == .choice {
      if let exhausted = step() { return exhausted }
      switch chosenCase(of: value) {
      case .one(let chosen): value = chosen
      case .open(let variable):
        touch(variable)
        return undecided(variable, origin: value.origin)
      case .nothing: return .none
      }
    }
    return value
  }

  private enum Chosen {
    case one(Value)
    case open(variable: Int)
    case nothing
  }

  private func chosenCase(of choice: Value) -> Chosen {
    var open: Int?
    for index in 0..<choice.count {
      let (condition, value) = heap.choiceCase(index, of: choice)
      switch worlds.truth(of: condition, in: world) {
      case .holds: return .one(value.inheriting(from: choice))
      case .fails: continue
      case .open(let variable): open = open ?? variable
      }
    }
    return open.map { .open(variable: $0) } ?? .nothing
  }

  private mutating func present(_ value: Value) -> Value {
    value.isNone ? error(.noSuchKey, "nothing is chosen here") : value
  }

  private mutating func undecided(_ variable: Int, origin: Origin) -> Value {
    let variable = worlds.variables[variable]
    let kind = variable.kind == .parameter ? "parameter" : "condition"
    let unknown = Unknown(.condition, "\(kind) '\(variable.name)'")
    return heap.unknown(unknown, origin: origin).derived
  }

  /// Asks a question of every case that the world leaves possible; where all give the same answer,
  /// it does not matter which one is chosen.
  ///
  /// `question` gives a bool, an unknown or an error.
  mutating func ask(
    _ choice: Value,
    _ question: (Value, inout EvaluationContext) -> Value
  ) -> Value {
    let earlier = touched
    var answer: Value?
    var open: Int?
    for index in 0..<choice.count {
      if let exhausted = step() { return exhausted }
      let (condition, value) = heap.choiceCase(index, of: choice)
      let truth = worlds.truth(of: condition, in: world)
      if truth == .fails { continue }
      let candidate = present(value.inheriting(from: choice))
      let result = candidate.kind == .error ? candidate : question(candidate, &self)
      guard case .open(let variable) = truth else { return result }
      open = open ?? variable
      guard result.kind == .bool, answer?.bits ?? result.bits == result.bits else {
        touch(variable)
        return undecided(variable, origin: choice.origin)
      }
      answer = result
    }
    guard let answer else { return error(.noSuchKey, "nothing is chosen here") }
    restoreTouched(earlier)
    return answer
  }

  /// Whether something is there, as a bool or an unknown: a choice may fall on nothing.
  mutating func isPresent(_ entry: Value) -> Value {
    if entry.flags.contains(.defaulted) { return .false }
    guard entry.kind == .choice else { return .true }
    return askPresence(entry)
  }

  private mutating func askPresence(_ choice: Value) -> Value {
    let earlier = touched
    var answer: Value?
    for index in 0..<choice.count {
      if let exhausted = step() { return exhausted }
      let (condition, value) = heap.choiceCase(index, of: choice)
      let truth = worlds.truth(of: condition, in: world)
      if truth == .fails { continue }
      let result = value.isNone ? Value.false : isPresent(value)
      guard case .open(let variable) = truth else { return result }
      guard result.kind == .bool, answer?.bits ?? result.bits == result.bits else {
        touch(variable)
        return undecided(variable, origin: choice.origin)
      }
      answer = result
    }
    restoreTouched(earlier)
    return answer ?? .false
  }
}

extension Value {
  /// `optional.none()`; in a choice it says that nothing is there.
  var isNone: Bool { kind == .optional && bits == .max }

  /// An unknown that an operation made of this one.
  var derived: Value {
    var copy = self
    copy.flags.insert(.derived)
    return copy
  }

  /// A case of a choice: without a place of its own it is where the choice is.
  fileprivate func inheriting(from choice: Value) -> Value {
    var copy = origin.isNone ? from(choice.origin) : self
    copy.flags.formUnion(choice.flags)
    return copy
  }
}
