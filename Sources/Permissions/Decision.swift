/// What one policy, or several together, says to one request.
package struct Decision: Sendable {
  package enum Verdict: String, Sendable {
    case allowed
    /// Some statement denies it.
    case denied
    /// No statement is about it: an implicit denial, unless another policy allows it.
    case none
    case undetermined
  }

  package let verdict: Verdict
  /// The statements that decide, in the order of the policies: those that deny a denied request, those
  /// that allow an allowed one, those that may match an undetermined one.
  package let statements: [Statement]
  /// What has to be known; empty for definite verdicts.
  package let doubts: [Doubt]
}
