import Foundation
import Testing

/// Policies with one mistake each: what `lintel policies check`, `test` and `check` say of them, where,
/// and how they end.
@Suite struct MalformedPolicyTests {
  static let folder = "fixtures/malformed-policies"
  static let list = "expectations.txt"

  /// Files, and folders of files that clash.
  static let cases =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: repository.appending(path: folder).path
    )) ?? []).filter { $0 != list }.sorted()

  /// The mistakes as the command prints them: the place, what is wrong, and below it what to do.
  static func mistakes(_ name: String) throws -> String {
    let run = try lintel("policies check \(folder)/\(name)")
    return String(run.output.prefix { $0 != "\n" }) + help(in: run.output) + "\n"
  }

  private static func help(in output: String) -> String {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().first.map { $0.isEmpty ? "" : "\n" + $0 } ?? ""
  }

  /// `LINTEL_BLESS=1` writes the list anew: read the difference before you commit it.
  @Test func eachHasTheOneMistakeOfTheList() throws {
    #expect(Self.cases.count >= 20)
    let found = try Self.cases.map(Self.mistakes).joined()
    let list = repository.appending(path: "\(Self.folder)/\(Self.list)")
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(found.utf8).write(to: list)
    }
    let expected = try String(contentsOf: list, encoding: .utf8)
    #expect(found == expected)
  }

  @Test(arguments: cases)
  func checkingItSaysOneThingAndEndsWithThree(name: String) throws {
    let run = try lintel("policies check \(Self.folder)/\(name)")
    let places = run.output.split(separator: "\n").filter { $0.hasPrefix(Self.folder) }
    #expect(run.status == 3)
    #expect(places.count == 1, "\(run.output)")
    #expect(run.error.isEmpty)
  }

  @Test(arguments: cases)
  func testingItSaysTheSameAndEndsWithThree(name: String) throws {
    let mistake = try #require(Self.mistakes(name).split(separator: "\n").first)
    let run = try lintel("test \(Self.folder)/\(name)")
    #expect(run.status == 3)
    #expect(run.output.contains(mistake))
    let places = run.output.split(separator: "\n").filter { $0.hasPrefix("  \(Self.folder)") }
    #expect(places.count == 1, "\(run.output)")
  }

  /// Judging by it says the same; it has no use for tests, so that it says nothing of them.
  @Test(arguments: cases)
  func judgingByItSaysTheSameAndEndsWithThree(name: String) throws {
    let mistake = try #require(Self.mistakes(name).split(separator: "\n").first)
    let words = mistake.split(separator: " ", maxSplits: 1)
    let place = try #require(words.first).dropLast()
    let run = try lintel("check fixtures/ml-platform --policies \(Self.folder)/\(name)")
    guard !name.contains("test") else {
      #expect(run.status == 0)
      return
    }
    #expect(run.status == 3)
    #expect(run.output.components(separatedBy: "error[").count == 2, "\(run.output)")
    #expect(run.output.contains("--> \(place)\n"), "\(run.output)")
  }
}
