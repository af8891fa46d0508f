import ArgumentParser
import Change
import Findings
import Linting
import Reporting
import SourceText

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

  @OptionGroup var fixes: FixOptions

  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let needsEveryPolicy =
      output.format == .markdown || output.output.contains { $0.format == .markdown }
    var run = try input.run(readingEveryPolicy: needsEveryPolicy)
    var changes: [FileChange] = []
    if let selection = fixes.wanted {
      let outcome = Fixing.run(selection, on: run.sources, report: run.report) { sources in
        Linting.lint(sources, run.options)
      }
      changes = outcome.changes.map(FileChange.init)
      if fixes.diff {
        return try show(changes, of: outcome.report, besides: run.wholeReport)
      }
      try FileChange.write(changes)
      run.report = outcome.report
    }
    let report = run.wholeReport
    try output.write(report, showingUndeterminedInFull: undetermined != .note)
    return status(of: report)
  }

  /// Shows changes in the place of a report; files that were asked for have the report without them.
  private func show(
    _ changes: [FileChange],
    of fixed: LintReport,
    besides report: LintReport
  ) throws -> ExitStatus {
    try output.writeFiles(report, showingUndeterminedInFull: undetermined != .note)
    var text: [UInt8] = []
    for change in changes {
      text += UnifiedDifference.text(before: change.before, after: change.after)
    }
    try Terminal.write(utf8: text)
    Terminal.warn(ShortReport.fixes(of: LocatedReport(fixed)))
    let status = status(of: report)
    return status == .success && !changes.isEmpty ? .findings : status
  }

  private func status(of report: LintReport) -> ExitStatus {
    guard report.isComplete else { return .incomplete }
    let fails = report.findings.contains { finding in
      guard finding.severity >= failOn else { return false }
      return finding.verdict == .violation || undetermined == .fail
    }
    return fails ? .findings : .success
  }
}
