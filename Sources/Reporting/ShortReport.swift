import Findings

/// One line for each finding and diagnostic, for editors and `grep`:
/// `path:line:col: severity: message [ID]`.
package enum ShortReport {
  /// `undetermined`, `error` and `warning` stand where violations have their severity; `lintel` stands
  /// where there is no place.
  package static func render(_ located: LocatedReport) -> String {
    var page = TextPage(style: TextStyle())
    for finding in located.report.findings {
      let word = finding.verdict == .violation ? finding.severity.rawValue : "undetermined"
      let place = located.place(of: finding.span)
      page.line(line(place, word, finding.statement, finding.policy.rawValue))
    }
    for diagnostic in located.report.diagnostics {
      let place = diagnostic.span.map(located.place(of:)) ?? "lintel"
      page.line(line(place, diagnostic.level.rawValue, diagnostic.message, diagnostic.code))
    }
    return page.text
  }

  /// One line for each finding that a fix was not made for, with the reason, and how many would be fixed.
  package static func fixes(of located: LocatedReport) -> String {
    var page = TextPage(style: TextStyle())
    for finding in located.report.findings {
      guard let obstacle = finding.fixObstacle else { continue }
      let place = located.place(of: finding.span)
      page.line(line(place, "not fixed", obstacle, finding.policy.rawValue))
    }
    let count = located.report.fixed?.count ?? 0
    page.line("\(counted(count, "finding")) would be fixed")
    return String(page.text.dropLast())
  }

  private static func line(
    _ place: String,
    _ word: String,
    _ message: String,
    _ id: String
  ) -> String {
    Visible.text("\(place): \(word): \(message) [\(id)]")
  }
}
