import ArgumentParser
import Linting
import PolicyTesting

/// Runs the examples that policies carry.
struct TestCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "lintel test",
    abstract: "Run the tests of policies.",
    discussion: """
      Every example of a policy is linted by that policy alone; findings and comments on the lines \
      have to agree. Exit codes: 0 all tests passed, 1 some failed, 2 a mistake on the command line.
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

  func execute() throws -> ExitStatus {
    let policies =
      paths.isEmpty
      ? BuiltInPolicies.stored(.everything) : try paths.flatMap(PolicySelection.read)
    let report = testPolicies(policies)
    switch format {
    case .text:
      try Terminal.write(PolicyTestText.render(report, options: .init(listsPassedTests: verbose)))
    case .json:
      try Terminal.write(PolicyTestJSON.render(report))
    }
    return report.passed ? .success : .findings
  }
}
