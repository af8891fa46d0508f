import Findings
import SourceText

extension TextPage {
  /// The closing lines: the counts, and whether something was left out.
  mutating func writeSummary(of report: LintReport) {
    writeFixed(report.fixed ?? [])
    gap()
    let ink = ink(of: report)
    let verdicts = verdictCounts(in: report)
    let inputs = inputCounts(in: report)
    let separator = style.separator
    if Visible.width(of: verdicts + separator + inputs) <= style.width {
      line(style.paint(verdicts, ink) + separator + inputs)
    } else {
      line(style.paint(verdicts, ink))
      line(inputs)
    }
    writeFixes(of: report)
    // Files that failed are named with the reason below.
    writeUnmodelled(report.unmodelled)
    writeConditions(report.gaps.conditions)
    let hasFailures = report.files.contains { $0.status == .failed }
    if report.resources.isEmpty, !hasFailures {
      writeEmptiness(of: report)
    } else {
      writeSkipped(of: report)
    }
    if !report.isComplete { writeIncompleteness(of: report) }
  }

  /// Green is for a report that is clean and whole.
  private func ink(of report: LintReport) -> TextStyle.Ink {
    if report.summary.violations > 0 { return .alarm }
    return report.isComplete && !report.resources.isEmpty ? .remedy : .caution
  }

  /// `3 violations (1 critical, 2 high), 2 undetermined`
  private func verdictCounts(in report: LintReport) -> String {
    let violations = report.findings.filter { $0.verdict == .violation }
    let severities: [String] = Severity.allCases.reversed().compactMap { severity in
      let count = violations.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let summary = report.summary
    var parts = [
      summary.violations == 0 ? "no violations" : counted(summary.violations, "violation")
    ]
    if !severities.isEmpty { parts[0] += " (\(severities.joined(separator: ", ")))" }
    parts.append("\(summary.undetermined) undetermined")
    if summary.waived > 0 { parts.append("\(summary.waived) waived") }
    return parts.joined(separator: ", ")
  }

  /// `4 files (2 more skipped), 31 resources, 23 policies`
  private func inputCounts(in report: LintReport) -> String {
    let read = report.files.count { $0.status == .read }
    let skipped = report.files.count { $0.status == .skipped }
    let resources = report.resources.values.reduce(0, +)
    return [
      counted(read, "file") + (skipped > 0 ? " (\(skipped) more skipped)" : ""),
      counted(resources, "resource"),
      counted(report.policiesRun, "policy", plural: "policies"),
    ].joined(separator: ", ")
  }

  /// What was read, but seen by no policy.
  private mutating func writeUnmodelled(_ unmodelled: LintReport.Unmodelled) {
    writeTypes(unmodelled.genericTypes, "of types that are not modelled:")
    writeTypes(unmodelled.unexpandedTypes, "that a transform was not applied to:")
    guard !unmodelled.properties.isEmpty else { return }
    let count = unmodelled.properties.count
    let noun = counted(count, "property", plural: "properties")
    writeList("\(noun) that \(count == 1 ? "is" : "are") not modelled:", unmodelled.properties)
  }

  private mutating func writeTypes(_ counts: [String: Int], _ what: String) {
    let types = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !types.isEmpty else { return }
    let count = counted(types.reduce(0) { $0 + $1.value }, "resource")
    let names = types.map { $0.value > 1 ? "\($0.key) (\($0.value))" : $0.key }
    writeList("\(count) \(what)", names)
  }

  /// Conditions that the run does not decide, each with what would.
  private mutating func writeConditions(_ conditions: [LintReport.Gaps.Condition]) {
    guard !conditions.isEmpty else { return }
    var names: [String] = []
    for condition in conditions {
      let needs = condition.needs.prefix(3).joined(separator: ", ")
      let name = needs.isEmpty ? condition.name : "\(condition.name) (needs \(needs))"
      if !names.contains(name), names.count < 200 { names.append(name) }
    }
    writeList("\(counted(conditions.count, "condition")) not decided:", names)
  }

  private mutating func writeList(_ start: String, _ names: [String]) {
    let shown = Self.limited(names.map(style.visible)).joined(separator: ", ")
    paragraph("", offset: 0, "\(start) \(shown)", indent: 2)
  }

  /// Nothing found in nothing read is not good news: says so, with the reasons.
  private mutating func writeEmptiness(of report: LintReport) {
    line("nothing was judged: no resource was found in \(counted(report.files.count, "file"))")
    writeSkipped(of: report)
  }

  /// Which files say nothing to Lintel, and why.
  private mutating func writeSkipped(of report: LintReport) {
    let skipped = report.files.filter { $0.status == .skipped }
    for file in skipped.prefix(5) {
      let reason = file.reason.map { ": \($0)" } ?? ""
      paragraph("  ", offset: 2, "skipped " + style.visible(file.path + reason), indent: 4)
    }
    if skipped.count > 5 { line("  and \(skipped.count - 5) more") }
  }

  private mutating func writeIncompleteness(of report: LintReport) {
    let errors = report.diagnostics.count { $0.level == .error }
    let failed = report.files.filter { $0.status == .failed }
    var parts: [String] = []
    if errors > 0 { parts.append(counted(errors, "error")) }
    if !failed.isEmpty { parts.append("\(counted(failed.count, "file")) not read") }
    line(style.paint("analysis incomplete:", .alarm) + " " + parts.joined(separator: ", "))
    // What the errors above have shown needs no second word.
    let shown = Set(
      report.diagnostics.filter { $0.level == .error }.compactMap(\.span).map(\.file)
    ).map { report.sources[$0.index].path }
    let silent = failed.filter { !shown.contains($0.path) }
    for file in silent.prefix(5) {
      let reason = file.reason.map { ": \($0)" } ?? ""
      paragraph("  ", offset: 2, "not read " + style.visible(file.path + reason), indent: 4)
    }
    if silent.count > 5 { line("  and \(silent.count - 5) more") }
  }
}
