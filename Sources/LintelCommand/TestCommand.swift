import ArgumentParser
import Findings
import FoundationEssentials
import Linting
import PolicyTesting
import SourceText

/// Runs the examples that policies carry.
struct TestCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "test",
    _superCommandName: "lintel",
    abstract: "Run the tests of policies.",
    discussion: """
      Every example of a policy is linted by that policy alone; findings and comments on the lines \
      have to agree. Then the questions that the policy asks are listed that never were true, or \
      never false, in any example. Exit codes: 0 all tests passed, 1 some failed or, with --mutants, \
      were too weak, 2 a mistake on the command line, 3 a policy or its tests could not be read.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Policy documents, or folders of them. (default: the built-in policies)",
      valueName: "path"
    )
  )
  var paths: [String] = []

  @Option(help: "The format of the result.")
  var format: ListFormat = .text

  @Flag(name: .shortAndLong, help: "Also list the tests that passed.")
  var verbose = false

  @Flag(
    help: """
      Also change each policy in one place after the other ('<=' for '<', a condition left out) and \
      list the changes that no test notices.
      """
  )
  var mutants = false

  @Option(
    help: ArgumentHelp(
      """
      A list of mutants that are known to survive, with lines such as 'policy | rules[0].when | \
      change | equivalent | reason'.
      """,
      valueName: "file"
    )
  )
  var survivors: String?

  func validate() throws {
    if survivors != nil, !mutants { throw ValidationError("'--survivors' needs '--mutants'") }
  }

  func execute() throws -> ExitStatus {
    let policies =
      paths.isEmpty
      ? BuiltInPolicies.stored(.everything) : try paths.flatMap(PolicySelection.read)
    let known = try knownSurvivors()
    let report = try testPolicies(
      policies,
      besides: BuiltInPolicies.stored(),
      fixtures: PolicySelection.fixtures(of: policies),
      triesMutants: mutants
    )
    switch format {
    case .text:
      let options = PolicyTestText.Options(listsPassedTests: verbose, known: known)
      try Terminal.write(PolicyTestText.render(report, options: options))
    case .json:
      try Terminal.write(PolicyTestJSON.render(report))
    }
    guard report.isComplete else { return .incomplete }
    let isWeak = mutants && !isStrong(report, known)
    return report.passed && !isWeak ? .success : .findings
  }

  /// Whether every question was seen true and false and nothing survives, but for what is known.
  private func isStrong(_ report: PolicyTestReport, _ known: [KnownSurvivor]) -> Bool {
    var unseen = Set(known.filter { entry in report.policies.contains { $0.id == entry.policy } })
    var isStrong = true
    func settle(_ isMeant: (KnownSurvivor) -> Bool) {
      let entries = known.filter(isMeant)
      isStrong = isStrong && !entries.isEmpty
      unseen.subtract(entries)
    }
    for policy in report.policies {
      for gap in policy.coverage?.gaps ?? [] { settle { $0.isAbout(gap, of: policy.id) } }
    }
    for mutant in report.survivors { settle { $0.isAbout(mutant) } }
    for entry in unseen.sorted(by: { $0.line < $1.line }) {
      let place = "'\(survivors ?? "")' line \(entry.line)"
      Terminal.warn("\(place): '\(entry.policy.rawValue)' has nothing of the kind any more")
    }
    return isStrong && unseen.isEmpty
  }

  private func knownSurvivors() throws -> [KnownSurvivor] {
    guard let path = survivors else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError("'\(path)' cannot be read")
    }
    do {
      return try KnownSurvivor.list(SourceFile(path: path, bytes: Array(data)))
    } catch {
      throw UsageError("'\(path)' line \(error.line): \(error.message)")
    }
  }
}
