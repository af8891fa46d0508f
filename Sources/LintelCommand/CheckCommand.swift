import ArgumentParser
import Change
import Findings
import Reporting
import SourceText

/// The gate: judges an estate and fails on findings.
struct CheckCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    // Under a name above it, the parser does not look for requests of completion scripts, which would
    // cost every run as much as reading a small template does.
    commandName: "check",
    _superCommandName: "lintel",
    abstract: "Judge templates and descriptions by the policies.",
    usage: "lintel check [<options>] [<path> ...]",
    discussion: ExitStatus.table
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var gate: GateOptions

  @Option(
    help: ArgumentHelp(
      """
      Make the fixes that prove to mend their findings, in the files: --fix those that are safe to \
      deploy, --fix=all also those that somebody should look at.
      """,
      valueName: "safe|all"
    )
  )
  var fix: FixSelection?

  @Flag(
    help: """
      Show the changes that --fix or --fix=all would make, as a unified diff on standard output in \
      the place of a report, and write nothing.
      """
  )
  var diff = false

  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let needsEveryPolicy =
      output.format == .markdown || output.output.contains { $0.format == .markdown }
    var judged = try input.lint(
      readingEveryPolicy: needsEveryPolicy,
      seekingNarrowing: wantedFixes == .all
    )
    if let selection = wantedFixes {
      let before = judged
      let outcome = Fixing.run(selection, on: before.sources, report: before.joined) { sources in
        before.judgedAgain(with: sources).joined
      }
      let changes = outcome.changes.map(FileChange.init)
      if diff { return try show(changes, of: outcome.report, besides: judged) }
      try FileChange.write(changes)
      judged = before.judgedAgain(with: outcome.changes.map(\.after)).saying(outcome.report)
    }
    try output.write(judged.report, showingInFull: gate.undeterminedInFull(judged))
    return status(of: judged)
  }

  /// The fixes that are made, or shown: `--diff` alone is about those of `--fix`.
  private var wantedFixes: FixSelection? {
    fix ?? (diff ? .safe : nil)
  }

  /// Shows changes in the place of a report; files that were asked for have the report without them.
  private func show(
    _ changes: [FileChange],
    of fixed: LintReport,
    besides judged: JudgedEstates
  ) throws -> ExitStatus {
    try output.writeFiles(judged.report, showingInFull: gate.undeterminedInFull(judged))
    var text: [UInt8] = []
    for change in changes {
      text += UnifiedDifference.text(before: change.before, after: change.after)
    }
    try Terminal.write(utf8: text)
    Terminal.warn(ShortReport.fixes(of: LocatedReport(fixed)))
    let status = status(of: judged)
    return status == .success && !changes.isEmpty ? .findings : status
  }

  private func status(of judged: JudgedEstates) -> ExitStatus {
    guard judged.report.isComplete else { return .incomplete }
    return judged.containsFinding(where: gate.refuses) ? .findings : .success
  }
}
