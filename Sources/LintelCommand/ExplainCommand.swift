import ArgumentParser
import PolicyTesting
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
    let (descriptions, _) = try PolicyCatalogue.describe(ids: [id], folders: policyFolders)
    for page in descriptions { try Terminal.write(PolicyPage.text(page, style: Terminal.style)) }
    return descriptions.isEmpty ? .incomplete : .success
  }
}
