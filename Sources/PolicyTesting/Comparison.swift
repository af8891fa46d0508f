package import Findings
import SourceText

/// Holds what a run found against what was expected, both ways.
///
/// One expectation covers all findings of its policy and verdict on its line.
package struct Comparison: Sendable {
  /// By file, line and policy.
  package private(set) var mismatches: [Mismatch] = []
  /// The known gaps that still are gaps.
  package private(set) var gaps: [LineExpectation] = []
  /// The known gaps whose lines have a finding by now, so that they may be expectations, each with what
  /// is found there: a violation if there is one.
  package private(set) var closedGaps: [(gap: LineExpectation, found: Finding.Verdict)] = []

  /// - Parameters:
  ///   - report: What was found.
  ///   - expectations: What was expected; their paths are those of the report's sources.
  package init(of report: LintReport, with expectations: [LineExpectation]) {
    let observations = Observation.all(of: report)
    let claims = Set(expectations.filter { $0.claim.verdict != nil })
    let todo = Set(expectations.filter { $0.claim == .gap })
    var missing = claims.filter { claim in !observations.contains { $0.meets(claim) } }.sorted()
    var seen: Set<Observation.Key> = []
    var unexpected = observations.filter { observation in
      !claims.contains { observation.meets($0) } && !todo.contains { observation.isAt($0) }
        && seen.insert(observation.key).inserted
    }
    pairVerdicts(&missing, &unexpected)
    pairPlaces(&missing, &unexpected)
    for claim in missing { add(claim, isRun: report.policies.contains { $0.id == claim.policy }) }
    for observation in unexpected { add(observation) }
    compareRelated(expectations, observations)
    gaps = todo.filter { gap in !observations.contains { $0.isAt(gap) } }.sorted()
    closedGaps = todo.sorted().compactMap { gap in
      let found = Set(observations.filter { $0.isAt(gap) }.map(\.verdict))
      return (found.contains(.violation) ? .violation : found.first).map { (gap: gap, found: $0) }
    }
    mismatches.sort { left, right in
      (left.path, left.line, left.policy, left.found)
        < (right.path, right.line, right.policy, right.found)
    }
  }

  /// The same line with the other verdict is one mismatch, not two.
  private mutating func pairVerdicts(
    _ missing: inout [LineExpectation],
    _ unexpected: inout [Observation]
  ) {
    pair(&missing, &unexpected, as: .wrongVerdict) { $1.isAt($0) }
  }

  /// The same verdict on another line of the file is one mismatch, not two.
  private mutating func pairPlaces(
    _ missing: inout [LineExpectation],
    _ unexpected: inout [Observation]
  ) {
    pair(&missing, &unexpected, as: .displaced) { claim, observation in
      observation.policy == claim.policy && observation.path == claim.path
        && observation.verdict == claim.claim.verdict
    }
  }

  /// Takes out each claim with the first observation that belongs to it.
  private mutating func pair(
    _ missing: inout [LineExpectation],
    _ unexpected: inout [Observation],
    as kind: Mismatch.Kind,
    _ belongs: (LineExpectation, Observation) -> Bool
  ) {
    var rest: [LineExpectation] = []
    for claim in missing {
      if let index = unexpected.firstIndex(where: { belongs(claim, $0) }) {
        add(kind, claim, unexpected.remove(at: index))
      } else {
        rest.append(claim)
      }
    }
    missing = rest
  }

  private mutating func compareRelated(
    _ expectations: [LineExpectation],
    _ observations: [Observation]
  ) {
    for claim in Set(expectations.filter { $0.claim == .related }).sorted() {
      let findings = observations.filter { $0.policy == claim.policy }
      let isMet = findings.contains { finding in
        finding.notes.contains { $0.path == claim.path && $0.line == claim.line }
      }
      guard !isMet else { continue }
      add(claim, findings.isEmpty ? "no finding of it" : "findings that do not lead here")
    }
  }

  private mutating func add(_ kind: Mismatch.Kind, _ claim: LineExpectation, _ found: Observation) {
    mismatches.append(
      Mismatch(
        kind: kind,
        policy: claim.policy,
        path: claim.path,
        line: claim.line,
        expected: claim.text,
        found: kind == .displaced ? found.message : found.text,
        foundLine: kind == .displaced ? found.line : nil
      )
    )
  }

  private mutating func add(_ claim: LineExpectation, isRun: Bool) {
    add(claim, isRun ? "none" : "none, because the policy did not run")
  }

  private mutating func add(_ claim: LineExpectation, _ found: String) {
    mismatches.append(
      Mismatch(
        kind: .missing,
        policy: claim.policy,
        path: claim.path,
        line: claim.line,
        expected: claim.text,
        found: found,
        foundLine: nil
      )
    )
  }

  private mutating func add(_ observation: Observation) {
    mismatches.append(
      Mismatch(
        kind: .unexpected,
        policy: observation.policy,
        path: observation.path,
        line: observation.line,
        expected: nil,
        found: observation.text,
        foundLine: nil
      )
    )
  }
}

extension LineExpectation {
  /// What is claimed, in words.
  fileprivate var text: String {
    switch claim {
    case .violation: "a violation of '\(policy.rawValue)'"
    case .related: "a place related to '\(policy.rawValue)'"
    case .undetermined: "'\(policy.rawValue)' to be undetermined"
    case .gap: "a gap of '\(policy.rawValue)'"
    }
  }
}
