import Values

extension EvaluationContext {
  /// Like ``resolve(_:)`` for an operand: where nothing is there, that is an error.
  @inline(__always)
  mutating func operand(_ value: Value) -> Value {
    switch value.kind {
    case .choice: present(resolve(value))
    case .template: resolve(value)
    default: value
    }
  }

  /// The value that the world chooses, or the choice itself while it is open: what reads the value
  /// may not depend on it.
  @inline(__always)
  mutating func settled(_ value: Value) -> Value {
    switch value.kind {
    case .choice: settledChoice(value)
    case .template: assembled(value)
    default: value
    }
  }

  private mutating func settledChoice(_ choice: Value) -> Value {
    switch chosenCase(of: choice) {
    case .one(let value): value.isAbsent ? present(value) : settled(value)
    case .open: choice
    case .nothing: present(.absent)
    }
  }

  private mutating func present(_ value: Value) -> Value {
    value.isAbsent ? error(.noSuchKey, EvaluationError.nothingIsChosen) : value
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
    guard let answer else { return error(.noSuchKey, EvaluationError.nothingIsChosen) }
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
      let result = value.isAbsent ? Value.false : isPresent(value)
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
