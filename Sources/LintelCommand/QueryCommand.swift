import ArgumentParser

/// Asks the engines.
struct QueryCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "query",
    _superCommandName: "lintel",
    abstract: "Ask where packets get, who can do what, and what policies allow.",
    subcommands: [ReachCommand.self, CanCommand.self, WhoCanCommand.self, CoversCommand.self]
  )

  func execute() throws -> ExitStatus {
    throw UsageError("what is asked? see 'lintel query --help'")
  }
}
