import CEL
package import Findings
import SourceText
import TextEditing
import Values

/// What one policy says of one resource.
package struct Judgement: Sendable {
  package private(set) var findings: [Finding] = []
  /// Errors of the policy's own expressions, which make the policy defective.
  package var defects: [Diagnostic] = []
  /// Some rule was asked and held.
  package var isSatisfied = false

  private var said: Set<Said> = []

  /// What a finding needs to know, and where.
  private struct Said: Hashable {
    let needs: [Finding.Need]
    let span: SourceSpan
  }

  package init() {}

  /// How many findings have the same policy, resource, place and verdict, by their fingerprint.
  private var fingerprints: [String: Int] = [:]

  /// Adds a finding; of several at one place, the second and later ones get fingerprints of their own.
  mutating func append(_ finding: Finding) {
    var finding = finding
    let earlier = fingerprints[finding.fingerprint, default: 0]
    fingerprints[finding.fingerprint] = earlier + 1
    if earlier > 0 {
      finding.fingerprint = Fingerprint.of([finding.fingerprint, "\(earlier)"])
    }
    findings.append(finding)
    said.insert(Said(needs: finding.needs, span: finding.span))
  }

  /// Whether a finding at a place has the same needs.
  func contains(needs: [Finding.Need], at span: SourceSpan) -> Bool {
    said.contains(Said(needs: needs, span: span))
  }
}

/// What a rule says of one element in one world.
struct Outcome {
  enum Verdict {
    case satisfied, notApplicable
    case violation([BlamedPlace])
    indirect case undetermined(BlamedPlace)
    indirect case defect(Diagnostic)
  }

  let verdict: Verdict

  /// The most frequent outcomes of a rule, which cost nothing.
  static let justSatisfied = [Outcome(verdict: .satisfied)]
  static let justNotApplicable = [Outcome(verdict: .notApplicable)]

  /// A single outcome.
  static func just(_ outcome: Outcome) -> [Outcome] {
    switch outcome.verdict {
    case .satisfied: justSatisfied
    case .notApplicable: justNotApplicable
    case .violation, .undetermined, .defect: [outcome]
    }
  }
}

/// A place that a finding points at, with what it says there.
struct BlamedPlace {
  /// The value or the parent of what is missing; identifies the place across worlds.
  let origin: Origin
  /// The name of what is missing below `origin`, so that two absences have two places.
  let missing: [String]
  let message: String
  let related: [RelatedPlace]
  let witness: [RelatedPlace]
  let unknowns: [OpenPlace]
  /// All places that were read, for the defaults of parameters that the verdict rests on.
  let read: [Origin]
  /// AWS's defaults that were read for what is not written, in words.
  var defaults: [String] = []
  /// What would mend it, or why it cannot be said; nil where nothing is known to.
  var remedy: Result<Remedy, EditObstacle>?
}

/// Another place, with what it contributes.
struct RelatedPlace {
  let text: String
  let origin: Origin
}
