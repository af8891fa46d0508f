import Findings
package import Linting
import Policies
package import PolicyTesting
import SourceText
import Syntax

/// Judges generated templates by a policy and by mutants of it that are said to be equivalent.
package struct EquivalenceRun {
  /// What came of one entry of the list.
  package struct Outcome: Sendable {
    package let entry: KnownSurvivor
    /// The seeds whose templates tell the two apart.
    package let differences: [UInt64]
  }

  /// How many templates had something to judge, and how many findings there were in all.
  package private(set) var judged = 0
  package private(set) var findings = 0
  package private(set) var outcomes: [Outcome] = []

  /// - Parameters:
  ///   - policy: The document, whole.
  ///   - entries: Those of the list that are about it.
  ///   - seeds: One template each.
  package init(
    of policy: LintOptions.StoredPolicy,
    _ entries: [KnownSurvivor],
    seeds: Range<UInt64>
  ) {
    let empty = PolicyTrial(of: policy, on: [])
    guard let document = empty.document, let read = empty.policy else { return }
    let generator = TemplateGenerator(for: read, in: document)
    let mutations = Mutation.all(in: document, path: policy.source.path)
    let probe = AtomProbe(document, path: policy.source.path)
    let pairs = entries.map { entry in
      (
        entry: entry,
        mutation: mutations.first {
          $0.expression == entry.expression && $0.change == entry.change
        }
      )
    }
    var differences: [KnownSurvivor: [UInt64]] = [:]
    for seed in seeds {
      let trial = PolicyTrial(of: policy, on: generator.sources(seed: seed))
      guard let original = trial.report(replacing: [:]) else { continue }
      judged += original.summary == LintReport.Summary() ? 0 : 1
      findings += original.findings.count
      var gaps: [AtomCoverage.Gap]?
      for pair in pairs {
        let isSame: Bool
        if let mutation = pair.mutation {
          isSame = trial.report(replacing: mutation.replacements)?.verdicts == original.verdicts
        } else {
          gaps = gaps ?? probe.gaps(in: trial.truths(replacing: probe.replacements))
          isSame = gaps?.contains { pair.entry.isConfirmed(by: $0) } ?? false
        }
        if !isSame { differences[pair.entry, default: []].append(seed) }
      }
    }
    outcomes = entries.map { Outcome(entry: $0, differences: differences[$0] ?? []) }
  }
}

extension LintReport {
  /// What of a report the two have to agree in: the findings with their places, and how often each
  /// verdict was reached.
  fileprivate var verdicts: [String] {
    findings.map { "\($0.verdict) \($0.span) \($0.message)" }
      + ["\(summary.violations) \(summary.undetermined)"]
  }
}

extension KnownSurvivor {
  /// Whether a gap in what one template shows agrees with what the list says of all: an atom that is
  /// not reached is not true either.
  fileprivate func isConfirmed(by gap: AtomCoverage.Gap) -> Bool {
    guard expression == gap.expression else { return false }
    return change == gap.fact
      || gap.missing == .either && change.hasPrefix("'\(gap.text)' is never")
  }
}
