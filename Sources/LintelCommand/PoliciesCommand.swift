import ArgumentParser
import Findings
import Linting
import Reporting
import SourceText

/// The formats of `policies list`.
enum ListFormat: String, CommandWord {
  case text, json
}

/// What there is to judge by.
struct PoliciesCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    _superCommandName: "lintel",
    abstract: "List, show, check and start policies.",
    subcommands: [List.self, Show.self, New.self, Check.self, Docs.self],
    defaultSubcommand: List.self
  )

  func execute() throws -> ExitStatus { .usage }

  struct List: LintelVerb {
    static let configuration = CommandConfiguration(abstract: "List the policies.")

    @Option(help: "The format of the list.")
    var format: ListFormat = .text

    @Option(
      name: .customLong("policies"),
      help: ArgumentHelp("A folder with policies of your own.", valueName: "folder")
    )
    var policyFolders: [String] = []

    func execute() throws -> ExitStatus {
      let policies = try PolicyCatalogue.read(folders: policyFolders)
      switch format {
      case .text:
        try Terminal.write(PolicyListReport.text(policies, style: Terminal.style))
      case .json:
        try Terminal.write(PolicyListReport.json(policies))
      }
      return .success
    }
  }

  struct Show: LintelVerb {
    static let configuration = CommandConfiguration(
      abstract: "Show the document of a policy, with its tests."
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
      let policies = try PolicySelection.stored(
        ids: [id],
        folders: PolicySelection.configuredFolders(besides: policyFolders),
        extent: .everything
      )
      for policy in policies {
        try Terminal.write(String(decoding: policy.source.bytes, as: UTF8.self))
      }
      return .success
    }
  }
}
