import ArgumentParser
import Findings
import FoundationEssentials
import Reporting

extension PoliciesCommand {
  struct Docs: LintelVerb {
    static let configuration = CommandConfiguration(
      abstract: "Write the reference: a page for each policy, and an index.",
      discussion: """
        Pages that are there already are written anew; others in the folder are left alone. Exit \
        codes: 0 written, 2 a mistake on the command line, 3 a policy could not be read.
        """
    )

    @Option(help: ArgumentHelp("The folder to write to; made if need be.", valueName: "folder"))
    var output = "docs/policies"

    @Option(
      name: .customLong("policies"),
      help: ArgumentHelp("A folder with policies of your own.", valueName: "folder")
    )
    var policyFolders: [String] = []

    func execute() throws -> ExitStatus {
      let (descriptions, isComplete) = try PolicyCatalogue.describe(folders: policyFolders)
      var pages = descriptions.map { ("\($0.policy.id.rawValue).md", PolicyPage.markdown($0)) }
      pages.append(("README.md", PolicyIndex.markdown(descriptions)))
      do {
        try FileManager.default.createDirectory(
          atPath: output,
          withIntermediateDirectories: true
        )
        for (name, text) in pages {
          try Data(text.utf8).write(to: URL(filePath: "\(output)/\(name)"))
        }
      } catch {
        throw UsageError("the folder '\(output)' cannot be written to")
      }
      try Terminal.write("wrote \(pages.count) pages to \(output)\n")
      return isComplete ? .success : .incomplete
    }
  }
}
