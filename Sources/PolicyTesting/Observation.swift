import Findings
import SourceText

/// A finding as comments can speak of it: by lines.
struct Observation {
  struct Place: Hashable {
    let path: String
    let line: Int
  }

  /// What comments tell apart.
  struct Key: Hashable {
    let policy: PolicyID
    let verdict: Finding.Verdict
    let place: Place
  }

  let policy: PolicyID
  let verdict: Finding.Verdict
  let place: Place
  let message: String
  /// The lines of the related places and of the steps of the proof.
  let notes: [Place]
  /// The values that an undetermined verdict waits for.
  let needs: [String]

  var key: Key { Key(policy: policy, verdict: verdict, place: place) }
  var path: String { place.path }
  var line: Int { place.line }

  /// All findings of a report, in its order.
  static func all(of report: LintReport) -> [Observation] {
    let lines = report.sources.map { LineIndex($0.bytes) }
    func place(_ span: SourceSpan) -> Place {
      let index = span.file.index
      return Place(
        path: report.sources[index].path,
        line: lines[index].position(at: span.start).line
      )
    }
    return report.findings.map { finding in
      Observation(
        policy: finding.policy,
        verdict: finding.verdict,
        place: place(finding.span),
        message: finding.message,
        notes: (finding.related + finding.witness).map { place($0.span) },
        needs: finding.needs.map(\.value)
      )
    }
  }

  /// Whether a claim is about this policy and line.
  func isAt(_ claim: LineExpectation) -> Bool {
    policy == claim.policy && path == claim.path && line == claim.line
  }

  /// Whether this is what a claim expects.
  func meets(_ claim: LineExpectation) -> Bool {
    isAt(claim) && verdict == claim.claim.verdict
  }

  /// What was found, in words.
  var text: String {
    switch verdict {
    case .violation: "a violation: \(message)"
    case .undetermined: "an undetermined verdict\(waiting): \(message)"
    }
  }

  private var waiting: String {
    needs.isEmpty ? "" : " that waits for \(needs.joined(separator: ", "))"
  }
}
