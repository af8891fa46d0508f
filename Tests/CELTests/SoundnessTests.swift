import CEL
import ExpressionProperties
import Testing
import Values

/// A definite answer about a document with holes holds however the holes are filled.
struct SoundnessTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func aDefiniteAnswerHoldsForEveryCompletion(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<8 {
      let scenario = Scenario(&random)
      var generator = ExpressionGenerator(seed: random.next())
      let expressions = (0..<12).map { _ in
        generator.random.chance(80) ? generator.bool() : generator.list()
      }
      for expression in expressions { try check(expression, scenario) }
    }
  }

  private func check(_ expression: String, _ scenario: Scenario) throws {
    var stage = Stage(scenario.worlds)
    stage.declare("d", scenario.open)
    let program = try Program(compiling: expression, in: stage.environment)
    let open = program.evaluate(stage.values, in: &stage.context)
    if open.kind == .unknown, scenario.hasOnlyChoices, stage.context.touched == nil {
      Issue.record("\(expression) hangs on a choice and does not say so")
    }
    let isBlameless = program.explain(stage.values, want: true, in: &stage.context).isEmpty
    #expect(isBlameless == stage.context.resolve(open).isTrue, "\(expression)")
    for choice in scenario.completions {
      let document = stage.place(scenario.completed(choice), at: "d")
      let closed = program.evaluate([document], in: &stage.context)
      if !covers(open, closed, stage.context.heap), !isSpared(closed, expression, scenario) {
        report(expression, scenario, choice, open, closed, stage, "in any world")
      }
      stage.context.world = scenario.world(choice)
      let chosen = program.evaluate(stage.values, in: &stage.context)
      if !covers(chosen, closed, stage.context.heap), !isSpared(closed, expression, scenario) {
        report(expression, scenario, choice, chosen, closed, stage, "in its world")
      }
      if scenario.hasOnlyChoices, chosen.kind == .unknown {
        report(expression, scenario, choice, chosen, closed, stage, "though all is decided")
      }
      stage.context.world = World()
    }
  }

  private func report(
    _ expression: String,
    _ scenario: Scenario,
    _ choice: [Int],
    _ open: Value,
    _ closed: Value,
    _ stage: Stage,
    _ note: String
  ) {
    let heap = stage.context.heap
    Issue.record(
      """
      \(expression)
      with \(heap.literal(stage.values[0])) gives \(heap.literal(open)) \(note),
      but \(heap.literal(closed)) with \(scenario.completed(choice))
      """
    )
  }

  /// What becomes of an element that may turn out not to be there is not taken for an error.
  private func isSpared(_ closed: Value, _ expression: String, _ scenario: Scenario) -> Bool {
    closed.kind == .error && scenario.hasPossibleElement
      && (expression.contains(".filter(") || expression.contains(".map("))
  }

  /// Whether an answer leaves room for the answer about one completion.
  private func covers(_ open: Value, _ closed: Value, _ heap: ValueHeap) -> Bool {
    switch open.kind {
    case .unknown: return true
    case .error: return closed.kind == .error
    case .template, .reference: return closed.kind == .string || closed.isAbstract
    case .choice:
      return (0..<open.count).contains {
        let value = heap.choiceCase($0, of: open).value
        return value.bits == Value.none.bits && value.kind == .optional
          ? closed.kind == .error : covers(value, closed, heap)
      }
    case .list:
      return closed.kind == .list
        && isCovered(heap.elements(of: open), heap.elements(of: closed), heap)
    case .optional:
      guard closed.kind == .optional, let inner = heap.unwrap(open) else {
        return heap.literal(open) == heap.literal(closed)
      }
      return heap.unwrap(closed).map { covers(inner, $0, heap) } ?? false
    case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .duration, .timestamp,
      .ip, .cidr, .resource:
      return open.kind == .map || heap.literal(open) == heap.literal(closed)
    }
  }

  private func isCovered(_ open: [Value], _ closed: [Value], _ heap: ValueHeap) -> Bool {
    // A choice among the elements may fall on nothing.
    guard !open.contains(where: { $0.kind == .choice }) else { return true }
    guard let first = open.first else { return closed.isEmpty }
    let rest = Array(open.dropFirst())
    if first.flags.contains(.possible), isCovered(rest, closed, heap) { return true }
    guard let element = closed.first, covers(first, element, heap) else { return false }
    return isCovered(rest, Array(closed.dropFirst()), heap)
  }

  @Test func mostAnswersAreDefinite() throws {
    var random = SeededGenerator(seed: 7)
    var definite = 0
    for _ in 0..<300 {
      let scenario = Scenario(&random)
      var generator = ExpressionGenerator(seed: random.next())
      var stage = Stage(scenario.worlds)
      stage.declare("d", scenario.open)
      let value = try stage.value(of: generator.bool())
      if value.kind == .bool { definite += 1 }
    }
    // Guards against a generator, or an evaluation, that only ever shrugs.
    #expect(definite > 100, "\(definite) of 300")
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
