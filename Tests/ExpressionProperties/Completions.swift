import CEL
import Values

/// A definite answer about a document with holes holds however the holes are filled.
struct Completions {
  let expression: String
  let scenario: Scenario
  private let evaluator: Program.Evaluator

  init(_ expression: String, _ scenario: Scenario, by evaluator: Program.Evaluator) {
    self.expression = expression
    self.scenario = scenario
    self.evaluator = evaluator
  }

  static func trial(_ seed: UInt64) throws(ExpressionError) -> Trial {
    var random = SeededGenerator(seed: seed)
    let scenario = Scenario(&random)
    var generator = ExpressionGenerator(seed: random.next())
    let expression = generator.random.chance(80) ? generator.bool() : generator.list()
    let evaluator = Program.Evaluator.allCases[Int(seed % 2)]
    return try Completions(expression, scenario, by: evaluator).trial()
  }

  func trial() throws(ExpressionError) -> Trial {
    var trial = Trial()
    var stage = Stage(scenario.worlds)
    stage.declare("d", scenario.open)
    let program = try Program(compiling: expression, in: stage.environment)
    let open = program.evaluate(stage.values, in: &stage.context, by: evaluator)
    trial.isTelling = open.kind != .unknown && open.kind != .error
    if open.kind == .unknown, scenario.hasOnlyChoices, stage.context.touched == nil {
      trial.violations.append("\(expression) hangs on a choice and does not say so")
    }
    let isBlameless = program.explain(stage.values, want: true, in: &stage.context).isEmpty
    if isBlameless != stage.context.resolve(open).isTrue {
      trial.violations.append("\(expression) is blamed though true, or not though false")
    }
    for choice in scenario.completions {
      let document = stage.place(scenario.completed(choice), at: "d")
      let closed = program.evaluate([document], in: &stage.context, by: evaluator)
      check(open, closed, choice, stage, "in any world", &trial)
      stage.context.world = scenario.world(choice)
      let chosen = program.evaluate(stage.values, in: &stage.context, by: evaluator)
      check(chosen, closed, choice, stage, "in its world", &trial)
      if scenario.hasOnlyChoices, chosen.kind == .unknown {
        trial.violations.append("\(expression) is unknown though all is decided")
      }
      stage.context.world = World()
    }
    return trial
  }

  private func check(
    _ open: Value,
    _ closed: Value,
    _ choice: [Int],
    _ stage: Stage,
    _ note: String,
    _ trial: inout Trial
  ) {
    let heap = stage.context.heap
    guard !Coverage(heap: heap).covers(open, closed), !isSpared(closed) else { return }
    trial.violations.append(
      """
      \(expression) with \(heap.literal(stage.values[0])) gives \(heap.literal(open)) \(note), \
      but \(heap.literal(closed)) with \(scenario.completed(choice))
      """
    )
  }

  /// What becomes of an element that may turn out not to be there is not taken for an error.
  private func isSpared(_ closed: Value) -> Bool {
    closed.kind == .error && scenario.hasPossibleElement
      && (expression.contains(".filter(") || expression.contains(".map("))
  }
}

extension Blame {
  /// True where nothing is wrong.
  fileprivate var isEmpty: Bool {
    switch self {
    case .all(let blames), .any(let blames): blames.allSatisfy(\.isEmpty)
    case .leaf: false
    }
  }
}
