import ExpressionProperties
import Testing

/// A few cases of every property; `lintel-properties` tries many.
struct ExpressionPropertyTests {
  @Test(arguments: ExpressionProperty.allCases)
  func holdsInTheFirstCases(_ property: ExpressionProperty) throws {
    let suite = try ConformanceSuite.load()
    var telling = 0
    for seed in 0..<400 as Range<UInt64> {
      let trial = try property.trial(seed, suite: suite)
      if trial.isTelling { telling += 1 }
      #expect(trial.violations.isEmpty, "case \(seed)")
    }
    // A property that no case can break says nothing.
    if property != .holes || suite != nil { #expect(telling > 15, "\(telling) of 400 cases") }
  }
}
