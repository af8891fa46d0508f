import Values

/// What settles what is known of something that no file of the run creates.
enum Settlement {
  /// - Parameters:
  ///   - value: What names it: an id, where it is a text.
  static func ofForeign(_ value: Value, _ heap: borrowing ValueHeap) -> String {
    guard value.kind == .string else { return "add the template or description that creates it" }
    return "describe it, with 'id: \(heap.text(value))'"
  }
}
