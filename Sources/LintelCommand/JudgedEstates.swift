import Findings

/// What judging the estates of a run gave.
struct JudgedEstates {
  /// All of it as one report.
  let report: LintReport
  /// The report of each estate in each environment, with the configuration that holds for it.
  let parts: [(report: LintReport, configuration: LoadedConfiguration?)]
}
