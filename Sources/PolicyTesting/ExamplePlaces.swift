import Findings
import SourceText

/// Where the lines of an example stand in the file of its policy.
struct ExamplePlaces {
  let example: PolicyExample
  let policyPath: String

  func problem(of mismatch: Mismatch) -> PolicyTestReport.Problem {
    let message = mismatch.message { place($0, in: mismatch.path).line }
    return problem(
      .mismatch(mismatch.kind),
      message,
      at: mismatch.path,
      line: mismatch.line
    )
  }

  /// A problem at a line of one of the files, or of the policy itself.
  func problem(
    _ kind: PolicyTestReport.Problem.Kind,
    _ message: String,
    at path: String,
    line: Int
  ) -> PolicyTestReport.Problem {
    if example.isBeside {
      return PolicyTestReport.Problem(kind: kind, message: message, path: path, line: line)
    }
    let place = place(line, in: path)
    let suffix = place.isExact ? "" : " (line \(line) of '\(path)')"
    return PolicyTestReport.Problem(
      kind: kind,
      message: message + suffix,
      path: policyPath,
      line: place.line
    )
  }

  /// A problem of the example as a whole.
  func problem(
    _ kind: PolicyTestReport.Problem.Kind,
    _ message: String
  ) -> PolicyTestReport.Problem {
    let path = example.isBeside ? example.files[0].source.path : policyPath
    return PolicyTestReport.Problem(kind: kind, message: message, path: path, line: example.line)
  }

  func gap(_ gap: LineExpectation, found: Finding.Verdict?) -> PolicyTestReport.Gap {
    PolicyTestReport.Gap(
      policy: gap.policy,
      path: example.isBeside ? gap.path : policyPath,
      line: place(gap.line, in: gap.path).line,
      found: found
    )
  }

  private func place(_ line: Int, in path: String) -> (line: Int, isExact: Bool) {
    path == policyPath ? (line, true) : example.policyLine(of: line, in: path)
  }
}
