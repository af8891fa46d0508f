import Findings
import SourceText

extension MarkdownPage {
  /// What was judged and found in all, and how to read the rest.
  mutating func writeHead(of report: LintReport, tool: Tool) {
    heading(1, "Compliance report")
    let read = report.files.count { $0.status == .read }
    let resources = report.resources.values.reduce(0, +)
    paragraph(
      "\(Markdown.text("\(tool.name) \(tool.version)")) judged "
        + "\(counted(resources, "resource")) of \(counted(read, "file")) by "
        + "\(counted(report.policiesRun, "policy", plural: "policies")), of which "
        + "\(report.matchedPolicies) had something to judge."
        + Self.unlisted(in: report)
    )
    paragraph(Self.completeness(of: report))
    let summary = report.summary
    table(
      ["verdict", "meaning", "count"],
      firstNumber: 2,
      [
        ["violation", "a requirement is broken, at a known place", "\(summary.violations)"],
        [
          "undetermined", "a value decides that is not known here; never counted as met",
          "\(summary.undetermined)",
        ],
        ["waived", "broken, and accepted by somebody for a time", "\(summary.waived)"],
        ["satisfied", "the requirement is met in what was read", "\(summary.satisfied)"],
        ["not applicable", "the policy asks nothing of this resource", "\(summary.notApplicable)"],
      ]
    )
    quote([
      "A policy examines what stands in the files below, before it is deployed. It sees a part of",
      "what a control asks for, so a control is *contradicted*, *undetermined*, *supported* or",
      "*not assessed* here, never fulfilled. Changes made at run time, resources that are created",
      "elsewhere and how people work are outside this report.",
    ])
  }

  private static func unlisted(in report: LintReport) -> String {
    let unlisted = report.policiesRun - report.policies.count
    guard unlisted > 0 else { return "" }
    return
      " \(counted(unlisted, "policy", plural: "policies")) judged nothing, because no resource "
      + "is concerned or for a defect; their controls are not listed."
  }

  private static func completeness(of report: LintReport) -> String {
    if report.isComplete { return "**The analysis is complete**: every recognised file was read." }
    let failed = report.files.count { $0.status == .failed }
    let errors = report.diagnostics.count { $0.level == .error }
    let parts = [
      failed > 0 ? "\(counted(failed, "file")) could not be read" : nil,
      errors > 0 ? "\(counted(errors, "error")) occurred" : nil,
    ]
    return "**The analysis is incomplete**: \(parts.compactMap(\.self).joined(separator: ", ")). "
      + "What they concern was not judged."
  }

  mutating func writeDiagnostics(in located: LocatedReport) {
    let diagnostics = located.report.diagnostics
    guard !diagnostics.isEmpty else { return }
    heading(2, "Errors and warnings")
    table(
      ["level", "code", "place", "message"],
      diagnostics.map { diagnostic in
        [
          diagnostic.level.rawValue, Markdown.code(diagnostic.code),
          diagnostic.span.map { Markdown.code(located.place(of: $0)) } ?? "",
          Markdown.text(diagnostic.message),
        ]
      }
    )
  }

  /// Every file and every kind of resource: the population that the verdicts are about.
  mutating func writeInputs(of report: LintReport) {
    heading(2, "What was read")
    if !report.files.isEmpty {
      table(
        ["file", "status", "format", "reason"],
        report.files.map { file in
          [
            Markdown.code(file.path), file.status.rawValue, Markdown.text(file.format ?? ""),
            Markdown.text(file.reason ?? ""),
          ]
        }
      )
    }
    guard !report.resources.isEmpty else {
      paragraph("No resource was found.")
      return
    }
    table(
      ["resource type", "count"],
      firstNumber: 1,
      report.resources.sorted { $0.key < $1.key }.map { [Markdown.code($0.key), "\($0.value)"] }
    )
    writeGaps(of: report)
  }

  /// What was read, and judged with a gap or by nothing.
  private mutating func writeGaps(of report: LintReport) {
    func list(_ names: some Sequence<String>) -> String {
      names.map { Markdown.code($0) }.joined(separator: ", ")
    }
    let generic = report.unmodelled.genericTypes.keys.sorted()
    if !generic.isEmpty { paragraph("Types that are not modelled: \(list(generic)).") }
    let unexpanded = report.unmodelled.unexpandedTypes.keys.sorted()
    if !unexpanded.isEmpty {
      paragraph("Types that a transform was not applied to: \(list(unexpanded)).")
    }
    let conditions = Set(report.gaps.conditions.map(\.name)).sorted()
    if !conditions.isEmpty {
      paragraph("Conditions that are not decided, judged in both worlds: \(list(conditions)).")
    }
    let unmatched = report.gaps.unmatchedPolicies
    if !unmatched.isEmpty { paragraph("Policies without a resource: \(list(unmatched)).") }
  }
}
