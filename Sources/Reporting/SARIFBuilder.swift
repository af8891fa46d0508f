import Findings
import SourceText

/// Puts one SARIF log together; the tables give each rule, control and file its index.
struct SARIFBuilder {
  let located: LocatedReport
  let options: SARIFReport.Options
  /// The controls of each framework: a taxonomy.
  let taxonomies: [ControlGroup]
  let rules: [PolicyID]
  let ruleIndexes: [PolicyID: Int]
  private let artifacts: [String]
  let artifactIndexes: [String: Int]
  let lineHashes: [SourceID: LineHashes]

  init(_ located: LocatedReport, options: SARIFReport.Options) {
    self.located = located
    self.options = options
    let report = located.report
    taxonomies = ControlGroup.groups(of: report.policies.flatMap(\.controls))
    rules = Set(report.policies.map(\.id) + report.findings.map(\.policy)).sorted()
    ruleIndexes = Self.indexes(of: rules)
    artifacts = report.files.filter { $0.status == .read }.map(\.path)
    artifactIndexes = Self.indexes(of: artifacts)
    lineHashes = Self.lineHashes(of: located)
  }

  func log(tool: Tool) -> SARIF.Log {
    let report = located.report
    let kept = keptFindings()
    let notices = notifications(omitted: report.findings.count - kept.count)
    let driver = SARIF.ToolComponent(
      name: tool.name,
      version: tool.version,
      semanticVersion: tool.version,
      informationUri: tool.informationURI,
      rules: rules.map(descriptor),
      notifications: notices.codes.map { SARIF.ReportingDescriptor(id: $0) },
      supportedTaxonomies: taxonomies.indices.map(taxonomyReference)
    )
    let run = SARIF.Run(
      tool: SARIF.ToolRoot(driver: driver),
      invocations: [
        SARIF.Invocation(
          executionSuccessful: report.isComplete,
          toolExecutionNotifications: notices.notifications
        )
      ],
      artifacts: artifacts.map { SARIF.Artifact(location: SARIF.ArtifactLocation(path: $0)) },
      taxonomies: taxonomies.map(taxonomy),
      results: kept.map(result),
      properties: SARIF.RunProperties(
        complete: report.isComplete,
        summary: EncodedSummary(report.summary),
        coverage: EncodedCoverage(report)
      )
    )
    return SARIF.Log(runs: [run])
  }

  /// Violations before undetermined ones, the severe before the light, then the order of the report.
  private func keptFindings() -> [Finding] {
    let findings = located.report.findings
    guard findings.count > options.maximumResults else { return findings }
    let ranked = findings.indices.sorted { left, right in
      let ranks = (Self.rank(findings[left]), Self.rank(findings[right]))
      return ranks.0 == ranks.1 ? left < right : ranks.0 > ranks.1
    }
    return ranked.prefix(options.maximumResults).sorted().map { findings[$0] }
  }

  private static func rank(_ finding: Finding) -> Int {
    finding.severity.rank + (finding.verdict == .violation ? Severity.allCases.count : 0)
  }

  /// One hash for the line of each finding, each file gone through once.
  private static func lineHashes(of located: LocatedReport) -> [SourceID: LineHashes] {
    var lines: [SourceID: Set<Int>] = [:]
    for span in located.report.findings.map(\.span) {
      lines[span.file, default: []].insert(located.location(of: span).line)
    }
    return Dictionary(
      uniqueKeysWithValues: lines.map { file, lines in
        (file, LineHashes(located.report.sources[file.index].bytes, lines: lines))
      }
    )
  }

  static func indexes<Key: Hashable>(of keys: [Key]) -> [Key: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}
