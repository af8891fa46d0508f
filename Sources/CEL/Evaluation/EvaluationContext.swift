package import SourceText
package import Values

/// What one thread needs to evaluate programs: the heap, the world and the step budget.
///
/// Constants of programs live in a part of the heap of their own, so `heap.reset(to:)` after an
/// evaluation is safe at any time; it ends the life of what the evaluation returned.
package struct EvaluationContext: Sendable {
  package var heap: ValueHeap
  /// What is decided; choices whose variables are open are unknown.
  package var world: World
  package let worlds: WorldModel
  /// The first open variable that kept something undecided since ``resetTouched()``: an index of
  /// `worlds.variables`.
  package private(set) var touched: Int?
  /// How many steps one evaluation may take; beyond that it is an error.
  package let stepLimit: Int
  /// Attributes in which no two resources have the same text: `Arn`, but not `AvailabilityZone`.
  package let identifyingAttributes: Set<Name>

  /// The variables of the evaluations that are going on, one after the other.
  var frame: [Value] = []
  /// How many evaluations are going on, one inside of the other.
  var depth = 0
  /// What is left of the budget; below zero for good once it is used up.
  var steps = 0

  package init(
    heap: ValueHeap,
    worlds: WorldModel,
    world: World = World(),
    identifyingAttributes: Set<Name> = [],
    stepLimit: Int = 1_000_000
  ) {
    self.heap = heap
    self.worlds = worlds
    self.world = world
    self.identifyingAttributes = identifyingAttributes
    self.stepLimit = stepLimit
  }

  /// Begins one attempt at a verdict: the evaluations that follow, up to the next call, tell in
  /// ``touched`` what to decide if they end unknown.
  package mutating func resetTouched() {
    touched = nil
  }

  /// Whether a guard holds in the world; nil where an open variable decides, which is then touched.
  package mutating func truth(of guard: GuardID) -> Bool? {
    switch worlds.truth(of: `guard`, in: world) {
    case .holds: return true
    case .fails: return false
    case .open(let variable):
      touch(variable)
      return nil
    }
  }

  mutating func touch(_ variable: Int) {
    if touched == nil { touched = variable }
  }

  /// Forgets what was touched while something was found out that does not hang on it.
  mutating func restoreTouched(_ earlier: Int?) {
    touched = earlier
  }
}

// MARK: - Failures

extension EvaluationContext {
  mutating func error(_ code: EvaluationError.Code, _ detail: String = "") -> Value {
    heap.error(code, detail)
  }

  /// Takes one step; nil, or the error that ends the evaluation.
  @inline(__always)
  mutating func step() -> Value? {
    steps -= 1
    return steps >= 0 ? nil : exhausted()
  }

  @inline(never)
  mutating func exhausted() -> Value {
    error(.budgetExceeded, "\(stepLimit) steps")
  }

  /// What an operation on these operands comes to if one of them is unknown, or else an error.
  func failure(_ left: Value, _ right: Value) -> Value? {
    if left.kind == .unknown { return left.derived }
    if right.kind == .unknown { return right.derived }
    if left.kind == .error { return left }
    return right.kind == .error ? right : nil
  }

  /// What an operation on this operand comes to if it is unknown or an error.
  func failure(_ operand: Value) -> Value? {
    switch operand.kind {
    case .unknown: operand.derived
    case .error: operand
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .resource, .template, .choice, .reference:
      nil
    }
  }

  /// The error of an operation that is not defined for these operands.
  mutating func noOverload(_ operation: String, _ operands: Value...) -> Value {
    let types = operands.map(\.kind.typeName).joined(separator: ", ")
    return error(.noSuchOverload, "\(operation)(\(types))")
  }
}
