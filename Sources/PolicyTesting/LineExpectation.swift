package import Findings

/// What a line of a fixture says that Lintel finds there.
///
/// YAML says it in a comment: `# expect: policy-id`, several ids with commas between them, several
/// comments on one line. JSON has no comments, so that a file beside it with the ending `.expect`
/// holds lines such as `36 expect policy-id`.
package struct LineExpectation: Hashable, Sendable {
  /// What is claimed, by the word that says it.
  package enum Claim: String, CaseIterable, Sendable {
    /// A violation has its primary place on this line.
    case violation = "expect"
    /// A related place, or a step of the proof, of some finding of the policy is on this line.
    case related
    /// An undetermined verdict has its primary place on this line.
    case undetermined
    /// A verdict that is wrong so far, missing or too much: reported, never a failure.
    case gap = "todo"
  }

  package let claim: Claim
  package let policy: PolicyID
  /// The path of the file that it is about.
  package let path: String
  /// Begins at 1.
  package let line: Int

  package init(_ claim: Claim, _ policy: PolicyID, path: String, line: Int) {
    self.claim = claim
    self.policy = policy
    self.path = path
    self.line = line
  }
}

extension LineExpectation: Comparable {
  /// By file, line, policy and claim.
  package static func < (left: LineExpectation, right: LineExpectation) -> Bool {
    (left.path, left.line, left.policy, left.claim.rawValue)
      < (right.path, right.line, right.policy, right.claim.rawValue)
  }
}

extension LineExpectation.Claim {
  /// The verdict that is claimed for the line itself; nil for claims of another kind.
  package var verdict: Finding.Verdict? {
    switch self {
    case .violation: .violation
    case .undetermined: .undetermined
    case .related, .gap: nil
    }
  }
}
