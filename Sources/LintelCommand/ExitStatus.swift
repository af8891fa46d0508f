/// How the process ends; the numbers are a contract with whoever calls it.
package enum ExitStatus: Int32, Sendable {
  /// No finding at or above the threshold, and the analysis is complete.
  case success = 0
  case findings = 1
  /// The words on the command line or a configuration were wrong; nothing was analysed.
  case usage = 2
  /// Some input or policy could not be read or judged, whether or not there are findings.
  case incomplete = 3
  case internalError = 4

  /// The exit codes as help texts show them.
  static let table = """
    Exit codes:
      0  no finding at or above --fail-on, and everything was read and judged
      1  findings
      2  a mistake on the command line or in a configuration
      3  something could not be read or judged, whether or not there are findings
      4  an internal error
    """
}
