import ArgumentParser
import Findings
import Linting
import SourceText

/// What `check` and `report` read, and which policies they judge by.
struct InputOptions: ParsableArguments {
  @OptionGroup var reading: ReadingOptions

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

  /// What was judged, and how to judge it again.
  struct Run {
    var report: LintReport
    /// The inputs, without the policies.
    let sources: [SourceFile]
    let options: LintOptions
    /// What could not be read.
    let unreadable: [(path: String, reason: String)]

    /// The report with the files that could not even be read.
    var wholeReport: LintReport {
      unreadable.isEmpty ? report : report.adding(unreadable)
    }
  }

  /// Lints what the options name.
  func lint(readingEveryPolicy: Bool = false) throws -> LintReport {
    try run(readingEveryPolicy: readingEveryPolicy).wholeReport
  }

  /// Lints what the options name, and keeps what it was made of.
  func run(readingEveryPolicy: Bool = false) throws -> Run {
    let files = try reading.inputFiles()
    var options = try reading.options()
    options.policies = try PolicySelection.stored(ids: policies, folders: policyFolders)
    options.readsEveryPolicy = readingEveryPolicy
    let (report, inputs) = reading.repeated(files, options, Linting.lint) { $0.wanted }
    try reading.checkParameters(against: report)
    options.namedPaths = inputs.named
    return Run(
      report: report,
      sources: inputs.sources,
      options: options,
      unreadable: inputs.unreadable
    )
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
      summary: summary,
      fixed: fixed
    )
  }
}
