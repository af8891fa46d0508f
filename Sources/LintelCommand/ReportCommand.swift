import ArgumentParser
import Findings
import Reporting

/// The compliance report: which controls the policies give evidence for, and what they found.
struct ReportCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "report",
    _superCommandName: "lintel",
    abstract: "Write a compliance report: controls, policies, counts, places.",
    usage: "lintel report [<options>] [<path> ...]",
    discussion: """
      Findings do not fail the command. Exit codes: 0 everything was read and judged, 2 a mistake \
      on the command line, 3 something could not be read or judged.
      """
  )

  enum Format: String, CommandWord {
    case markdown
  }

  @OptionGroup var input: InputOptions

  @Option(help: "The format of the report.")
  var format: Format = .markdown

  @Option(
    name: .customLong("framework"),
    help: ArgumentHelp("Report on this framework only; can be given again.", valueName: "id")
  )
  var frameworks: [String] = []

  func execute() throws -> ExitStatus {
    let report = try input.lint(readingEveryPolicy: true).report
    let known = MarkdownReport.frameworks(of: report.policies)
    for framework in frameworks where !known.contains(framework) {
      let help = didYouMean(framework, among: known) ?? "there are \(known.joined(separator: ", "))"
      throw UsageError("'\(framework)' is not a framework of these policies; \(help)")
    }
    try Terminal.write(
      MarkdownReport.render(
        LocatedReport(report),
        tool: Tool(version: Lintel.version),
        options: .init(frameworks: frameworks)
      )
    )
    return report.isComplete ? .success : .incomplete
  }
}
