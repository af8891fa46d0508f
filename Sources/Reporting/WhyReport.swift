package import Findings
import SourceText

/// All that is known of single findings: what decides, and the ways out as they were tried.
package enum WhyReport {
  /// A fix after it was tried.
  package struct WayOut: Sendable {
    package let fix: Finding.Fix
    /// The change as a unified difference; empty where it is no way out.
    package let difference: String
    /// Why it is no way out.
    package let obstacle: String?

    package init(
      fix: Finding.Fix,
      difference: String,
      obstacle: String?
    ) {
      self.fix = fix
      self.difference = difference
      self.obstacle = obstacle
    }
  }

  package struct Entry: Sendable {
    package let finding: Finding
    package let waysOut: [WayOut]

    package init(_ finding: Finding, waysOut: [WayOut]) {
      self.finding = finding
      self.waysOut = waysOut
    }
  }

  /// A finding that somebody may have meant: `t.yaml:12: data-read-names-resources (0123456789abcdef)`.
  package static func name(of finding: Finding, in located: LocatedReport) -> String {
    "\(path(of: finding, in: located)):\(line(of: finding, in: located)): "
      + "\(finding.policy.rawValue) (\(finding.fingerprint))"
  }

  /// The line that reports show for a finding, from 1.
  package static func line(of finding: Finding, in located: LocatedReport) -> Int {
    located.location(of: finding.span).line
  }

  package static func path(of finding: Finding, in located: LocatedReport) -> String {
    located.path(of: finding.span.file)
  }

  // MARK: - Text

  package static func text(
    _ entries: [Entry],
    in located: LocatedReport,
    style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    for entry in entries {
      page.write(entry.finding, of: located.policy(entry.finding.policy), in: located)
      page.row("known as", [style.visible(entry.finding.fingerprint)])
      if entry.finding.when.isEmpty { page.row("when", ["in every world"]) }
      for way in entry.waysOut { page.write(way, from: entry.finding.span.file, in: located) }
      if entry.waysOut.isEmpty, entry.finding.verdict == .violation {
        let reason = entry.finding.fixObstacle ?? "nothing that can be written is known to mend it"
        page.row("no fix", prose: reason)
      }
    }
    return page.text
  }

  // MARK: - JSON

  /// A list with an object for each finding: the finding as in reports, the reason of its policy, and the
  /// ways out.
  package static func json(_ entries: [Entry], in located: LocatedReport) -> String {
    var json = JSONWriter()
    json.list(entries) { entry, json in
      json.object { json in
        json.member("finding") { JSONReport.write(entry.finding, in: located, to: &$0) }
        json.member("rationale", located.policy(entry.finding.policy)?.rationale) {
          $1.string($0)
        }
        json.member("waysOut") { json in
          json.list(entry.waysOut) { write($0, in: located, to: &$1) }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private static func write(
    _ way: WayOut,
    in located: LocatedReport,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("description", way.fix.description)
      json.member("difference", way.difference)
      json.member("narrowing", way.fix.narrowing) { narrowing, json in
        json.object { json in
          json.member("assumptions") { $0.strings(narrowing.assumptions) }
          json.member("keepsWhatIsNeeded", true)
          json.member("lostActions") { $0.strings(narrowing.lostActions) }
          json.member("needed") { json in
            json.list(narrowing.needed) {
              JSONReport.write($0, as: "message", in: located, to: &$1)
            }
          }
          json.member("noLongerAllowed", narrowing.loss)
          json.member("subset", true)
        }
      }
      json.member("obstacle", way.obstacle) { $1.string($0) }
      json.member("safety", way.fix.safety.rawValue)
    }
  }
}

extension TextPage {
  fileprivate mutating func write(
    _ way: WhyReport.WayOut,
    from file: SourceID,
    in located: LocatedReport
  ) {
    if let obstacle = way.obstacle {
      row("no fix", prose: obstacle)
      return
    }
    if let narrowing = way.fix.narrowing {
      row("needed", narrowing.needed.map { sentence($0, from: file, in: located) })
      let proved = [
        "grants a subset: yes",
        "all that the workloads are known to need: yes",
      ]
      row("proved", proved)
      row("assuming", narrowing.assumptions.map { "that \(style.visible($0))" })
      row("loses", [style.visible(narrowing.loss)])
      row(
        "loses all",
        [style.visible(narrowing.lostActions.joined(separator: ", "))].filter { !$0.isEmpty }
      )
    }
    let advice =
      way.fix.safety == .safe ? "lintel check --fix" : "look at it, then lintel check --fix=all"
    row("make it", [advice])
    gap()
    for change in way.difference.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    {
      line("  " + style.visible(String(change)))
    }
  }
}
