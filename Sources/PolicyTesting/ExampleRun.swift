import Change
import Findings
import Linting
import SourceText

/// One example, run.
struct ExampleRun {
  /// How it went.
  let test: PolicyTestReport.Test
  /// The verdicts that the policy reached.
  let examples: Set<PolicyTestReport.Example>

  init(_ example: PolicyExample, of stored: LintOptions.StoredPolicy) {
    let sources = example.files.map(\.source)
    var options = LintOptions()
    options.policies = [stored]
    options.readsEveryPolicy = true
    options.parameters = example.parameters
    options.namedPaths = Set(sources.map(\.path))
    let report = lint(sources, options)
    let places = ExamplePlaces(example: example, policyPath: stored.source.path)
    let comparison = Comparison(of: report, with: sources.flatMap(LineExpectation.comments(of:)))
    var problems =
      Self.problemsOfFiles(report, places) + Self.diagnostics(of: report, places)
      + comparison.mismatches.map(places.problem(of:))
    if let fixed = example.fixed, problems.isEmpty {
      let outcome = Fixing.run(.all, on: sources, report: report) { lint($0, options) }
      problems = FixedFiles(expected: fixed, sources: sources, outcome: outcome).problems(places)
    }
    test = PolicyTestReport.Test(
      name: example.name,
      line: example.line,
      problems: problems,
      gaps: comparison.gaps.map { places.gap($0, isClosed: false) }
        + comparison.closedGaps.map { places.gap($0, isClosed: true) }
    )
    examples = Self.examples(in: report.summary)
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
