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
  func lint(
    readingEveryPolicy: Bool = false,
    seekingNarrowing: Bool = false
  ) throws -> JudgedEstates {
    var plans = try EstatePlans(reading)
    var options: [LintOptions] = []
    for plan in plans.plans {
      var choice = PolicyChoice(plan.configuration, line: self)
      options.append(try choice.options(&plans.configurations))
      options[options.count - 1].readsEveryPolicy = readingEveryPolicy
      options[options.count - 1].seeksNarrowing = seekingNarrowing
    }
    try plans.configurations.check()
    let judged = JudgedEstates(plans, options)
    try plans.checkParameters(against: judged.reports)
    return judged
  }
}
