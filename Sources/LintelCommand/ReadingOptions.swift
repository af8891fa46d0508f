import ArgumentParser
import Findings
import Linting
import SourceText

/// What is read, and with which values.
struct ReadingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Templates, descriptions, or folders of them; together they are one estate. (default: the \
      working directory)
      """,
      valueName: "path"
    )
  )
  var paths: [String] = []

  @Option(
    name: .customLong("parameter"),
    help: ArgumentHelp(
      """
      The value of a template parameter, of all templates that declare it; can be given again. \
      STACK#NAME stands for the parameter of one: main.yaml#Size, main.yaml/Network#Cidr.
      """,
      valueName: "name=value"
    )
  )
  var parameters: [String] = []

  @Option(
    name: .customLong("parameter-file"),
    help: ArgumentHelp(
      """
      A file of parameter values, in the shape of the AWS command line, of CodePipeline, a plain \
      mapping, or samconfig.toml; can be given again. --parameter wins over it.
      """,
      valueName: "file"
    )
  )
  var parameterFiles: [String] = []

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "The configuration of all paths, instead of the nearest .lintel.yaml; none for none at all.",
      valueName: "file"
    )
  )
  var configurationFile: String?

  @Option(
    name: .customLong("environment"),
    help: ArgumentHelp(
      "Only this environment of the configuration; can be given again.",
      valueName: "name"
    )
  )
  var environments: [String] = []

  /// Describes what the paths name.
  func describe() throws -> EstateDescription {
    try single(EstateDescription.init(of:_:)) { $0.report }.result
  }

  /// What a run gives over one estate in one environment.
  ///
  /// - Parameters:
  ///   - run: Reads the sources with the options, which say nothing of policies.
  ///   - report: What was read, and which parameters were declared.
  /// - Throws: ``UsageError`` where configurations make several estates, or several environments.
  func single<Result>(
    _ run: ([SourceFile], LintOptions) -> Result,
    report: (Result) -> LintReport
  ) throws -> (result: Result, unreadable: [(path: String, reason: String)]) {
    var plans = try EstatePlans(self)
    try plans.configurations.check()
    guard plans.plans.count == 1, plans.plans[0].deployments.count == 1 else {
      throw UsageError(Self.choice(between: plans.plans))
    }
    let results = plans.plans[0].results(LintOptions()) { sources, options in
      options.map { run(sources, $0) }
    } wanted: {
      report($0).wanted
    }
    try plans.checkParameters(against: [results.map(report)])
    return (results[0], plans.failed)
  }

  /// Why there is not one estate in one environment.
  private static func choice(between plans: [EstatePlan]) -> String {
    if let plan = plans.first, plans.count == 1 {
      let path = plan.configuration?.path ?? ""
      return "'\(path)' has several environments: choose one with --environment"
    }
    let paths = plans.map { $0.configuration.map { "'\($0.path)'" } ?? "none" }
    return "the paths have several configurations, \(paths.joined(separator: ", ")): name the"
      + " folder of one, or choose one with --config"
  }

  /// What the options say of deployments.
  var line: DeploymentReader.Line {
    DeploymentReader.Line(
      parameters: parameters,
      parameterFiles: parameterFiles,
      environments: environments
    )
  }

  var quotedPaths: String {
    paths.isEmpty ? "the working directory" : paths.map { "'\($0)'" }.joined(separator: ", ")
  }
}
