import SourceText
import Values

extension EstateBuilder {
  /// A map as its shape wants it: with AWS's defaults, wherever an object is written.
  mutating func typed(_ map: Value, as shape: ShapeID) -> Value {
    var run: [Value] = []
    for index in 0..<map.count {
      let key = heap.key(index, of: map)
      var value = heap.entry(index, of: map)
      if !key.name.isNone, let property = declarations.property(key.name, in: shape) {
        value = typed(value, as: property.kind)
      }
      run += [key, value]
    }
    run += defaults(of: shape, besides: run, origin: map.origin)
    return heap.map(alternating: run, origin: map.origin)
  }

  private mutating func typed(_ value: Value, as kind: PropertyKind) -> Value {
    switch (kind.form, value.kind) {
    case (.object(let shape), .map):
      return typed(value, as: shape)
    case (.list(let element), .list):
      let elements = heap.elements(of: value).map { typed($0, as: element) }
      return heap.list(elements, origin: value.origin)
    case (.map(let element), .map):
      var run: [Value] = []
      for index in 0..<value.count {
        run.append(heap.key(index, of: value))
        run.append(typed(heap.entry(index, of: value), as: element))
      }
      return heap.map(alternating: run, origin: value.origin)
    default:
      return value
    }
  }
}

extension ValueHeap {
  /// The value under a key of a map; nil in what is no map.
  func entry(_ key: String, of map: Value) -> Value? {
    guard map.kind == .map else { return nil }
    for index in 0..<map.count {
      let candidate = self.key(index, of: map)
      if candidate.kind == .string, utf8(candidate).elementsEqual(key.utf8) {
        return entry(index, of: map)
      }
    }
    return nil
  }
}
