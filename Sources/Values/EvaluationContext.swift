package import SourceText

/// What one thread needs to evaluate programs: the heap, the world and the step budget.
///
/// Constants of programs live in a part of the heap of their own, so `heap.reset(to:)` after an
/// evaluation is safe at any time; it ends the life of what the evaluation returned.
@usableFromInline
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

  /// World-independent indexes that host functions keep for later calls.
  package var memo: [String: any Sendable] = [:]
  /// What functions found out about the subject.
  private var answers: [Question: Answer] = [:]
  private var subjectStart: ValueHeap.Mark?
  /// The variables of the evaluations that are going on, one after the other, and what earlier ones
  /// left behind.
  package var frame: [Value] = []
  /// Where the variables of the evaluations that are going on end.
  private var frameEnd = 0
  /// How many evaluations are going on, one inside of the other.
  private var depth = 0
  /// What is left of the budget; below zero for good once it is used up.
  @usableFromInline
  package var steps: Int
  /// How many bytes of texts and lists may still be made; see ``take(bytes:)``.
  private var room = EvaluationContext.roomLimit
  private static let roomLimit = 64 << 20

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
    steps = stepLimit
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

  /// Notes that an open variable keeps something undecided.
  package mutating func touch(_ variable: Int) {
    if touched == nil { touched = variable }
  }

  /// Forgets what was touched while something was found out that does not hang on it.
  package mutating func restoreTouched(_ earlier: Int?) {
    touched = earlier
  }
}

// MARK: - Subjects

extension EvaluationContext {
  /// Begins to judge one resource: what is asked of the estate meanwhile is kept until the end.
  package mutating func beginSubject() {
    subjectStart = heap.mark
  }

  /// Forgets everything that was evaluated since the subject began.
  package mutating func endSubject() {
    answers.removeAll(keepingCapacity: true)
    if let subjectStart { heap.reset(to: subjectStart) }
    subjectStart = nil
  }

  private struct Question: Hashable, Sendable {
    let function: Int
    let resource: Int
    let world: World
  }

  private struct Answer: Sendable {
    let value: Value
    /// The open variable that it hangs on first.
    let touched: Int?
  }

  /// The answer of a function to a question about a resource: computed once for a subject and world.
  ///
  /// - Parameters:
  ///   - function: A number that no other function uses.
  ///   - resource: The index of the resource that is asked about.
  package mutating func answer(
    _ function: Int,
    about resource: Int,
    _ compute: (inout EvaluationContext) -> Value
  ) -> Value {
    let question = Question(function: function, resource: resource, world: world)
    if subjectStart != nil, let known = answers[question] {
      touched = touched ?? known.touched
      return known.value
    }
    let earlier = touched
    touched = nil
    let value = compute(&self)
    // An evaluation that was cut short is no answer for others.
    if subjectStart != nil, steps >= 0 {
      answers[question] = Answer(value: value, touched: touched)
    }
    touched = earlier ?? touched
    return value
  }
}

// MARK: - Choices

extension EvaluationContext {
  /// The value that the world chooses; unknown where that is open. A template whose pieces the world
  /// all decides becomes a string. Other values are left alone.
  ///
  /// A choice may fall on ``Value/absent``: nothing is there then.
  package mutating func resolve(_ value: Value) -> Value {
    switch value.kind {
    case .choice: return chosen(value)
    case .template:
      let text = assembled(value)
      if text.kind == .template { touchChoices(of: text) }
      return text
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type, .optional,
      .duration, .timestamp, .ip, .cidr, .resource, .error, .unknown, .reference:
      return value
    }
  }

  /// The text that a reference stands for, as far as it is known in this world. Other values are left
  /// alone.
  package mutating func text(of value: Value) -> Value {
    var text = value
    while text.kind == .reference { text = resolve(heap.text(of: text)).from(value.origin) }
    return text
  }

  /// What a world says of a choice.
  package enum Chosen: Sendable {
    case one(Value)
    case open(variable: Int)
    case nothing
  }

  private mutating func chosen(_ choice: Value) -> Value {
    var value = choice
    while value.kind == .choice {
      if let exhausted = step() { return exhausted }
      switch chosenCase(of: value) {
      case .one(let chosen): value = chosen
      case .open(let variable):
        touch(variable)
        return undecided(variable, origin: value.origin)
      case .nothing: return .absent
      }
    }
    return value
  }

  /// The case that holds, as far as the world decides it.
  package func chosenCase(of choice: Value) -> Chosen {
    var open: Int?
    for index in 0..<choice.count {
      let (condition, value) = heap.choiceCase(index, of: choice)
      switch worlds.truth(of: condition, in: world) {
      case .holds: return .one(value.inheriting(from: choice))
      case .fails: continue
      case .open(let variable): open = open ?? variable
      }
    }
    return open.map { .open(variable: $0) } ?? .nothing
  }

