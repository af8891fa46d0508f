import ArgumentParser

/// The command line: hands the words to the command of the verb.
///
/// Only that command is built and parsed, because building the whole tree of commands costs more than
/// linting a template.
package enum Lintel {
  package static let version = "0.1.0"

  /// Runs the command that `words`, the arguments without the program's name, stand for.
  package static func run(_ words: [String]) -> ExitStatus {
    switch words.first {
    case "check"?: return run(CheckCommand.self, words)
    case "report"?: return run(ReportCommand.self, words)
    case "explain"?: return run(ExplainCommand.self, words)
    case "policies"?: return run(PoliciesCommand.self, words)
    case "test"?: return run(TestCommand.self, words)
    case "--version"?:
      Terminal.write(version + "\n")
      return .success
    case nil, "help"?, "--help"?, "-h"?:
      let isAsked = words.first != nil
      let topic = words.dropFirst().first
      let text = topic.flatMap(help(for:)) ?? LintelRoot.helpMessage(columns: Terminal.width)
      if isAsked { Terminal.write(text + "\n") } else { Terminal.warn(text) }
      return isAsked ? .success : .usage
    case let word?:
      return unknownVerb(word)
    }
  }

  static let verbs = ["check", "report", "explain", "policies", "test", "help"]

  private static func help(for verb: String) -> String? {
    switch verb {
    case "check": CheckCommand.helpMessage(columns: Terminal.width)
    case "report": ReportCommand.helpMessage(columns: Terminal.width)
    case "explain": ExplainCommand.helpMessage(columns: Terminal.width)
    case "policies": PoliciesCommand.helpMessage(columns: Terminal.width)
    case "test": TestCommand.helpMessage(columns: Terminal.width)
    default: nil
    }
  }

  private static func unknownVerb(_ word: String) -> ExitStatus {
    if word.hasPrefix("-") {
      Terminal.warn("error: '\(word)' is not an option of lintel; see 'lintel --help'")
      return .usage
    }
    let help = didYouMean(word, among: verbs) ?? "see 'lintel --help'"
    Terminal.warn("error: '\(word)' is not a command of lintel; \(help)")
    return .usage
  }

  private static func run(_ command: (some LintelVerb).Type, _ words: [String]) -> ExitStatus {
    do {
      // Commands with commands of their own come back as the inner one.
      guard let verb = try command.parseAsRoot(Array(words.dropFirst())) as? any LintelVerb else {
        Terminal.write(command.helpMessage(columns: Terminal.width) + "\n")
        return .usage
      }
      return try verb.execute()
    } catch let failure as UsageError {
      Terminal.warn("error: \(failure.message)")
      return .usage
    } catch {
      return report(error, from: command)
    }
  }

  /// Prints what the argument parser has to say: help that was asked for, or a mistake.
  private static func report(
    _ error: any Error,
    from command: (some LintelVerb).Type
  ) -> ExitStatus {
    let message = command.fullMessage(for: error, columns: Terminal.width)
    guard command.exitCode(for: error).isSuccess else {
      Terminal.warn(message.replacing("Error: ", with: "error: ", maxReplacements: 1))
      return .usage
    }
    Terminal.write(message + "\n")
    return .success
  }
}

/// The root of the help texts; it is never run.
struct LintelRoot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lintel",
    abstract: "A policy linter for machine-learning platforms on AWS.",
    discussion: """
      Reads platform descriptions and CloudFormation templates, judges them by policies, and \
      points at the token that decides.

      Exit codes: 0 no finding at or above --fail-on and analysis complete, 1 findings, 2 usage \
      error, 3 analysis incomplete, 4 internal error.
      """,
    version: Lintel.version,
    subcommands: [
      CheckCommand.self, ReportCommand.self, ExplainCommand.self, PoliciesCommand.self,
      TestCommand.self,
    ]
  )
}
