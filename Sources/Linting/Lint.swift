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
  let reading = EstateReading(of: sources, options)
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
  LintReport(
    sources: sources + options.policies.map(\.source),
    files: reading.files,
    resources: Dictionary(
      uniqueKeysWithValues: reading.estate.types.map { type in
        (type, reading.estate.resources(ofType: type).count)
      }
    ),
    unmodelled: reading.unmodelled,
    parameters: reading.parameters.sorted(),
    policies: judging.policies,
    policiesRun: options.policies.count,
    findings: judging.findings,
    diagnostics: (reading.diagnostics + judging.diagnostics).sorted(by: isReportedBefore),
    summary: judging.summary,
    wanted: reading.wanted
  )
}

/// By place, then code, then text; what has no place comes first.
func isReportedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
  switch (left.span, right.span) {
  case (nil, nil): (left.code, left.message) < (right.code, right.message)
  case (nil, _?): true
  case (_?, nil): false
  case (let one?, let other?):
    one == other ? (left.code, left.message) < (right.code, right.message) : one < other
  }
}
