import Findings
import Linting
import SourceText

/// What judging the estates of a run gave.
struct JudgedEstates {
  /// All of it as one report.
  let report: LintReport
  /// For each plan the reports of its environments.
  let reports: [[LintReport]]
  private let plans: EstatePlans
  private let options: [LintOptions]

  /// Judges what is planned, and the files that inputs include.
  ///
  /// - Parameter options: For each plan what its configuration says of policies.
  init(_ plans: EstatePlans, _ options: [LintOptions]) {
    var plans = plans
    var parts: [LintPart] = []
    var reports: [[LintReport]] = []
    for index in plans.plans.indices {
      let results = plans.plans[index].results(options[index]) { sources, options in
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
    let notes = plans.sharedAccounts().map { [LintPart($0, estate: -1, environment: nil)] } ?? []
    report = plans.account(for: LintReport.joining(parts + notes))
    self.reports = reports
    self.plans = plans
    self.options = options
  }

  /// The report of each estate in each environment, with the configuration that holds for it.
  var parts: [(report: LintReport, configuration: LoadedConfiguration?)] {
    zip(plans.plans, reports).flatMap { plan, reports in
      reports.map { ($0, plan.configuration) }
    }
  }

  /// The same estates judged with other texts of their files, which are known by their paths.
  func judgedAgain(with sources: [SourceFile]) -> JudgedEstates {
    JudgedEstates(plans.replacing(sources), options)
  }
}
