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
    var inputs = try InputFiles(paths.isEmpty ? ["."] : paths)
    guard !inputs.sources.isEmpty || !inputs.unreadable.isEmpty else {
      throw UsageError("there are no templates or descriptions in \(quotedPaths)")
    }
    var options = LintOptions()
    options.parameters = try ParameterValues.read(pairs: parameters, files: parameterFiles)
    options.policies = try PolicySelection.stored(ids: policies, folders: policyFolders)
    options.readsEveryPolicy = readingEveryPolicy
    options.namedPaths = inputs.named
    var report = Linting.lint(inputs.sources, options)
    // What descriptions include may include more.
    while !report.wanted.isEmpty, inputs.add(report.wanted) {
      report = Linting.lint(inputs.sources, options)
    }
    return inputs.unreadable.isEmpty ? report : report.adding(inputs.unreadable)
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
      policies: policies,
      policiesRun: policiesRun,
      findings: findings,
      diagnostics: diagnostics + self.diagnostics,
      summary: summary
    )
  }
}
