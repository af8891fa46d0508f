import ArgumentParser
import Findings
import Linting
import Reporting

/// A policy's page.
struct ExplainCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "lintel explain",
    abstract: "Say what a policy demands, why, and what to do."
  )

  @Argument(
    help: ArgumentHelp("The policy's id; 'lintel policies list' has them.", valueName: "id")
  )
  var id: String

  @Option(
    name: .customLong("policies"),
    help: ArgumentHelp("A folder with policies of your own.", valueName: "folder")
  )
  var policyFolders: [String] = []

  func execute() throws -> ExitStatus {
    let policy = try PolicyCatalogue.read(ids: [id], folders: policyFolders)
    let style = TextStyle(
      isColored: Terminal.showsColor(.output),
      width: Terminal.width,
      isASCII: !Terminal.showsUnicode
    )
    for page in policy { Terminal.write(PolicyPage.text(page, style: style)) }
    return policy.isEmpty ? .incomplete : .success
  }
}

/// The policies as their pages and lists show them.
enum PolicyCatalogue {
  /// Reads policies without judging anything; defective ones are reported on standard error.
  static func read(ids: [String] = [], folders: [String]) throws -> [LintReport.Policy] {
    var options = LintOptions()
    options.policies = try PolicySelection.stored(ids: ids, folders: folders)
    options.readsEveryPolicy = true
    let report = Linting.lint([], options)
    if !report.diagnostics.isEmpty {
      Terminal.warn(TextReport.render(LocatedReport(report)))
    }
    return report.policies
  }
}
