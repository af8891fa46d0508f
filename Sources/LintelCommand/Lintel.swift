import ArgumentParser
import Reporting
import ServiceAuthorization

/// The command line: hands the words to the command of the verb.
///
/// Only that command is built and parsed, because building the whole tree of commands costs more than
/// linting a template.
package enum Lintel {
  package static let version = "0.1.0"

  /// Runs the command that `words`, the arguments without the program's name, stand for.
  package static func run(_ words: [String]) -> ExitStatus {
    switch words.first {
    case "check"?: return run(CheckCommand.self, FixOptions.spelledOut(words))
    case "report"?: return run(ReportCommand.self, words)
    case "describe"?: return run(DescribeCommand.self, words)
    case "query"?: return run(QueryCommand.self, words)
    case "diff"?: return run(DiffCommand.self, words)
    case "init"?: return run(InitCommand.self, words)
    case "config"?: return run(ConfigCommand.self, words)
    case "why"?: return run(WhyCommand.self, words)
    case "explain"?: return run(ExplainCommand.self, words)
    case "policies"?: return run(PoliciesCommand.self, words)
    case "test"?: return run(TestCommand.self, words)
    case "--version"?:
      return show(version)
    case nil, "help"?, "--help"?, "-h"?:
      return help(words)
    case let word?:
      return unknownVerb(word)
    }
  }

  static let verbs = [
    "check", "report", "describe", "query", "diff", "init", "config", "why", "explain", "policies",
    "test", "help", "--version",
  ]

  /// Help on the command that the words after `help` name, or on all of them.
  private static func help(_ words: [String]) -> ExitStatus {
    let topic = words.dropFirst()
    if words.first == "help", topic.first.map({ $0 != "help" && !$0.hasPrefix("-") }) ?? false {
      return run(topic + ["--help"])
    }
    let text = LintelRoot.helpMessage(columns: Terminal.width)
    if words.isEmpty {
      Terminal.warn(text)
      return .usage
    }
    return show(text)
  }

  /// Writes what was asked for.
  private static func show(_ text: String) -> ExitStatus {
    do {
      try Terminal.write(text + "\n")
      return .success
    } catch {
      return unwritten(error)
    }
  }

  private static func unwritten(_ error: OutputError) -> ExitStatus {
    Terminal.warn("error: \(error.message)")
    return .incomplete
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
      // Commands with commands of their own come back as the inner one, and a request for help as a
      // command of the parser's, which throws what there is to say.
      var parsed = try command.parseAsRoot(Array(words.dropFirst()))
      guard let verb = parsed as? any LintelVerb else {
        try parsed.run()
        return .success
      }
      return try verb.execute()
    } catch let failure as UsageError {
      Terminal.warn("error: \(failure.message)")
      return .usage
    } catch let error as ConfigurationError {
      let style = Terminal.style(of: .error)
      Terminal.warn(DiagnosticList.render(error.diagnostics, in: error.sources, style: style))
      return .usage
    } catch let error as OutputError {
      return unwritten(error)
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
      Terminal.warn(lowered(message))
      return .usage
    }
    return show(message)
  }

  /// `error: unknown …` for the parser's `Error: Unknown …`.
  private static func lowered(_ message: String) -> String {
    let start = "Error: "
    guard message.hasPrefix(start) else { return message }
    let text = message.dropFirst(start.count)
    return "error: " + text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// The root of the help texts; it is never run.
struct LintelRoot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lintel",
    abstract: "A policy linter for machine-learning platforms on AWS.",
    discussion: """
      Reads platform descriptions and CloudFormation templates, judges them by policies, and \
      points at the token that decides. Start with 'lintel check FOLDER'. It never uses the network.

      What it knows of actions and condition keys is the service authorization reference of \
      \(ServiceAuthorization.builtIn.date).

      \(ExitStatus.table)
      """,
    version: Lintel.version,
    subcommands: [
      CheckCommand.self, ReportCommand.self, DescribeCommand.self, QueryCommand.self,
      DiffCommand.self, InitCommand.self, ConfigCommand.self, WhyCommand.self,
      ExplainCommand.self, PoliciesCommand.self, TestCommand.self,
    ]
  )
}
