import ArgumentParser
import Findings
import Linting
import Reporting

/// Writes a platform description of what templates and descriptions hold.
struct DescribeCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    _superCommandName: "lintel",
    abstract: "Write a platform description of what was read.",
    usage: "lintel describe [<options>] [<path> ...]",
    discussion: """
      Values are resolved as a deployment with the given parameters, and the defaults of the \
      others, would resolve them; what stays unknown is marked. Reading the description gives the \
      same resources. Exit codes: 0 everything was read, 2 a mistake on the command line, 3 \
      something could not be read.
      """
  )

  @OptionGroup var input: ReadingOptions

  func execute() throws -> ExitStatus {
    let description = try input.describe()
    try Terminal.write(description.text)
    let problems = ShortReport.render(LocatedReport(description.report))
    if !description.report.isComplete { Terminal.warn(problems) }
    return description.report.isComplete ? .success : .incomplete
  }
}