  /// The unknown that stands for a choice between the cases of an open variable.
  package mutating func undecided(_ number: Int, origin: Origin) -> Value {
    let variable = worlds.variables[number]
    let kind = variable.kind == .parameter ? "parameter" : "condition"
    let unknown = Unknown(.condition, "\(kind) '\(variable.name)'", decidedBy: number)
    return heap.unknown(unknown, origin: origin).derived
  }
}

// MARK: - Templates of choices

extension EvaluationContext {
  /// The string that a template is in this world; the template itself if some piece is not known.
  package mutating func assembled(_ template: Value) -> Value {
    guard hasChoice(template) else { return template }
    var text: [UInt8] = []
    var flags = template.flags
    for index in 0..<template.count {
      var piece = heap.element(index, of: template)
      while piece.kind == .choice, case .one(let chosen) = chosenCase(of: piece) { piece = chosen }
      if piece.kind == .reference { piece = heap.text(of: piece) }
      if piece.kind == .template { piece = assembled(piece) }
      guard piece.kind == .string else { return template }
      text += heap.utf8(piece)
      flags.formUnion(piece.flags)
    }
    var string = heap.string(utf8: text, origin: template.origin)
    string.flags = flags
    return string
  }

  private func hasChoice(_ template: Value) -> Bool {
    (0..<template.count).contains { heap.element($0, of: template).kind == .choice }
  }

  /// Touches the variable that keeps a template's first choice open.
  private mutating func touchChoices(of template: Value) {
    for index in 0..<template.count {
      let piece = heap.element(index, of: template)
      if piece.kind == .choice, case .open(let variable) = chosenCase(of: piece) {
        return touch(variable)
      }
    }
  }
}

// MARK: - The budget

extension EvaluationContext {
  /// Takes one step; nil, or the error that ends the evaluation.
  @inlinable @inline(__always)
  package mutating func step() -> Value? {
    steps -= 1
    return steps >= 0 ? nil : exhausted()
  }

  /// Takes several steps at once; nil, or the error that ends the evaluation.
  @inlinable @inline(__always)
  package mutating func step(_ count: Int) -> Value? {
    steps -= count
    return steps >= 0 ? nil : exhausted()
  }

  /// The error of an evaluation that took too many steps, or made too much.
  @inline(never)
  @usableFromInline
  package mutating func exhausted() -> Value {
    let limit = room < 0 ? "\(Self.roomLimit >> 20) MB" : "\(stepLimit) steps"
    return heap.error(.budgetExceeded, limit)
  }

  /// Begins an evaluation, with all steps unless it is inside of another one: lays out its variables,
  /// with room for `size` in all, and tells where in the frame they begin. Those behind the given ones
  /// are written before they are read.
  package mutating func beginEvaluation(_ variables: [Value], size: Int) -> Int {
    if depth == 0 {
      steps = stepLimit
      if subjectStart == nil { room = Self.roomLimit }
    }
    depth += 1
    let start = frameEnd
    frameEnd += size
    while frame.count < frameEnd { frame.append(.null) }
    // A list may have room for doubt whether its element is there, a variable has not.
    var slots = frame.mutableSpan
    for index in variables.indices { slots[start + index] = variables[index].certain }
    return start
  }

  /// Ends the evaluation whose variables begin at `start`.
  package mutating func endEvaluation(_ start: Int) {
    frameEnd = start
    depth -= 1
  }

  /// Begins what one policy says of the subject, with all the room: nothing is freed before the end of
  /// the subject.
  package mutating func beginPolicy() {
    room = Self.roomLimit
  }

  /// Takes room for a text or list that is about to be made; nil, or the error that ends the
  /// evaluation.
  ///
  /// Steps do not bound that: `text + text`, again and again, is twice as long with each step.
  package mutating func take(bytes: Int) -> Value? {
    room -= min(bytes, 1 << 60)
    guard room < 0 else { return nil }
    room = -1
    steps = -1
    return exhausted()
  }

  /// Takes room for a list that is about to be made.
  package mutating func take(elements: Int) -> Value? {
    take(bytes: min(elements, 1 << 50) * MemoryLayout<Value>.stride)
  }
}

extension Value {
  /// An unknown that an operation made of this one.
  @inlinable
  package var derived: Value {
    var copy = self
    copy.flags.insert(.derived)
    copy.flags.remove(.identifier)
    return copy
  }

  /// The same as an element that may turn out not to be there.
  @inlinable
  package var possible: Value {
    var copy = self
    copy.flags.insert(.possible)
    return copy
  }

  /// The same as a value of its own: what it is an element of may have been only possible.
  package var certain: Value {
    var copy = self
    copy.flags.remove(.possible)
    return copy
  }

  /// A case of a choice: without a place of its own it is where the choice is.
  @inlinable
  package func inheriting(from choice: Value) -> Value {
    var copy = origin.isNone ? from(choice.origin) : self
    copy.flags.formUnion(choice.flags)
    return copy
  }
}
