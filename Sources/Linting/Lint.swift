import CloudFormation
package import Findings
import Infrastructure
import PlatformDescription
import Policies
package import SourceText
import Syntax
import Values

/// Judges an estate: the one function behind every command.
///
/// Pure: the same sources and options give the same report. The sources of the report are the inputs,
/// followed by the policies that were read.
package func lint(_ sources: [SourceFile], _ options: LintOptions) -> LintReport {
  lint(sources, EstateReading.parse(sources), options)
}

/// Judges an estate once for each of several options, as in several environments.
///
/// - Returns: The reports in the order of the options.
package func lint(_ sources: [SourceFile], inEach options: [LintOptions]) -> [LintReport] {
  let parsed = EstateReading.parse(sources)
  return parallelMap(options) { lint(sources, parsed, $0) }
}

private func lint(
  _ sources: [SourceFile],
  _ parsed: [ParsedSource],
  _ options: LintOptions
) -> LintReport {
  let reading = EstateReading(of: sources, parsed, options)
  let judging = EstateJudging(of: reading.estate, options, firstSource: sources.count)
  return report(reading, judging, of: sources, options)
}

/// What was read and what was said of it, as one report.
func report(
  _ reading: EstateReading,
  _ judging: EstateJudging,
  of sources: [SourceFile],
  _ options: LintOptions
) -> LintReport {
  let unmatched = Set(options.policies.map(\.id)).subtracting(judging.matchedPolicies)
  return LintReport(
    sources: sources + options.policies.map(\.source),
    files: reading.files,
    resources: Dictionary(
      uniqueKeysWithValues: reading.estate.types.map { type in
        (type, reading.estate.resources(ofType: type).count)
      }
    ),
    unmodelled: reading.unmodelled,
    gaps: LintReport.Gaps(
      conditions: reading.openConditions,
      unmatchedPolicies: unmatched.sorted()
    ),
    settable: reading.settable,
    stacks: reading.stackNames,
    policies: judging.policies,
    policiesRun: options.policies.count,
    findings: judging.findings,
    diagnostics: (reading.diagnostics + judging.diagnostics).sorted(
      by: Diagnostic.isReportedBefore
    ),
    summary: judging.summary,
    wanted: reading.wanted
  )
}
