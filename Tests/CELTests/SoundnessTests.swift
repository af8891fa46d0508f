import CEL
import ExpressionProperties
import Testing
import Values

/// A definite answer about a document with holes holds however the holes are filled.
struct SoundnessTests {
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
