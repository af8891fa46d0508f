import Configuration
import Findings
import Linting
import SourceText

/// What judging the estates of a run gave.
struct JudgedEstates {
  /// What was judged, as one report.
  private(set) var joined: LintReport
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
    joined = LintReport.joining(parts + notes)
    self.reports = reports
    self.plans = plans
    self.options = options
  }

  /// All of it as one report, with what could not be read and what was left out.
  var report: LintReport { plans.account(for: joined) }

  /// The files that were judged, in the order of their paths.
  var sources: [SourceFile] { plans.sources }

  /// The same with a report that says more of what was judged.
  func saying(_ report: LintReport) -> JudgedEstates {
    var other = self
    other.joined = report
    return other
  }

  /// Whether some finding is wanted, given the configuration that holds for its estate.
  func containsFinding(where isWanted: (Finding, Configuration?) -> Bool) -> Bool {
    for (index, reports) in reports.enumerated() {
      let configuration = plans.plans[index].configuration?.configuration
      for report in reports where report.findings.contains(where: { isWanted($0, configuration) }) {
        return true
      }
    }
    return false
  }

  /// The configurations that hold for some estate; nil among them where one has none. Empty where
  /// there are none at all.
  var configurations: [Configuration?] {
    let all = plans.plans.map { $0.configuration?.configuration }
    return all.contains { $0 != nil } ? all : []
  }

  /// The same estates judged with other texts of their files, which are known by their paths.
  func judgedAgain(with sources: [SourceFile]) -> JudgedEstates {
    JudgedEstates(plans.replacing(sources), options)
  }
}
