import Testing
import Values

/// Choices in worlds, and what was touched on the way.
@Suite struct EvaluationContextTests {
  /// A context with a variable of three cases, and a choice between `a`, `b` and nothing.
  func make() -> (context: EvaluationContext, choice: Value) {
    var model = WorldModel()
    let variable = model.add(
      WorldVariable(
        kind: .parameter,
        name: "Stage",
        cases: ["dev", "test", "prod"],
        origin: Origin(rawValue: 9)
      )
    )
    let guards = (0..<3).map { model.add(.oneOf(variable: variable, cases: 1 << UInt64($0))) }
    var heap = ValueHeap()
    let choice = heap.choice(
      [
        (guards[0], heap.string("a")), (guards[1], heap.string("b", origin: Origin(rawValue: 2))),
        (guards[2], .absent),
      ],
      origin: Origin(rawValue: 1)
    )
    return (EvaluationContext(heap: heap.frozen(), worlds: model), choice)
  }

  @Test func aWorldChoosesOneCase() {
    var (context, choice) = make()
    context.world = World().choosing(1, for: 0)
    let value = context.resolve(choice)
    #expect(context.heap.text(value) == "b")
    #expect(value.origin == Origin(rawValue: 2))
    #expect(context.touched == nil)
    context.world = World().choosing(2, for: 0)
    #expect(context.resolve(choice).isAbsent)
  }

  @Test func aCaseWithoutAPlaceIsWhereTheChoiceIs() {
    var (context, choice) = make()
    context.world = World().choosing(0, for: 0)
    #expect(context.resolve(choice).origin == Origin(rawValue: 1))
  }

  @Test func anOpenChoiceIsUnknownAndTouchesItsVariable() {
    var (context, choice) = make()
    let value = context.resolve(choice)
    #expect(value.kind == .unknown)
    #expect(value.flags.contains(.derived))
    #expect(context.heap.unknown(value).subject == "parameter 'Stage'")
    #expect(context.touched == 0)
    context.resetTouched()
    #expect(context.touched == nil)
  }

  @Test func ofSeveralOpenVariablesTheFirstIsRemembered() {
    var (context, _) = make()
    context.touch(2)
    context.touch(1)
    #expect(context.touched == 2)
  }

  @Test func otherValuesAreLeftAlone() {
    var (context, _) = make()
    let value = context.heap.string("plain", origin: Origin(rawValue: 3))
    let resolved = context.resolve(value)
    #expect(resolved.bits == value.bits && resolved.origin == value.origin)
  }

  @Test func aStepBudgetEndsInAnError() {
    var (context, _) = make()
    context.steps = 1
    #expect(context.step() == nil)
    #expect(context.step()?.kind == .error)
    #expect(context.step()?.kind == .error)
  }

  /// What is asked about a resource while it is judged is computed once in each world.
  @Test func answersAreKeptForASubject() {
    var (context, choice) = make()
    var computed = 0
    func ask(_ context: inout EvaluationContext, open: Bool) {
      _ = context.answer(1, about: 5) { context in
        computed += 1
        return open ? context.resolve(choice) : .true
      }
    }
    context.beginSubject()
    ask(&context, open: false)
    ask(&context, open: false)
    #expect(computed == 1)
    context.endSubject()
    context.beginSubject()
    ask(&context, open: true)
    ask(&context, open: true)
    #expect(computed == 2)
    #expect(context.touched == 0)
    context.endSubject()
    context.beginSubject()
    context.world = World().choosing(0, for: 0)
    ask(&context, open: false)
    ask(&context, open: false)
    #expect(computed == 3)
  }
}
