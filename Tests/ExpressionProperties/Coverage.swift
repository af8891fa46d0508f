import CEL
import Values

/// Whether an answer about a document with holes leaves room for the answer about one completion.
struct Coverage {
  let heap: ValueHeap

  func covers(_ open: Value, _ closed: Value) -> Bool {
    switch open.kind {
    case .unknown: return true
    case .error: return closed.kind == .error
    case .template, .reference: return closed.kind == .string || closed.isAbstract
    case .choice:
      return (0..<open.count).contains {
        let value = heap.choiceCase($0, of: open).value
        return value.bits == Value.none.bits && value.kind == .optional
          ? closed.kind == .error : covers(value, closed)
      }
    case .list:
      return closed.kind == .list && isCovered(heap.elements(of: open), heap.elements(of: closed))
    case .optional:
      guard closed.kind == .optional, let inner = heap.unwrap(open) else {
        return heap.literal(open) == heap.literal(closed)
      }
      return heap.unwrap(closed).map { covers(inner, $0) } ?? false
    case .null, .bool, .int, .uint, .double, .string, .bytes, .map, .type, .duration, .timestamp,
      .ip, .cidr, .resource:
      return open.kind == .map || heap.literal(open) == heap.literal(closed)
    }
  }

  private func isCovered(_ open: [Value], _ closed: [Value]) -> Bool {
    // A choice among the elements may fall on nothing.
    guard !open.contains(where: { $0.kind == .choice }) else { return true }
    guard let first = open.first else { return closed.isEmpty }
    let rest = Array(open.dropFirst())
    if first.flags.contains(.possible), isCovered(rest, closed) { return true }
    guard let element = closed.first, covers(first, element) else { return false }
    return isCovered(rest, Array(closed.dropFirst()))
  }
}
