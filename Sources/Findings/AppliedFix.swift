/// A fix that was made.
package struct AppliedFix: Hashable, Sendable {
  /// The policy whose finding is gone.
  package let policy: PolicyID
  package let subject: Finding.Subject?
  /// The file that was edited.
  package let path: String
  /// What was done, as an order: `set EnableKeyRotation to true`.
  package let description: String
  package let safety: Finding.Fix.Safety

  package init(
    policy: PolicyID,
    subject: Finding.Subject?,
    path: String,
    description: String,
    safety: Finding.Fix.Safety
  ) {
    self.policy = policy
    self.subject = subject
    self.path = path
    self.description = description
    self.safety = safety
  }
}
