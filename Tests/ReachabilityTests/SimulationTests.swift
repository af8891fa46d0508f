import PacketSimulation
import Testing

/// The engine against the simulator; `Scripts/packets` runs many more.
struct SimulationTests {
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func packetsGetWhereTheEngineSaysThatTheyDo(part: UInt64) {
    for seed in (part * 1000)..<(part * 1000 + 5) {
      var trial = NetworkTrial(seed: seed)
      trial.run(questions: 8)
      #expect(trial.mistakes.isEmpty)
    }
  }

  @Test func whatIsHiddenDecidesIfItsCompletionsDisagree() {
    for seed in UInt64(9000)..<9010 {
      var trial = NetworkTrial(seed: seed, hidden: 1 + Int(seed % 4))
      trial.run(questions: 4)
      #expect(trial.mistakes.isEmpty)
    }
  }

  @Test func theCheckerAcceptsWhatTheEngineAnswersFor() {
    var checked = 0
    for seed in UInt64(40_000)..<40_040 {
      var trial = NetworkTrial(seed: seed, hidden: Int(seed % 3))
      trial.run(questions: 8)
      #expect(trial.refused.isEmpty)
      checked += trial.checked
    }
    #expect(checked > 1000)
  }

  @Test func theCheckerRefusesAnswersThatAreMadeWrong() {
    var tried = 0
    for seed in UInt64(50_000)..<50_040 {
      var trial = NetworkTrial(seed: seed)
      let faults = trial.runFaults(questions: 8)
      #expect(faults.accepted.isEmpty)
      tried += faults.tried
    }
    #expect(tried > 500)
  }

  @Test func subnetsOfAClassAreTreatedAlike() {
    var (pairs, classes, subnets) = (0, 0, 0)
    for seed in UInt64(20_000)..<20_030 {
      let trial = MatrixTrial(seed: seed, copies: 3)
      #expect(trial.mistakes.isEmpty)
      pairs += trial.pairs
      classes += trial.classes
      subnets += trial.subnets
    }
    #expect(pairs > 1000)
    #expect(classes < subnets)
  }

  @Test func whatIsHiddenMakesNoDifferenceBetweenSweepsAndQuestions() {
    for seed in UInt64(30_000)..<30_010 {
      let trial = MatrixTrial(seed: seed, copies: 2, hidden: 2)
      #expect(trial.mistakes.isEmpty)
    }
  }
}
