import Foundation
import Findings
import Fuzzing
import Linting
import SourceText
import Testing

/// The first few of the inputs that `Scripts/fuzz` judges by the hundred thousand.
@Suite struct FuzzTests {
  static let corpus = Corpus(
    root: URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  )

  @Test func theSeedsAreThere() {
    let inputs = (0..<100).map { FuzzInput($0, from: Self.corpus) }
    #expect(inputs.allSatisfy { !$0.sources.isEmpty && $0.options.policies.count >= 20 })
  }

  @Test func aNumberStandsForOneInput() {
    for number in 0..<50 {
      let (one, other) = (
        FuzzInput(number, from: Self.corpus), FuzzInput(number, from: Self.corpus)
      )
      #expect(one.sources.map(\.bytes) == other.sources.map(\.bytes))
      #expect(one.options.parameters == other.options.parameters)
    }
  }

  /// Time is not held here: tests are built for debugging and run side by side.
  @Test(arguments: 0..<10)
  func noInputBreaksTheLinter(batch: Int) {
    for number in batch * 30..<(batch + 1) * 30 {
      let trial = FuzzTrial(
        of: FuzzInput(number, from: Self.corpus),
        rendersReports: number.isMultiple(of: 10),
        runsTwice: number.isMultiple(of: 20)
      )
      #expect(trial.problems.filter { !$0.hasPrefix("slow") } == [], "input \(number)")
    }
  }

  /// Whatever was read, what is described of it is a description again.
  @Test(arguments: 0..<8)
  func whatIsDescribedCanBeRead(batch: Int) {
    for number in batch * 25..<(batch + 1) * 25 {
      let input = FuzzInput(number, from: Self.corpus)
      let text = EstateDescription(of: input.sources, input.options).text
      let source = SourceFile(path: "described.yaml", bytes: Array(text.utf8))
      let report = lint([source], LintOptions())
      #expect(report.files.map(\.status) == [.read], "input \(number)")
    }
  }
}
