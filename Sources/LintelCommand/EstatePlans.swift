import Configuration
import Findings
import FoundationEssentials
import Linting
import SourceText

/// What a run is going to judge: the files of each configuration by themselves.
struct EstatePlans {
  private let options: ReadingOptions
  var configurations: ConfigurationStore
  var plans: [EstatePlan] = []
  /// Folders that could not be looked into.
  private let unreadable: [(path: String, reason: String)]
  /// What configurations and `.gitignore` leave out.
  private let ignored: [(path: String, reason: String)]

  /// Finds and reads the files that the options name, and the configurations that hold for them.
  ///
  /// What is wrong with values in configurations is noted there, and still to be checked.
  init(_ options: ReadingOptions) throws {
    self.options = options
    let search = try FileSearch(
      options.paths.isEmpty ? ["."] : options.paths,
      heeding: ConfigurationStore(try Self.choice(options))
    )
    configurations = search.configurations
    unreadable = search.unreadable
    ignored = search.ignored
    try configurations.check()
    guard !search.found.isEmpty || !unreadable.isEmpty else {
      throw UsageError(Self.nothingFound(in: options.quotedPaths, ignored))
    }
    var estates: [String?] = []
    for found in search.found where !estates.contains(found.configuration) {
      estates.append(found.configuration)
    }
    for path in estates.isEmpty ? [nil] : estates {
      let loaded = path.flatMap { configurations.load($0) }
      let reader = DeploymentReader(loaded: loaded, line: options.line)
      let files = search.found.filter { $0.configuration == path }.map(\.path)
      plans.append(
        EstatePlan(
          loaded,
          files: InputFiles(files, named: search.named.intersection(files), unreadable: []),
          deployments: try reader.deployments(&configurations)
        )
      )
    }
  }

