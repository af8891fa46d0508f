import CEL
import Values

/// Compares values of two contexts in all that they are: kind, content, place and flags.
struct ValueComparison {
  let first: ValueHeap
  let second: ValueHeap

  func isSame(_ left: Value, _ right: Value) -> Bool {
    guard left.kind == right.kind, left.origin == right.origin, left.name == right.name,
      left.flags.rawValue == right.flags.rawValue
    else { return false }
    switch left.kind {
    case .null: return true
    case .bool, .int, .uint, .double, .type, .duration, .resource: return left.bits == right.bits
    case .string, .bytes, .ip, .cidr: return first.utf8(left).elementsEqual(second.utf8(right))
    case .timestamp: return first.literal(left) == second.literal(right)
    case .list, .template: return isSame(left, right, count: left.count, right.count)
    case .map, .choice: return isSame(left, right, count: 2 * left.count, 2 * right.count)
    case .optional:
      guard let inner = first.unwrap(left), let other = second.unwrap(right) else {
        return left.isAbsent && right.isAbsent
      }
      return isSame(inner, other)
    case .error: return first.error(left) == second.error(right)
    case .unknown: return first.unknown(left) == second.unknown(right)
    case .reference:
      return first.target(of: left) == second.target(of: right)
        && isSame(first.text(of: left), second.text(of: right))
    }
  }

  private func isSame(_ left: Value, _ right: Value, count: Int, _ other: Int) -> Bool {
    count == other
      && (0..<count).allSatisfy {
        isSame(first.element($0, of: left), second.element($0, of: right))
      }
  }
}
