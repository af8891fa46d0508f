import ArgumentParser
import Findings
import FoundationEssentials
import Linting
import SourceText
import Syntax

/// What `check` and `report` read, and with which values.
struct InputOptions: ParsableArguments {
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

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp("Judge by this policy only; can be given again.", valueName: "id")
  )
  var policies: [String] = []

  @Option(
    name: .customLong("policies"),
    help: ArgumentHelp(
      "A folder with policies of your own, added to the built-in ones; can be given again.",
      valueName: "folder"
    )
  )
  var policyFolders: [String] = []

  /// Lints what the options name.
  func lint(readingEveryPolicy: Bool = false) throws -> LintReport {
    let inputs = try InputFiles(paths.isEmpty ? ["."] : paths)
    guard !inputs.sources.isEmpty || !inputs.unreadable.isEmpty else {
      throw UsageError("there are no templates or descriptions in \(quotedPaths)")
    }
    var options = LintOptions()
    options.parameters = try ParameterValues.read(pairs: parameters, files: parameterFiles)
    options.policies = try PolicySelection.stored(ids: policies, folders: policyFolders)
    options.readsEveryPolicy = readingEveryPolicy
    options.namedPaths = inputs.named
    let report = Linting.lint(inputs.sources, options)
    try checkParameters(against: report)
    return inputs.unreadable.isEmpty ? report : report.adding(inputs.unreadable)
  }

  /// A value for a parameter that nothing declares is a slip: whoever gives it expects it to count.
  ///
  /// Parameter files are shared between stacks, so that theirs may be of no use here; and what a file
  /// that failed declares is not known.
  private func checkParameters(against report: LintReport) throws(UsageError) {
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

extension LintReport {
  /// The report with files that could not even be read.
  fileprivate func adding(_ unreadable: [(path: String, reason: String)]) -> LintReport {
    let failed = unreadable.map {
      File(path: $0.path, status: .failed, format: nil, reason: $0.reason)
    }
    let diagnostics = unreadable.map {
      Diagnostic(.error, "unreadable-file", "'\($0.path)': \($0.reason)", at: nil)
    }
    return LintReport(
      sources: sources,
      files: (files + failed).sorted { $0.path < $1.path },
      resources: resources,
      unmodelled: unmodelled,
      parameters: parameters,
      policies: policies,
      policiesRun: policiesRun,
      findings: findings,
      diagnostics: diagnostics + self.diagnostics,
      summary: summary
    )
  }
}
