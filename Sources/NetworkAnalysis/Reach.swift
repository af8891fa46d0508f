package import Values

/// What is known of the ways from a place to another.
package struct Reach: Sendable {
  /// Ways that exist for certain, each a list of maps with `step` and `resource`.
  package var paths: [Value] = []
  /// What would have to be known of further ways: unknowns.
  package var open: [Value] = []
  /// Why there is no way, in the same form; shown if there are neither paths nor open questions.
  package var obstacles: [Value] = []

  package init() {}

  mutating func add(_ other: Reach) {
    paths += other.paths
    open += other.open
    obstacles += other.obstacles
  }

  /// The same ways behind some that lead to them.
  func behind(_ hops: [Value], _ context: inout EvaluationContext) -> Reach {
    var reach = self
    for index in paths.indices {
      let all = hops + context.heap.elements(of: paths[index])
      reach.paths[index] = context.heap.list(all, origin: hops.last?.origin ?? .none)
    }
    return reach
  }

  /// The ways as questions, because something on them may hold the traffic up.
  func doubted(because unknown: Value) -> Reach {
    var reach = self
    if !paths.isEmpty { reach.open.insert(unknown, at: 0) }
    reach.paths = []
    return reach
  }
}
