package import CEL
package import Values

/// Both evaluators on one expression.
package enum Agreement {
  package static func trial(_ seed: UInt64) throws(ExpressionError) -> Trial {
    var trial = Trial()
    var random = SeededGenerator(seed: seed)
    let scenario = Scenario(&random)
    var generator = ExpressionGenerator(seed: random.next())
    let expression = generator.random.chance(80) ? generator.bool() : generator.list()
    let limit = random.chance(10) ? Int(random.next() % 40) : 1_000_000
    var stage = Stage(scenario.worlds, stepLimit: limit)
    stage.declare("d", scenario.open)
    let program = try Program(compiling: expression, in: stage.environment)
    trial.isTelling = true
    if let difference = difference(program, stage.values, in: stage.context) {
      trial.violations.append("\(expression) with \(limit) steps: \(difference)")
    }
    return trial
  }

  /// How the evaluators differ; nil if they come to the same: the value with its place, why it is
  /// unknown or an error, which variable was touched, and how many steps it took.
  package static func difference(
    _ program: Program,
    _ values: [Value],
    in context: EvaluationContext
  ) -> String? {
    var first = context
    var second = context
    first.resetTouched()
    second.resetTouched()
    let slow = program.evaluate(values, in: &first, by: .interpreter)
    let fast = program.evaluate(values, in: &second, by: .closures)
    let isSame = ValueComparison(first: first.heap, second: second.heap).isSame(slow, fast)
    guard isSame else {
      return "interpreted it is \(words(slow, first)), as closures \(words(fast, second))"
    }
    guard max(first.steps, -1) == max(second.steps, -1) else {
      return "interpreting leaves \(first.steps) steps, closures leave \(second.steps)"
    }
    // Closures take several steps at once, so that both may end at different places.
    guard first.touched == second.touched || first.steps < 0 else {
      return "interpreting touches \(words(first.touched)), closures \(words(second.touched))"
    }
    return nil
  }

  private static func words(_ value: Value, _ context: EvaluationContext) -> String {
    let literal = context.heap.literal(value)
    return "\(literal) (place \(value.origin.rawValue), flags \(value.flags.rawValue))"
  }

  private static func words(_ variable: Int?) -> String {
    variable.map { "variable \($0)" } ?? "no variable"
  }
}
