import ArgumentParser
import Findings

extension Severity: ExpressibleByArgument {}

/// What an undetermined verdict does to the exit code.
enum UndeterminedTreatment: String, CaseIterable, ExpressibleByArgument {
  case note, warn, fail
}

/// The gate: judges an estate and fails on findings.
struct CheckCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "lintel check",
    abstract: "Judge templates and descriptions by the policies.",
    usage: "lintel check [<options>] [<path> ...]",
    discussion: ExitStatus.table
  )

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "The lowest severity at which findings make the exit code 1.",
      valueName: "severity"
    )
  )
  var failOn: Severity = .medium

  @Option(
    help: ArgumentHelp(
      """
      What undetermined verdicts do: note lists them by the value that they wait for, warn shows \
      each in full, fail does that and counts them as findings.
      """,
      valueName: "treatment"
    )
  )
  var undetermined: UndeterminedTreatment = .note

  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let needsEveryPolicy =
      output.format == .markdown || output.output.contains { $0.format == .markdown }
    let report = try input.lint(readingEveryPolicy: needsEveryPolicy)
    try output.write(report, showingUndeterminedInFull: undetermined != .note)
    guard report.isComplete else { return .incomplete }
    let fails = report.findings.contains { finding in
      guard finding.severity >= failOn else { return false }
      return finding.verdict == .violation || undetermined == .fail
    }
    return fails ? .findings : .success
  }
}
