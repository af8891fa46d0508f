package import Values

/// Reads the conditions of a statement, as ``PolicyDocuments`` hands it out.
package enum StatementConditions {
  /// The values that a statement compares `key` with under an operator, as a list.
  ///
  /// Condition keys are compared without case, as IAM does; operators by their exact name. A
  /// condition block that cannot be read makes the result unknown.
  package static func values(
    of statement: Value,
    operator name: Value,
    key: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let words = StatementWords.builtIn
    guard name.kind == .string, key.kind == .string,
      let conditions = words.list(words.conditions, of: statement, context)
    else { return context.heap.error(.noSuchOverload, "condition") }
    let wanted = context.heap.text(key).lowercased()
    var values: [Value] = []
    var origin = statement.origin
    for index in 0..<conditions.count {
      let condition = context.heap.element(index, of: conditions)
      guard condition.kind == .map else { return condition.certain }
      guard
        let operatorName = words.text(words.operatorName, of: condition, context),
        let conditionKey = words.text(words.key, of: condition, context),
        let list = words.list(words.values, of: condition, context),
        context.heap.equalTexts(operatorName, name),
        context.heap.text(conditionKey).lowercased() == wanted
      else { continue }
      origin = condition.origin
      values += context.heap.elements(of: list)
    }
    return context.heap.list(values, origin: origin)
  }
}
