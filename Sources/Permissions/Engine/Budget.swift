/// What a search may cost, so that it ends: emptiness of policies is NP-hard in the number of condition
/// keys that interact.
package struct Budget: Sendable {
  /// How many states of automata and points of requests may still be looked at.
  private(set) var steps: Int

  package init(steps: Int) {
    self.steps = steps
  }

  /// A tenth of a second or so.
  package static let standard = Budget(steps: 200_000)

  var isExhausted: Bool { steps < 0 }

  struct Exhausted: Error {}

  mutating func spend(_ cost: Int) throws(Exhausted) {
    steps -= cost
    if steps < 0 { throw Exhausted() }
  }
}
