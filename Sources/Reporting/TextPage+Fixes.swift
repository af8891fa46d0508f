import Findings

extension TextPage {
  /// What was mended, a line each.
  mutating func writeFixed(_ fixes: [AppliedFix]) {
    guard !fixes.isEmpty else { return }
    gap()
    for fix in fixes {
      let text = "\(fix.path): \(fix.description) [\(fix.policy.rawValue)]"
      paragraph(style.paint("fixed", .remedy) + "  ", offset: 7, style.visible(text), indent: 7)
    }
  }

  /// How many findings a fix is known for; after fixes were made, how many were.
  mutating func writeFixes(of report: LintReport) {
    if let fixed = report.fixed {
      let files = Set(fixed.map(\.path)).count
      let place = fixed.isEmpty ? "" : " in \(counted(files, "file"))"
      line("\(counted(fixed.count, "finding")) fixed\(place)")
      return
    }
    let fixable = report.findings.compactMap(\.fixes.first)
    let safe = fixable.count { $0.safety == .safe }
    let review = fixable.count - safe
    guard !fixable.isEmpty else { return }
    var parts: [String] = []
    if safe > 0 { parts.append("\(safe) with --fix") }
    if review > 0 { parts.append("\(review)\(safe > 0 ? " more" : "") with --fix=all") }
    line("fixable: \(parts.joined(separator: ", ")) (--diff shows how)")
  }
}
