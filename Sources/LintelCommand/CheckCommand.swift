import ArgumentParser
import Findings

/// The gate: judges an estate and fails on findings.
struct CheckCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "lintel check",
    abstract: "Judge templates and descriptions by the policies.",
    usage: "lintel check [<options>] [<path> ...]",
    discussion: ExitStatus.table
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let needsEveryPolicy =
      output.format == .markdown || output.output.contains { $0.format == .markdown }
    let judged = try input.lint(readingEveryPolicy: needsEveryPolicy)
    try output.write(judged.report, showingInFull: gate.undeterminedInFull(judged))
    guard judged.report.isComplete else { return .incomplete }
    let isRefused = judged.containsFinding(where: gate.refuses)
    return isRefused ? .findings : .success
  }
}
