import ArgumentParser
import Configuration
import Findings
import FoundationEssentials
import Linting
import SourceText

/// What a run would go by.
struct ConfigCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "config",
    _superCommandName: "lintel",
    abstract: "Show what configurations and options say together.",
    subcommands: [Show.self],
    defaultSubcommand: Show.self
  )

  func execute() throws -> ExitStatus { .usage }

  struct Show: LintelVerb {
    static let configuration = CommandConfiguration(
      abstract: "Print every value that holds for the paths, with the place that says so.",
      discussion: """
        Takes the options of 'lintel check', which win over configurations. Exit codes: 0 printed, 2 \
        a mistake in a configuration or on the command line.
        """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var gate: GateOptions

    @Option(help: "The format of the list.")
    var format: ListFormat = .text

    func execute() throws -> ExitStatus {
      let listings = try listings()
      switch format {
      case .text: try Terminal.write(listings.map(\.text).joined(separator: "\n"))
      case .json: try Terminal.write(try ConfigurationListing.json(listings))
      }
      return .success
    }

    private func listings() throws -> [ConfigurationListing] {
      let choice = try EstatePlans.choice(input.reading)
      let paths = input.reading.paths.isEmpty ? ["."] : input.reading.paths
      let search = try FileSearch(paths, heeding: ConfigurationStore(choice))
      var configurations = search.configurations
      // Folders without any file have a configuration, too.
      var found = search.found.map(\.configuration)
      if found.isEmpty { found = paths.map { configurations.configuration(at: $0) } }
      try configurations.check()
      var listings: [ConfigurationListing] = []
      var seen: [String?] = []
      for path in found where !seen.contains(path) {
        seen.append(path)
        let loaded = path.flatMap { configurations.load($0) }
        var choice = PolicyChoice(loaded, line: input)
        let policies = try choice.options(&configurations).policies.count
        let reader = DeploymentReader(loaded: loaded, line: input.reading.line)
        _ = try reader.deployments(&configurations)
        listings.append(
          ConfigurationListing(
            of: loaded,
            input,
            gate,
            policyCount: policies,
            sources: configurations.sources
          )
        )
      }
      try configurations.check()
      return listings
    }
  }
}
