import Foundation
import Testing

/// The tutorial is true: its files are written as they come, and its commands print what it shows.
struct TutorialTests {
  private static let tutorial = Walkthrough("docs/tutorial.md")

  @Test func eachStepPrintsWhatIsShown() throws {
    let last = try Self.tutorial.run()
    #expect(last.hasPrefix("no violations, 0 undetermined"))
  }

  @Test func thereAreSixSteps() throws {
    let file = repository.appending(path: "docs/tutorial.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let steps = text.split(separator: "\n").compactMap {
      $0.wholeMatch(of: /## (\d)\. .*/)?.output.1
    }
    #expect(steps == ["1", "2", "3", "4", "5", "6"])
    #expect(Self.tutorial.blocks.filter { $0.language == "console" }.count >= 6)
  }
}
