import Change
import Findings
import Linting
import SourceText
import Syntax

/// One example, run.
struct ExampleRun {
  /// How it went.
  let test: PolicyTestReport.Test
  /// The verdicts that the policy reached.
  let examples: Set<PolicyTestReport.Example>
  /// What its violations say, each once, in order.
  let messages: [String]

  /// The policy on the example's files, for further runs.
  let trial: PolicyTrial
  private let places: ExamplePlaces
  private let expectations: [LineExpectation]
  /// How many findings there are of each verdict on each line.
  private let findings: [Observation.Key: Int]

  init(_ example: PolicyExample, of stored: LintOptions.StoredPolicy) {
    let sources = example.files.map(\.source)
    trial = PolicyTrial(of: stored, on: sources, parameters: example.parameters)
    places = ExamplePlaces(example: example, policyPath: stored.source.path)
    expectations = sources.flatMap(LineExpectation.comments(of:)) + example.expectations
    let report = trial.report()
    let comparison = Comparison(of: report, with: expectations)
    var problems = Self.problems(report, comparison, places)
    if let fixed = example.fixed, problems.isEmpty {
      let outcome = Fixing.run(.all, on: sources, report: report) { [trial] in
        trial.report(on: $0)
      }
      problems = FixedFiles(expected: fixed, sources: sources, outcome: outcome).problems(places)
    }
    test = PolicyTestReport.Test(
      name: example.name,
      line: example.line,
      problems: problems,
      gaps: comparison.gaps.map { [places] in places.gap($0, found: nil) }
        + comparison.closedGaps.map { [places] in places.gap($0.gap, found: $0.found) }
    )
    findings = Self.findings(of: report)
    examples = Self.examples(in: report.summary)
    messages = report.findings.filter { $0.verdict == .violation }.map(\.message)
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether the example fails with other expressions in the policy, or differs in what comments do not
  /// say: how many findings there are on a line, and whether anything is satisfied.
  func notices(_ replacements: [NodeID: String]) -> Bool {
    guard let report = trial.report(replacing: replacements),
      Self.findings(of: report) == findings,
      Self.examples(in: report.summary) == examples
    else { return true }
    let comparison = Comparison(of: report, with: expectations)
    return !Self.problems(report, comparison, places).isEmpty
  }

  private static func findings(of report: LintReport) -> [Observation.Key: Int] {
    Observation.all(of: report).reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
  }

  private static func problems(
    _ report: LintReport,
    _ comparison: Comparison,
    _ places: ExamplePlaces
  ) -> [PolicyTestReport.Problem] {
    problemsOfFiles(report, places) + diagnostics(of: report, places)
      + comparison.mismatches.map(places.problem(of:))
  }

  /// An example that is nothing to judge shows nothing, so it must not pass.
  private static func problemsOfFiles(
    _ report: LintReport,
    _ places: ExamplePlaces
  ) -> [PolicyTestReport.Problem] {
    guard !report.files.contains(where: { $0.status == .read }) else { return [] }
    return report.files.filter { $0.status == .skipped }.map { file in
      places.problem(
        .test,
        "'\(file.path)' is not judged: \(file.reason ?? "it is not recognised")",
        at: file.path,
        line: 1
      )
    }
  }

  private static func diagnostics(
    of report: LintReport,
    _ places: ExamplePlaces
  ) -> [PolicyTestReport.Problem] {
    // That nothing was read is said of the files, or follows from what is said of them.
    let errors = report.diagnostics.filter { $0.level == .error && $0.code != "nothing-read" }
    return errors.map { diagnostic in
      guard let span = diagnostic.span else {
        return places.problem(.diagnostic(code: diagnostic.code), diagnostic.message)
      }
      let source = report.sources[span.file.index]
      return places.problem(
        .diagnostic(code: diagnostic.code),
        diagnostic.message,
        at: source.path,
        line: LineIndex(source.bytes).position(at: span.start).line
      )
    }
  }

  private static func examples(in summary: LintReport.Summary) -> Set<PolicyTestReport.Example> {
    var examples: Set<PolicyTestReport.Example> = []
    if summary.violations > 0 { examples.insert(.violating) }
    if summary.satisfied > 0 { examples.insert(.satisfied) }
    if summary.undetermined > 0 { examples.insert(.undetermined) }
    return examples
  }
}
