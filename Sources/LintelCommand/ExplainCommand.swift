import ArgumentParser
import PlatformDescription
import PolicyTesting
import Reporting

/// A policy's page, or one about the language of descriptions.
struct ExplainCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    _superCommandName: "lintel",
    abstract: "Say what a policy demands, or what a collection of descriptions takes."
  )

  @Argument(
    help: ArgumentHelp(
      "A policy ('lintel policies list'), or a collection ('lintel explain collections').",
      valueName: "id"
    )
  )
  var id: String

  @Option(
    name: .customLong("policies"),
    help: ArgumentHelp("A folder with policies of your own.", valueName: "folder")
  )
  var policyFolders: [String] = []

  func execute() throws -> ExitStatus {
    if let page = LanguagePage(about: id) {
      try Terminal.write(page.text)
      return .success
    }
    let (descriptions, _) = try PolicyCatalogue.describe(ids: [id], folders: policyFolders)
    for page in descriptions { try Terminal.write(PolicyPage.text(page, style: Terminal.style)) }
    return descriptions.isEmpty ? .incomplete : .success
  }
}
