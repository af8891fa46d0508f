import SourceText
import Values

/// A literal of an expression; elements are indices of constants that stand before it.
enum Constant: Sendable {
  case scalar(Value)
  case string([UInt8], Name)
  case bytes([UInt8])
  case list([Int])
  /// Keys and values by turns.
  case map([Int])

  func value(in heap: inout ValueHeap, after run: [Value]) -> Value {
    switch self {
    case .scalar(let value): value
    case .string(let utf8, let name): heap.string(utf8: utf8, name: name)
    case .bytes(let bytes): heap.bytes(bytes)
    case .list(let elements): heap.list(elements.map { run[$0] })
    case .map(let entries): heap.map(alternating: entries.map { run[$0] })
    }
  }
}

extension Constant {
  /// Whether both are the same key of a map; nil if one of them cannot be a key.
  func isSameKey(as other: Constant) -> Bool? {
    switch (self, other) {
    case (.string(let left, _), .string(let right, _)):
      return left == right
    case (.scalar(let left), .scalar(let right)):
      guard left.isKey, right.isKey else { return nil }
      return left.isSameKey(as: right)
    case (.string, .scalar(let scalar)), (.scalar(let scalar), .string):
      return scalar.isKey ? false : nil
    case (.scalar, _), (.string, _), (.bytes, _), (.list, _), (.map, _):
      return nil
    }
  }
}
