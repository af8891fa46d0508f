import Values

extension Interpreter {
  func comprehend(_ macro: Comprehension, _ context: inout EvaluationContext) -> Value {
    let range = context.operand(evaluate(macro.range, &context))
    let (elements, failure) = context.elements(ofRange: range)
    if let failure { return failure }
    let test = macro.condition
    let transform = macro.transform
    switch macro.kind {
    case .all, .exists:
      let neutral = Value.bool(macro.kind == .all)
      guard let test else { return neutral }
      return context.fold(macro, elements, of: range, neutral: neutral, at: scope.frame) {
        evaluate(test, &$0)
      }
    case .existsOne:
      guard let test else { return .false }
      return context.count(macro, elements, of: range, at: scope.frame) { evaluate(test, &$0) }
    case .filter, .map, .transformMap:
      return context.collect(
        macro,
        elements,
        of: range,
        at: scope.frame,
        where: test.map { test in { evaluate(test, &$0) } },
        transform.map { transform in { evaluate(transform, &$0) } }
      )
    }
  }
}
