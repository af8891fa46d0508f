import Findings
import SourceText

extension TextPage {
  /// Undetermined verdicts by what they wait for, so that a value to be settled is named once.
  mutating func write(undetermined findings: [Finding], in located: LocatedReport) {
    guard !findings.isEmpty else { return }
    gap()
    let verdicts = counted(findings.count, "verdict")
    header(
      "undetermined:",
      "",
      "\(verdicts) neither proved nor refuted, for want of these values",
      .doubt
    )
    for group in Self.byCause(findings) {
      gap()
      let needs = group.first?.needs ?? []
      if needs.isEmpty { line("  no single value can settle it") }
      for need in needs {
        paragraph("  ", offset: 2, self.need(need, in: located), indent: 4)
        for settling in settling(need) { paragraph("  ", offset: 2, settling, indent: 4) }
      }
      for finding in group { writeBriefly(finding, in: located) }
    }
  }

  /// `    high  path:line:col  message [policy]`
  private mutating func writeBriefly(_ finding: Finding, in located: LocatedReport) {
    let severity = finding.severity.rawValue
    let place = located.place(of: finding.span)
    let pad = String(repeating: " ", count: 10 - severity.count)
    let content = "\(place): \(finding.message) [\(finding.policy.rawValue)]"
    paragraph(
      "    " + style.paint(severity, .doubt) + pad,
      offset: 14,
      style.visible(content),
      indent: 14
    )
  }

  /// Groups of findings with the same needs, in the order of their first finding.
  private static func byCause(_ findings: [Finding]) -> [[Finding]] {
    var positions: [[Finding.Need]: Int] = [:]
    var groups: [[Finding]] = []
    for finding in findings {
      if let position = positions[finding.needs] {
        groups[position].append(finding)
      } else {
        positions[finding.needs] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }
}
