import ArgumentParser

/// A command that says how it ended.
protocol LintelVerb: ParsableCommand {
  func execute() throws -> ExitStatus
}
