import ArgumentParser
import Configuration
import Findings

extension Severity: CommandWord {}

extension Configuration.Treatment: CommandWord {}

/// What makes a check fail; what is not said here, the configuration may say.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lowest severity at which findings make the exit code 1. (default: medium)",
      valueName: "severity"
    )
  )
  var failOn: Severity?

  @Option(
    help: ArgumentHelp(
      """
      What undetermined verdicts do: note lists them by the value that they wait for, warn shows \
      each in full, fail does that and counts them as findings. (default: note)
      """,
      valueName: "treatment"
    )
  )
  var undetermined: Configuration.Treatment?

  /// Whether a finding makes the check fail.
  func refuses(_ finding: Finding, by configuration: Configuration?) -> Bool {
    let limit = failOn ?? configuration?.failOn?.value ?? .medium
    guard finding.severity >= limit else { return false }
    switch finding.verdict {
    case .violation: return true
    case .undetermined: return treatment(of: finding.severity, by: configuration) == .fail
    }
  }

  /// The severities whose undetermined verdicts are told as fully as violations.
  func undeterminedInFull(_ judged: JudgedEstates) -> Set<Severity> {
    let configurations = judged.configurations
    guard undetermined != nil || !configurations.isEmpty else { return [] }
    return Set(
      Severity.allCases.filter { severity in
        undetermined.map { $0 != .note }
          ?? configurations.contains { treatment(of: severity, by: $0) != .note }
      }
    )
  }

  /// - Parameter configuration: Nil where none holds.
  private func treatment(
    of severity: Severity,
    by configuration: Configuration?
  ) -> Configuration.Treatment {
    undetermined ?? configuration?.treatment(of: severity) ?? .note
  }
}
