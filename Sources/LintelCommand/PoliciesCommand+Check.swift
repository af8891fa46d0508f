import ArgumentParser
import Linting
import PolicyTesting

extension PoliciesCommand {
  struct Check: LintelVerb {
    static let configuration = CommandConfiguration(
      abstract: "Read policies and their tests, and say what is wrong with them.",
      discussion: """
        Every expression is checked against the properties that AWS declares for the resource types \
        of its rule; nothing is judged. Exit codes: 0 nothing is wrong, 2 a mistake on the command \
        line, 3 something is.
        """
    )

    @Argument(help: ArgumentHelp("Policy documents, or folders of them.", valueName: "path"))
    var paths: [String]

    @Option(help: "The format of the result.")
    var format: ListFormat = .text

    func execute() throws -> ExitStatus {
      let policies = try paths.flatMap(PolicySelection.read)
      let report = checkPolicies(policies, besides: BuiltInPolicies.stored())
      switch format {
      case .text: try Terminal.write(PolicyTestText.mistakes(report))
      case .json: try Terminal.write(PolicyTestJSON.render(report))
      }
      return report.isComplete ? .success : .incomplete
    }
  }
}
