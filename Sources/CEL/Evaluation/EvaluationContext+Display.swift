package import Values

extension EvaluationContext {
  /// What `string(x)` gives; nil for what it does not take.
  package mutating func text(converting value: Value) -> String? {
    let text = convert(value, to: .string)
    return text.kind == .string ? heap.text(text) : nil
  }
}
