import ArgumentParser
import Findings
import FoundationEssentials
import Linting
import SourceText
import Syntax

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
      "The value of a template parameter; can be given again.",
      valueName: "name=value"
    )
  )
  var parameters: [String] = []

  @Option(
    name: .customLong("parameter-file"),
    help: ArgumentHelp(
      """
      A JSON or YAML file of parameter values, in the shape of the AWS command line, of \
      CodePipeline or a plain mapping; can be given again. --parameter wins over it.
      """,
      valueName: "file"
    )
  )
  var parameterFiles: [String] = []

  /// Describes what the paths name.
  func describe() throws -> EstateDescription {
    let inputs = try inputFiles()
    let description = try repeated(inputs, options()) { sources, options in
      EstateDescription(of: sources, options)
    } wanted: {
      $0.report.wanted
    }
    try checkParameters(against: description.result.report)
    return description.result
  }

  /// The values of parameters, without policies.
  func options() throws -> LintOptions {
    var options = LintOptions()
    options.parameters = try ParameterValues.read(pairs: parameters, files: parameterFiles)
    return options
  }

  func inputFiles() throws -> InputFiles {
    let inputs = try InputFiles(paths.isEmpty ? ["."] : paths)
    guard !inputs.sources.isEmpty || !inputs.unreadable.isEmpty else {
      throw UsageError("there are no templates or descriptions in \(quotedPaths)")
    }
    return inputs
  }

  /// The result of a run over the inputs, and over those that they include: these may include more.
  func repeated<Result>(
    _ inputs: InputFiles,
    _ options: LintOptions,
    _ run: ([SourceFile], LintOptions) -> Result,
    wanted: (Result) -> [String]
  ) -> (result: Result, inputs: InputFiles) {
    var inputs = inputs
    var options = options
    options.namedPaths = inputs.named
    var result = run(inputs.sources, options)
    while !wanted(result).isEmpty, inputs.add(wanted(result)) {
      result = run(inputs.sources, options)
    }
    return (result, inputs)
  }

  /// A value for a parameter that nothing declares is a slip: whoever gives it expects it to count.
  ///
  /// Parameter files are shared between stacks, so that theirs may be of no use here; and what a file
  /// that failed declares is not known.
  func checkParameters(against report: LintReport) throws(UsageError) {
    guard !report.files.contains(where: { $0.status == .failed }) else { return }
    let declared = report.parameters + ParameterValues.pseudoParameters
    for name in ParameterValues.names(in: parameters) where !declared.contains(name) {
      let help = didYouMean(name, among: declared).map { "; \($0)" } ?? ""
      throw UsageError("no template declares parameter '\(name)'\(help)")
    }
  }

  private var quotedPaths: String {
    paths.isEmpty ? "the working directory" : paths.map { "'\($0)'" }.joined(separator: ", ")
  }
}