  static func choice(_ options: ReadingOptions) throws -> ConfigurationStore.Choice {
    guard let file = options.configurationFile else { return .nearest }
    guard file != "none" else { return .none }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
      throw UsageError("configuration '\(file)' does not exist")
    }
    if isFolder { throw UsageError("configuration '\(file)' is a folder") }
    return .only(file)
  }

  /// What there is to say where there is nothing to judge.
  private static func nothingFound(
    in places: String,
    _ ignored: [(path: String, reason: String)]
  ) -> String {
    let fact = "there are no templates or descriptions in \(places)"
    guard let first = ignored.first else { return fact }
    let others = ignored.count == 1 ? "" : ", and \(ignored.count - 1) more"
    return "\(fact): '\(first.path)' is \(first.reason)\(others)"
  }

  /// What could not be read at all.
  var failed: [(path: String, reason: String)] { unreadable + plans.flatMap(\.files.unreadable) }

  /// The files of all estates, in the order of their paths.
  var sources: [SourceFile] {
    let all = plans.flatMap(\.files.sources).map { ($0.path, $0) }
    return Dictionary(all) { one, _ in one }.values.sorted { $0.path < $1.path }
  }

  /// What none of the estates accounts for: files that could not be read, and those left out.
  func account(for report: LintReport) -> LintReport {
    guard !failed.isEmpty || !ignored.isEmpty else { return report }
    return report.adding(failed, ignored: ignored)
  }

  /// The same plans for other texts of their files.
  func replacing(_ sources: [SourceFile]) -> EstatePlans {
    let texts = Dictionary(sources.map { ($0.path, $0) }) { $1 }
    var plans = self
    for index in plans.plans.indices { plans.plans[index].replace(texts) }
    return plans
  }

  /// What is to be said of environments that share an account: policies see one environment at a time.
  ///
  /// - Returns: A report without verdicts; nil where there is nothing to say.
  func sharedAccounts() -> LintReport? {
    var diagnostics: [Diagnostic] = []
    for plan in plans {
      let paths = plan.files.sources.map(\.path)
      var first: [String: Configuration.Located<String>] = [:]
      for deployment in plan.deployments {
        let named = plan.configuration?.configuration.environments.first { environment in
          environment.name.value == deployment.environment
        }
        guard let name = named?.name else { continue }
        for account in deployment.accounts(of: paths).sorted() {
          guard let other = first.updateValue(first[account] ?? name, forKey: account) else {
            continue
          }
          diagnostics.append(
            Diagnostic(
              .warning,
              "shared-account",
              "environments '\(other.value)' and '\(name.value)' share account '\(account)'",
              at: name.span,
              related: [Note("the other one", at: other.span)],
              help: "each is judged by itself: account-separation-by-environment does not see the"
                + " other"
            )
          )
        }
      }
    }
    guard !diagnostics.isEmpty else { return nil }
    return LintReport(
      sources: configurations.sources,
      files: [],
      resources: [:],
      policies: [],
      policiesRun: 0,
      findings: [],
      diagnostics: diagnostics,
      summary: LintReport.Summary()
    )
  }

  // MARK: - Parameters

  /// A value for a parameter that nothing declares is a slip: whoever gives it expects it to count.
  ///
  /// Parameter files are shared between stacks, so that theirs may be of no use here, as may what
  /// configurations say of several templates; and what a file that failed declares is not known.
  ///
  /// - Parameter reports: For each plan those of its environments.
  mutating func checkParameters(against reports: [[LintReport]]) throws {
    guard !options.parameters.isEmpty || plans.contains(where: { $0.configuration != nil }) else {
      return
    }
    let all = reports.flatMap(\.self)
    guard !all.contains(where: { $0.files.contains { $0.status == .failed } }) else { return }
    for pair in options.parameters {
      try Self.check(try ParameterValues.split(pair).name, against: all)
    }
    for (plan, reports) in zip(plans, reports) {
      guard let loaded = plan.configuration else { continue }
      let inner = loaded.configuration.environments.flatMap(\.stacks)
      for stack in loaded.configuration.stacks + inner where stack.pattern.value.isLiteral {
        check(stack, loaded, against: reports)
      }
    }
    try configurations.check()
  }

  private static func check(_ name: String, against reports: [LintReport]) throws(UsageError) {
    guard !name.hasPrefix(ParameterValues.reference) else { return }
    let everywhere = reports.flatMap(\.settable.values)
    guard let sign = name.lastIndex(of: "#") else {
      guard !isSettable(name, in: everywhere) else { return }
      let declared = parameters(of: everywhere)
      let help = didYouMean(name, among: declared).map { "; \($0)" } ?? ""
      throw UsageError("no template declares parameter '\(name)'\(help)")
    }
    let stack = FileSearch.normalized(String(name[..<sign]))
    let stacks = Set(reports.flatMap(\.stacks)).sorted()
    guard stacks.contains(stack) else {
      let help = didYouMean(stack, among: stacks).map { "; \($0)" } ?? ""
      throw UsageError("'\(name)': there is no stack '\(stack)'\(help)")
    }
    let parameter = String(name[name.index(after: sign)...])
    let own = reports.lazy.compactMap { $0.settable[stack] }.first.map { [$0] } ?? everywhere
    guard !isSettable(parameter, in: own) else { return }
    let help = didYouMean(parameter, among: parameters(of: own)).map { "; \($0)" } ?? ""
    throw UsageError("'\(stack)' declares no parameter '\(parameter)'\(help)")
  }

  private static func isSettable(_ name: String, in templates: [SettableNames]) -> Bool {
    ParameterValues.pseudoParameters.contains(name) || templates.contains { $0.contains(name) }
  }

  private static func parameters(of templates: [SettableNames]) -> [String] {
    Set(templates.flatMap(\.parameters)).sorted() + ParameterValues.pseudoParameters
  }

  /// What is said of one template, or of one nested stack.
  private mutating func check(
    _ stack: Configuration.Stack,
    _ loaded: LoadedConfiguration,
    against reports: [LintReport]
  ) {
    let folder = loaded.folder(ofPatternAt: stack.pattern.span)
    let path = Paths.absolute(stack.pattern.value.text, in: folder)
    let templates = reports.flatMap(\.settable.keys)
    let isBelow = templates.contains { Paths.below(Paths.absolute($0), path) != nil }
    let stacks = Set(reports.flatMap(\.stacks))
    if isBelow, !stacks.contains(where: { Paths.absolute($0) == path }) {
      let help = didYouMean(Paths.shown(path), among: stacks.sorted())
      configurations.report(
        "there is no nested stack '\(Paths.shown(path))'",
        at: stack.pattern.span,
        help: help
      )
    }
    let names = reports.lazy.compactMap { report in
      report.settable.first { Paths.absolute($0.key) == path }?.value
    }
    guard let own = names.first else { return }
    for (name, _) in stack.deployment.parameters where !Self.isSettable(name.value, in: [own]) {
      configurations.report(
        "'\(Paths.shown(path))' declares no parameter '\(name.value)'",
        at: name.span,
        help: didYouMean(name.value, among: Self.parameters(of: [own]))
      )
    }
  }
}

extension LintReport {
  /// The report with files that could not even be read, and those that were left out.
  fileprivate func adding(
    _ unreadable: [(path: String, reason: String)],
    ignored: [(path: String, reason: String)]
  ) -> LintReport {
    let failed = unreadable.map {
      File(path: $0.path, status: .failed, format: nil, reason: $0.reason)
    }
    let skipped = ignored.map {
      File(path: $0.path, status: .skipped, format: nil, reason: $0.reason)
    }
    let diagnostics = unreadable.map {
      Diagnostic(.error, "unreadable-file", "'\($0.path)': \($0.reason)", at: nil)
    }
    return LintReport(
      sources: sources,
      files: (files + failed + skipped).sorted { $0.path < $1.path },
      resources: resources,
      unmodelled: unmodelled,
      gaps: gaps,
      settable: settable,
      stacks: stacks,
      policies: policies,
      policiesRun: policiesRun,
      findings: findings,
      diagnostics: diagnostics + self.diagnostics,
      summary: summary,
      fixed: fixed
    )
  }
}
