import ArgumentParser

/// Asks the engines.
struct QueryCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "query",
    _superCommandName: "lintel",
    abstract: "Ask where packets get, and what policies allow.",
    subcommands: [CoversCommand.self, ReachCommand.self]
  )

  func execute() throws -> ExitStatus {
    throw UsageError("what is asked? see 'lintel query --help'")
  }
}
