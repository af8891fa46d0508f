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
        let path = style.visible(located.path(of: need.span.file))
        paragraph("  ", offset: 2, "\(value(of: need)) in \(path)", indent: 4)
        for settling in settling(need) { paragraph("  ", offset: 2, settling, indent: 4) }
      }
      for finding in group {
        writeBriefly(finding, from: needs.first?.span.file, in: located)
      }
    }
  }

  /// `    high      line 20: cannot rule out that … [policy]`; the path stands there if it is another
  /// than the value's.
  private mutating func writeBriefly(
    _ finding: Finding,
    from file: SourceID?,
    in located: LocatedReport
  ) {
    let severity = finding.severity.rawValue
    let place = located.place(of: finding.span, from: file)
    let pad = String(repeating: " ", count: 10 - severity.count)
    let content = "\(place): \(finding.statement) [\(finding.policy.rawValue)]"
    paragraph(
      "    " + style.paint(severity, .doubt) + pad,
      offset: 14,
      style.visible(content),
      indent: 14
    )
  }

  /// A value of a file, wherever in it the value is used.
  private struct Cause: Hashable {
    let value: String
    let reason: String
    let settle: String
    let file: SourceID

    init(_ need: Finding.Need) {
      value = need.value
      reason = need.reason
      settle = need.settle
      file = need.span.file
    }
  }

  /// Groups of findings with the same causes, in the order of their first finding.
  private static func byCause(_ findings: [Finding]) -> [[Finding]] {
    var positions: [[Cause]: Int] = [:]
    var groups: [[Finding]] = []
    for finding in findings {
      let causes = finding.needs.map(Cause.init)
      if let position = positions[causes] {
        groups[position].append(finding)
      } else {
        positions[causes] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }
}
