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
    discussion: """
      Exit codes: 0 no finding at or above --fail-on and analysis complete, 1 findings, 2 usage \
      error, 3 analysis incomplete (also when there are findings).
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The lowest severity that fails the check.")
  var failOn: Severity = .medium

  @Option(help: "What undetermined verdicts do: stay notes, are shown in full, or fail the check.")
  var undetermined: UndeterminedTreatment = .note

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
