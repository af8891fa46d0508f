package import Values

/// What one thread needs to evaluate programs: the heap, the world and the step budget.
package struct EvaluationContext: Sendable {
  package var heap: ValueHeap
  /// What is decided; choices whose variables are open are unknown.
  package var world: World
  package let worlds: WorldModel
  /// The first open variable that a guard met since ``resetTouched()``: an index of
  /// `worlds.variables`.
  package private(set) var touched: Int?

  package init(heap: ValueHeap, worlds: WorldModel, world: World = World()) {
    self.heap = heap
    self.worlds = worlds
    self.world = world
  }

  package mutating func resetTouched() {
    touched = nil
  }

  /// Whether a guard holds in the world; nil where an open variable decides, which is then touched.
  package mutating func truth(of guard: GuardID) -> Bool? {
    switch worlds.truth(of: `guard`, in: world) {
    case .holds: return true
    case .fails: return false
    case .open(let variable):
      if touched == nil { touched = variable }
      return nil
    }
  }

  /// The value that the world chooses; unknown where that is open. Other values are left alone.
  package mutating func resolve(_ value: Value) -> Value {
    value
  }
}
