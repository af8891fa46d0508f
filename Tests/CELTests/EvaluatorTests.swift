import CEL
import ExpressionProperties
import Testing
import Values

/// The closures against the interpreter.
struct EvaluatorTests {
  @Test func aRowOfOperandsCanBeLongerThanAStackIsDeep() throws {
    var stage = Stage()
    stage.declare("d", ["b": true])
    let text = Array(repeating: "d.b", count: 9_000).joined(separator: " && ")
    let program = try Program(compiling: text, in: stage.environment)
    #expect(Agreement.difference(program, stage.values, in: stage.context) == nil)
  }
}
