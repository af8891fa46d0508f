package import Findings
package import SourceText

/// Makes the fixes that a report suggests, as far as they prove to be fixes.
///
/// A fix is made only if judging the edited texts shows that its finding is gone, that nothing is said
/// that was not said before, and that every other value in the file is what it was. Fixes are tried
/// together and, where that is not clean, in halves, down to single ones. What was made is judged
/// again, until nothing more can be made: a second run changes nothing.
package struct Fixing {
  /// What became of the texts.
  package struct Outcome: Sendable {
    /// What is found now, with the fixes that were made, and why others were not.
    package let report: LintReport
    /// The texts that changed, before and after.
    package let changes: [(before: SourceFile, after: SourceFile)]
  }

  private let selection: FixSelection
  private let lint: ([SourceFile]) -> LintReport
  private let original: [SourceFile]
  private var sources: [SourceFile]
  private var report: LintReport
  private var ledger: Ledger
  private var applied: [AppliedFix] = []

  /// - Parameters:
  ///   - report: What `lint` says of the sources.
  ///   - lint: Judges sources; deterministic.
  package static func run(
    _ selection: FixSelection,
    on sources: [SourceFile],
    report: LintReport,
    lint: @escaping ([SourceFile]) -> LintReport
  ) -> Outcome {
    var fixing = Fixing(selection, sources, report, lint)
    var reasons = fixing.runRound()
    while let next = reasons.isProgress ? fixing.runRound() : nil { reasons = next }
    return fixing.outcome(reasons.obstacles)
  }

  private init(
    _ selection: FixSelection,
    _ sources: [SourceFile],
    _ report: LintReport,
    _ lint: @escaping ([SourceFile]) -> LintReport
  ) {
    self.selection = selection
    self.lint = lint
    original = sources
    self.sources = sources
    self.report = report
    ledger = Ledger(report)
  }

  private func outcome(_ obstacles: [[SourceEdit]: String]) -> Outcome {
    var reasons: [Int: String] = [:]
    for (index, finding) in report.findings.enumerated() {
      guard let fix = finding.fixes.first else { continue }
      if selection == .safe, fix.safety == .review {
        reasons[index] = "somebody has to look at the fix: --fix=all makes it"
      } else {
        reasons[index] = obstacles[fix.edits]
      }
    }
    let changes = zip(original, sources).filter { $0.bytes != $1.bytes }.map { ($0, $1) }
    return Outcome(report: report.fixing(applied, obstacles: reasons), changes: changes)
  }
}

// MARK: - One round

extension Fixing {
  /// What one round came to.
  private struct Round {
    /// Something was made, so that there may be more to make now.
    var isProgress = false
    /// Why fixes were not made.
    var obstacles: [[SourceEdit]: String] = [:]
  }

  /// The edits of a round so far, on the texts that it began with.
  private struct Draft {
    var edits: [SourceEdit] = []
    var sources: [SourceFile]
    var report: LintReport
    var ledger: Ledger
  }

  /// Makes what can be made of the report at hand.
  private mutating func runRound() -> Round {
    var round = Round()
    var draft = Draft(sources: sources, report: report, ledger: ledger)
    var waiting = FixCandidate.all(of: report, selection)
    while !waiting.isEmpty {
      let batch = Self.disjoint(waiting)
      let tried = Set(batch.map(\.fix.edits))
      make(batch, on: &draft, &round)
      // What overlaps something that was made has to be found anew.
      waiting = waiting.filter { !tried.contains($0.fix.edits) && !$0.overlaps(draft.edits) }
    }
    sources = draft.sources
    report = draft.report
    ledger = draft.ledger
    return round
  }

  /// The first fixes that can be made together.
  private static func disjoint(_ candidates: [FixCandidate]) -> [FixCandidate] {
    var batch: [FixCandidate] = []
    var edits: [SourceID: [SourceEdit]] = [:]
    for candidate in candidates {
      let isFree = candidate.fix.edits.allSatisfy { edit in
        // Candidates come by place, so that only the last few can touch this one.
        !(edits[edit.span.file] ?? []).suffix(16).contains { $0.overlaps(edit) }
      }
      guard isFree else { continue }
      batch.append(candidate)
      for edit in candidate.fix.edits { edits[edit.span.file, default: []].append(edit) }
    }
    return batch
  }

  /// Makes all of a batch if that is clean, else what its halves allow.
  private mutating func make(
    _ batch: [FixCandidate],
    on draft: inout Draft,
    _ round: inout Round
  ) {
    guard let problem = attempt(batch, on: &draft) else {
      round.isProgress = round.isProgress || !batch.isEmpty
      return
    }
    guard batch.count > 1 else {
      for candidate in batch { round.obstacles[candidate.fix.edits] = problem }
      return
    }
    make(Array(batch[..<(batch.count / 2)]), on: &draft, &round)
    make(Array(batch[(batch.count / 2)...]), on: &draft, &round)
  }

  /// Makes a batch; what is wrong with the result if it is not clean, which is dropped then.
  private mutating func attempt(_ batch: [FixCandidate], on draft: inout Draft) -> String? {
    let edits = draft.edits + batch.flatMap(\.fix.edits)
    var edited = sources
    for file in Set(edits.map(\.span.file)) {
      let own = edits.filter { $0.span.file == file }
      let before = sources[file.index]
      let after = SourceFile(path: before.path, bytes: own.applied(to: before.bytes, of: file))
      guard TextFrame.isKept(by: own, from: before, to: after) else {
        return "it would change something else in the file"
      }
      edited[file.index] = after
    }
    let report = lint(edited)
    let ledger = Ledger(report)
    if let news = ledger.news(since: draft.ledger) { return news }
    var made: [AppliedFix] = []
    for candidate in batch {
      let gone = candidate.findings.filter { ledger.lacks($0, of: draft.ledger) }
      guard !gone.isEmpty else { return "the finding stays" }
      made += gone.map { applied(candidate.fix, for: $0) }
    }
    draft = Draft(edits: edits, sources: edited, report: report, ledger: ledger)
    applied += made
    return nil
  }

  private func applied(_ fix: Finding.Fix, for finding: Finding) -> AppliedFix {
    AppliedFix(
      policy: finding.policy,
      subject: finding.subject,
      path: sources[fix.edits[0].span.file.index].path,
      description: fix.description,
      safety: fix.safety
    )
  }
}
