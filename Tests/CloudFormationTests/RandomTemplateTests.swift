import TemplateOracle
import Testing

/// The reader against a simple evaluator: what it says of a value holds in every deployment.
///
/// Here only a slice; `.ci/run` has `lintel-oracle` work out ten thousand.
@Suite struct RandomTemplateTests {
  @Test(arguments: 0..<8) func whatIsKnownHoldsInEveryDeployment(batch: Int) {
    var count = RandomTemplate.Count()
    for seed in 0..<100 {
      let template = RandomTemplate(seed: UInt64(batch * 100 + seed))
      if let mistake = template.mistake(counting: &count) { Issue.record("\(mistake)") }
    }
    // Being right by knowing nothing is no merit.
    #expect(count.definite > count.open, "\(count)")
  }
}
