import Values

/// The arguments of a call; where it is strict, also why it is not to be made.
struct Arguments {
  private(set) var values: [Value] = []
  private(set) var failure: Value?

  init(capacity: Int) {
    values.reserveCapacity(capacity)
  }

  mutating func add(_ value: Value, isStrict: Bool, _ context: inout EvaluationContext) {
    var argument = value
    if isStrict {
      argument = context.operand(argument)
      if let failed = context.failure(argument) { failure = failure?.weaker(failed) ?? failed }
    }
    values.append(argument)
  }
}
