import ArgumentParser
import Findings
import Linting

/// What `check` and `report` read, and which policies they judge by.
struct InputOptions: ParsableArguments {
  @OptionGroup var reading: ReadingOptions

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp("Judge by this policy only; can be given again.", valueName: "id")
  )
  var policies: [String] = []

  @Option(
    name: .customLong("select"),
    help: ArgumentHelp(
      """
      Judge by policies that this stands for, instead of those that the configuration selects: an \
      id, domain:FOLDER, tag:TAG, control:FRAMEWORK, control:FRAMEWORK/ID, severity:SEVERITY; '*' \
      stands for any text; can be given again.
      """,
      valueName: "selector"
    )
  )
  var selected: [String] = []

  @Option(
    name: .customLong("ignore"),
    help: ArgumentHelp(
      "Do not judge by policies that this stands for; can be given again.",
      valueName: "selector"
    )
  )
  var ignored: [String] = []

  @Option(
    name: .customLong("policies"),
    help: ArgumentHelp(
      "A folder with policies of your own, added to the built-in ones; can be given again.",
      valueName: "folder"
    )
  )
  var policyFolders: [String] = []

  /// Lints what the options name.
  func lint(readingEveryPolicy: Bool = false) throws -> JudgedEstates {
    var plans = try EstatePlans(reading)
    var parts: [LintPart] = []
    var reports: [[LintReport]] = []
    var choices: [LintOptions] = []
    for plan in plans.plans {
      choices.append(
        try plans.reportingMistakes { store throws(UsageError) in
          var choice = PolicyChoice(plan.configuration, line: self)
          return try choice.options(&store)
        }
      )
    }
    try plans.configurations.check()
    for index in plans.plans.indices {
      choices[index].readsEveryPolicy = readingEveryPolicy
      let results = plans.plans[index].results(choices[index]) { sources, options in
        options.count == 1
          ? [Linting.lint(sources, options[0])] : Linting.lint(sources, inEach: options)
      } wanted: {
        $0.wanted
      }
      reports.append(results)
      for (deployment, report) in zip(plans.plans[index].deployments, results) {
        parts.append(LintPart(report, estate: index, environment: deployment.environment))
      }
    }
    try plans.checkParameters(against: reports)
    return JudgedEstates(
      report: plans.account(for: LintReport.joining(parts)),
      parts: parts.map { ($0.report, plans.plans[$0.estate].configuration) }
    )
  }
}
