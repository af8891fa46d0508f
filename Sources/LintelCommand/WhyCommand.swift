import ArgumentParser
import Change
import Findings
import Reporting
import SourceText

/// What decides a finding, and the ways out of it, tried.
struct WhyCommand: LintelVerb {
  static let configuration = CommandConfiguration(
    commandName: "why",
    _superCommandName: "lintel",
    abstract: "Say all that is known of one finding, and try its ways out.",
    usage: "lintel why [<options>] <finding> [<path> ...]",
    discussion: """
      A finding is named by its place as reports show it, or by its fingerprint ('--format json' \
      of check has it). Each fix is tried in memory, as --fix does before it writes; nothing is \
      written. For a wildcard in a statement a narrower text is sought: which resources stay, and \
      what needs each.

      Exit codes: 0 the finding is there, 2 it is not, or a mistake on the command line, 3 \
      something could not be read.
      """
  )

  @Argument(
    help: ArgumentHelp("FILE:LINE, or a fingerprint of 16 digits.", valueName: "finding")
  )
  var name: String

  @OptionGroup var input: InputOptions

  @Option(help: "The format of the answer.")
  var format: AnswerFormat = .text

  func execute() throws -> ExitStatus {
    let judged = try input.lint(seekingNarrowing: true)
    let located = LocatedReport(judged.report)
    let found = judged.report.findings.filter { isMeant($0, in: located) }
    guard !found.isEmpty else {
      guard judged.report.isComplete else {
        Terminal.warn(ShortReport.render(located))
        return .incomplete
      }
      throw UsageError("there is no finding '\(name)'; \(near(in: located))")
    }
    let entries = found.map { WhyReport.Entry($0, waysOut: waysOut(of: $0, judged)) }
    try Terminal.write(
      format == .text
        ? WhyReport.text(entries, in: located, style: Terminal.style)
        : WhyReport.json(entries, in: located)
    )
    return judged.report.isComplete ? .success : .incomplete
  }

  // MARK: - Names

  /// The path and the line of a name; nil for a fingerprint.
  private var place: (path: Substring, line: Int)? {
    guard let colon = name.lastIndex(of: ":"), let line = Int(name[colon...].dropFirst()) else {
      return nil
    }
    return (name[..<colon], line)
  }

  private func isMeant(_ finding: Finding, in located: LocatedReport) -> Bool {
    guard let place else { return finding.fingerprint == name }
    return isIn(place.path, finding, located)
      && WhyReport.line(of: finding, in: located) == place.line
  }

  private func isIn(_ path: Substring, _ finding: Finding, _ located: LocatedReport) -> Bool {
    let own = WhyReport.path(of: finding, in: located)
    return own == path || own.hasSuffix("/\(path)")
  }

  /// What is found near the place, or with a fingerprint like it.
  private func near(in located: LocatedReport) -> String {
    let findings = located.report.findings
    guard !findings.isEmpty else { return "nothing is found at all" }
    guard let place else {
      let known = findings.map(\.fingerprint)
      return didYouMean(name, among: known) ?? "'lintel check' shows places, as FILE:LINE"
    }
    let inFile = findings.filter { isIn(place.path, $0, located) }
    guard !inFile.isEmpty else {
      let paths = Set(findings.map { WhyReport.path(of: $0, in: located) }).sorted()
      return didYouMean(String(place.path), among: paths)
        ?? "findings are in \(paths.prefix(3).joined(separator: ", "))"
    }
    let nearest = inFile.sorted { left, right in
      let lines = [left, right].map { abs(WhyReport.line(of: $0, in: located) - place.line) }
      return lines[0] == lines[1] ? Finding.isReportedBefore(left, right) : lines[0] < lines[1]
    }
    let names = nearest.prefix(3).map { WhyReport.name(of: $0, in: located) }
    return "near it: \(names.joined(separator: ", "))"
  }

  // MARK: - Ways out

  private func waysOut(of finding: Finding, _ judged: JudgedEstates) -> [WhyReport.WayOut] {
    guard
      let original = judged.joined.findings.first(where: { $0.fingerprint == finding.fingerprint })
    else { return [] }
    return original.fixes.map { fix in
      let report = judged.joined.offering(fix, of: original)
      let outcome = Fixing.run(.all, on: judged.sources, report: report) { sources in
        judged.judgedAgain(with: sources).joined.offering(nil, of: original)
      }
      let text = outcome.changes.flatMap { change in
        UnifiedDifference.text(before: change.before, after: change.after)
      }
      let obstacle = outcome.report.findings.lazy.compactMap(\.fixObstacle).first
      return WhyReport.WayOut(
        fix: fix,
        difference: String(decoding: text, as: UTF8.self),
        obstacle: text.isEmpty ? obstacle ?? "trying it did not mend the finding" : nil
      )
    }
  }
}
