import CEL
import ExpressionProperties
import Testing
import Values

/// The closures against the interpreter.
struct EvaluatorTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func closuresComeToWhatTheInterpreterComesTo(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let scenario = Scenario(&random)
      var generator = ExpressionGenerator(seed: random.next())
      let expression = generator.random.chance(80) ? generator.bool() : generator.list()
      let limit = random.chance(20) ? Int(random.next() % 40) : 1_000_000
      var stage = Stage(scenario.worlds, stepLimit: limit)
      stage.declare("d", scenario.open)
      let program = try Program(compiling: expression, in: stage.environment)
      let difference = Agreement.difference(program, stage.values, in: stage.context)
      #expect(difference == nil, "\(expression) with \(limit) steps")
    }
  }

  @Test func aRowOfOperandsCanBeLongerThanAStackIsDeep() throws {
    var stage = Stage()
    stage.declare("d", ["b": true])
    let text = Array(repeating: "d.b", count: 9_000).joined(separator: " && ")
    let program = try Program(compiling: text, in: stage.environment)
    #expect(Agreement.difference(program, stage.values, in: stage.context) == nil)
  }
}
