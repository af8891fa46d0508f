import Findings

/// The report for other programs: version 1 of the contract in `schemas/report.schema.json`.
package enum JSONReport {
  /// Keys are sorted, findings and diagnostics stand in the order of the report.
  package static func render(_ located: LocatedReport, tool: Tool) -> String {
    JSONText.encode(JSONContent(located, tool: tool))
  }
}
