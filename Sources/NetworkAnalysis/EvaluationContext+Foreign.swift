import Values

extension EvaluationContext {
  /// What is known of something that no file of the run creates: nothing, or what its name waits for.
  ///
  /// - Parameter value: What names it: an id, where it is a text.
  mutating func foreign(_ value: Value, _ subject: String) -> Value {
    if value.kind == .unknown { return value }
    let settle =
      value.kind == .string
      ? "describe it, with 'id: \(heap.text(value))'"
      : "add the template or description that creates it"
    return heap.unknown(Unknown(.external, subject, settle: settle), origin: value.origin)
  }

  /// The same, with the text that names it in the words for it, or `otherwise` where it has none.
  mutating func foreign(_ value: Value, named kind: String, otherwise: String) -> Value {
    let name = value.kind == .string ? " '\(heap.text(value))'" : otherwise
    return foreign(value, kind + name)
  }
}
