import Findings
import SourceText

/// A fix with all the findings that suggest it.
struct FixCandidate {
  let fix: Finding.Fix
  private(set) var findings: [Finding]

  /// The fixes of a report that a selection makes, each once, by the place of their first edit.
  static func all(of report: LintReport, _ selection: FixSelection) -> [FixCandidate] {
    var candidates: [FixCandidate] = []
    var places: [[SourceEdit]: Int] = [:]
    for finding in report.findings {
      for fix in finding.fixes where selection == .all || fix.safety == .safe {
        guard let place = places[fix.edits] else {
          places[fix.edits] = candidates.count
          candidates.append(FixCandidate(fix: fix, findings: [finding]))
          continue
        }
        candidates[place].findings.append(finding)
      }
    }
    return candidates.sorted { left, right in
      left.fix.edits.lexicographicallyPrecedes(right.fix.edits) { $0.span < $1.span }
    }
  }

  /// Whether the fix cannot be made together with edits.
  func overlaps(_ edits: [SourceEdit]) -> Bool {
    fix.edits.contains { edit in edits.contains { $0.overlaps(edit) } }
  }
}
