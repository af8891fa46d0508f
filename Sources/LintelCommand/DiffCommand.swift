import ArgumentParser
import Findings
import Linting
import Reporting
import SourceText

/// What a later version of an estate allows that an earlier one does not.
struct DiffCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    _superCommandName: "lintel",
    abstract: "Say what a later version of an estate allows that an earlier one does not.",
    discussion: """
      BASE and HEAD are a folder or a file each, read as 'lintel check' reads them, with the same \
      parameters. Roles, users, policies and resources are the same if they have the same address \
      behind BASE and HEAD. For each statement of HEAD it is asked whether it allows a request that \
      BASE does not allow, as far as boundaries and control policies let it: of what roles and users \
      can do, of whom roles trust, and of whom the policies of resources let in. Each finding has a \
      request as an example for every part of the statement that grants something new.

      What neither version says is taken to be the same in both where it is written alike, such as a \
      parameter of one name. A resource that has only got another logical id is taken for the one \
      that is gone, and a note says so.

      Exit codes: 0 nothing is newly allowed, 1 something is, or that is undetermined, 2 a mistake on \
      the command line or in a configuration, 3 something could not be read.
      """
  )

  @Argument(help: "The earlier version.")
  var base: String

  @Argument(help: "The later version.")
  var head: String

  @OptionGroup var input: ReadingOptions

  @Option(help: "The format of the answer.")
  var format: AnswerFormat = .text

  func execute() throws -> ExitStatus {
    guard input.paths.isEmpty else {
      throw UsageError("'diff' takes two paths, BASE and HEAD")
    }
    let (base, isBaseRead) = try read(base)
    let (head, isHeadRead) = try read(head)
    let result = AccessDifferences(from: base, to: head)
    let report = DifferenceReport(result.difference, base: base.report, head: head.report)
    try Terminal.write(format == .text ? report.text(Terminal.style) : report.json())
    guard isBaseRead, isHeadRead else { return .incomplete }
    return result.difference.changes.isEmpty ? .success : .findings
  }

  /// An estate, and whether all of it could be read; what could not is said.
  private func read(_ path: String) throws -> (AccessDifferences.Side, isComplete: Bool) {
    var input = input
    input.paths = [path]
    let root = FileSearch.normalized(path)
    let (side, unreadable) = try input.single { sources, options in
      AccessDifferences.Side(of: sources, options, root: root == "." ? "" : root)
    } report: {
      $0.report
    }
    for file in unreadable { Terminal.warn("error: '\(file.path)': \(file.reason)") }
    if !side.report.isComplete { Terminal.warn(ShortReport.render(LocatedReport(side.report))) }
    return (side, side.report.isComplete && unreadable.isEmpty)
  }
}
