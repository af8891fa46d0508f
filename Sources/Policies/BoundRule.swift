import Infrastructure

/// A rule with the policy that it belongs to and the estate that it judges.
///
/// A class, because judging passes it from hand to hand: copies of the three values would count
/// references for each of their programs, a tenth of the cost of a run (measured).
final class BoundRule: Sendable {
  let rule: Rule
  let policy: Policy
  let estate: Estate
  let iteratesWithoutBindings: Bool
  /// Whether `fix: {narrow: …}` is followed, which costs more than judging does.
  let seeksNarrowing: Bool

  init(_ rule: Rule, of policy: Policy, in estate: Estate, seeksNarrowing: Bool) {
    self.rule = rule
    self.policy = policy
    self.estate = estate
    self.seeksNarrowing = seeksNarrowing
    iteratesWithoutBindings = rule.iteratesWithoutBindings
  }
}
