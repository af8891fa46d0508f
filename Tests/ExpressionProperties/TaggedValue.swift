import CEL
package import Values

/// A value of the conformance suite: `["int", "1"]`, `["list", [["bool", true]]]`.
package indirect enum TaggedValue: Decodable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case list([TaggedValue])
  case map([[TaggedValue]])
  case type(String)
  /// Something that Lintel has no values for, or the message of an error.
  case other

  package init(from decoder: any Decoder) throws {
    guard var items = try? decoder.unkeyedContainer(), let tag = try? items.decode(String.self)
    else {
      self = .other
      return
    }
    switch tag {
    case "null": self = .null
    case "bool": self = .bool(try items.decode(Bool.self))
    case "int": self = Int64(try items.decode(String.self)).map { .int($0) } ?? .other
    case "uint": self = UInt64(try items.decode(String.self)).map { .uint($0) } ?? .other
    case "double": self = Double(try items.decode(String.self)).map { .double($0) } ?? .other
    case "string": self = .string(try items.decode(String.self))
    case "bytes": self = .bytes(Self.bytes(try items.decode(String.self)))
    case "list": self = .list(try items.decode([TaggedValue].self))
    case "map": self = .map(try items.decode([[TaggedValue]].self))
    case "type": self = .type(try items.decode(String.self))
    default: self = .other
    }
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  package func value(in heap: inout ValueHeap) -> Value {
    switch self {
    case .null, .other, .type: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .uint(let value): return .uint(value)
    case .double(let value): return .double(value)
    case .string(let text): return heap.string(text)
    case .bytes(let bytes): return heap.bytes(bytes)
    case .list(let elements):
      let elements = elements.map { $0.value(in: &heap) }
      return heap.list(elements)
    case .map(let entries):
      let run = entries.flatMap { $0.map { $0.value(in: &heap) } }
      return heap.map(alternating: run)
    }
  }

  /// Whether a value is this one, with its type.
  package func isSame(as value: Value, in heap: ValueHeap) -> Bool {
    switch self {
    case .null: value.kind == .null
    case .bool(let bool): value.kind == .bool && value.isTrue == bool
    case .int(let int): value.kind == .int && value.asInt == int
    case .uint(let uint): value.kind == .uint && value.bits == uint
    case .double(let double):
      value.kind == .double && (value.asDouble == double || value.asDouble.isNaN && double.isNaN)
    case .string(let text): value.kind == .string && heap.text(value) == text
    case .bytes(let bytes): value.kind == .bytes && Array(heap.utf8(value)) == bytes
    case .type(let name): value.kind == .type && heap.literal(value) == name
    case .list(let elements):
      value.kind == .list && value.count == elements.count
        && elements.indices.allSatisfy {
          elements[$0].isSame(as: heap.element($0, of: value), in: heap)
        }
    case .map(let entries):
      value.kind == .map && value.count == entries.count
        && entries.allSatisfy { entry in
          (0..<value.count).contains {
            entry[0].isSame(as: heap.key($0, of: value), in: heap)
              && entry[1].isSame(as: heap.entry($0, of: value), in: heap)
          }
        }
    case .other: false
    }
  }
}
