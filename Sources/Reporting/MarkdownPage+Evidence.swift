import Findings
import SourceText

extension MarkdownPage {
  /// A table of a framework's controls, then the places that keep a control from being supported.
  mutating func write(framework: String, _ evidence: Evidence) {
    heading(2, "\(Markdown.text(Framework.title(of: framework))) (\(Markdown.code(framework)))")
    let controls = evidence.controls(of: framework)
    guard !controls.isEmpty else {
      paragraph("No policy of this run gives evidence for this framework.")
      return
    }
    table(
      ["control", "standing", "policies"] + Self.countHeader,
      firstNumber: 3,
      controls.map { control in
        let sum = Evidence.sum(control.policies)
        let policies = control.policies.map { Markdown.code($0.id.rawValue) }
        return [
          Markdown.code(control.id), Evidence.Standing(sum).rawValue,
          policies.joined(separator: "<br>"),
        ] + Self.counts(sum)
      }
    )
    for control in controls {
      let open = control.policies.filter { !evidence.findings(of: $0).isEmpty }
      guard !open.isEmpty else { continue }
      heading(3, Markdown.code(control.id))
      list(open.map { Self.places(of: $0, evidence) })
    }
  }

  /// The policies that speak to none of the frameworks, so that no verdict is left out.
  mutating func write(unmapped policies: [LintReport.Policy]) {
    guard !policies.isEmpty else { return }
    heading(2, "Policies without a control of these frameworks")
    table(
      ["policy"] + Self.countHeader,
      firstNumber: 1,
      policies.map { [Markdown.code($0.id.rawValue)] + Self.counts($0.summary) }
    )
  }

  /// Each finding once, under its policy.
  mutating func write(findingsOf policies: [LintReport.Policy], _ evidence: Evidence) {
    let open = policies.filter { !evidence.findings(of: $0).isEmpty }
    guard !open.isEmpty else { return }
    heading(2, "Findings by policy")
    for policy in open {
      heading(3, Markdown.code(policy.id.rawValue))
      paragraph("\(Markdown.text(policy.title)). Severity: \(policy.severity.rawValue).")
      prose(policy.rationale)
      paragraph(
        "What to do: "
          + TextPage.paragraphs(of: policy.remediation)
          .map(Markdown.text).joined(separator: " ")
      )
      list(evidence.findings(of: policy).map { Self.item(for: $0, in: evidence.located) })
    }
  }

  /// A policy, then the places of each verdict.
  private static func places(of policy: LintReport.Policy, _ evidence: Evidence) -> [String] {
    let findings = evidence.findings(of: policy)
    let name = "\(Markdown.code(policy.id.rawValue)): \(Markdown.text(policy.title))"
    let verdicts: [Finding.Verdict] = [.violation, .undetermined]
    return [name]
      + verdicts.compactMap { verdict in
        let places = findings.filter { $0.verdict == verdict }
          .map { Markdown.code(evidence.located.place(of: $0.span)) }
        return places.isEmpty
          ? nil : "**\(verdict.rawValue)** at \(places.joined(separator: ", "))"
      }
  }

  /// The verdict, the place and the fact; then what it depends on.
  private static func item(for finding: Finding, in located: LocatedReport) -> [String] {
    let subject = finding.subject.map { " · " + Markdown.code($0.address) } ?? ""
    let place = Markdown.code(located.place(of: finding.span))
    var lines = [
      "**\(finding.verdict.rawValue)** at \(place)\(subject): \(Markdown.text(finding.statement))"
    ]
    lines += finding.when.map { "when " + Markdown.text($0) }
    lines += finding.assumes.map { "assumes " + Markdown.text($0) }
    for need in finding.needs {
      let settle = need.settle.isEmpty ? "" : "; settle it with: " + Markdown.code(need.settle)
      let place = Markdown.code(located.place(of: need.span))
      lines.append("needs \(Markdown.text(need.value)) at \(place)\(settle)")
    }
    return lines
  }

  private static let countHeader = ["violations", "undetermined", "satisfied", "not applicable"]

  private static func counts(_ summary: LintReport.Summary) -> [String] {
    [summary.violations, summary.undetermined, summary.satisfied, summary.notApplicable]
      .map(String.init)
  }
}
