public import SourceText

/// What texts are, compared where they stand.
///
/// These are inlined into other targets, and without closures: a call, or what a closure captures,
/// would be a copy of the heap's fields (measured: a tenth of the cost of an evaluation).
extension ValueHeap {
  /// The bytes of a string or bytes value.
  @inlinable
  package func utf8(_ value: Value) -> ArraySlice<UInt8> {
    let start = value.start
    guard start >= baseBytes else { return base.bytes[start..<start + value.count] }
    guard start < Self.pinnedStart else {
      return pinned.bytes[start - Self.pinnedStart..<start - Self.pinnedStart + value.count]
    }
    return local.bytes[start - baseBytes..<start - baseBytes + value.count]
  }

  /// Compares two texts; by name where both have one.
  @inlinable @inline(__always)
  package func equalTexts(_ left: Value, _ right: Value) -> Bool {
    guard left.count == right.count else { return false }
    if left.bits == right.bits { return true }
    if !left.name.isNone, !right.name.isNone { return left.name == right.name }
    return text(left, has: right, at: 0)
  }

  /// Whether a text has another one at an offset in bytes.
  @inlinable @inline(__always)
  package func text(_ text: Value, has part: Value, at offset: Int) -> Bool {
    guard offset >= 0, offset <= text.count - part.count else { return false }
    let start = text.start + offset
    if start < baseBytes { return has(part, in: base.bytes, at: start) }
    guard start < Self.pinnedStart else {
      return has(part, in: pinned.bytes, at: start - Self.pinnedStart)
    }
    return has(part, in: local.bytes, at: start - baseBytes)
  }

  @inlinable @inline(__always)
  func has(_ part: Value, in bytes: [UInt8], at start: Int) -> Bool {
    let first = part.start
    if first < baseBytes { return Self.isRun(bytes, start, base.bytes, first, part.count) }
    guard first < Self.pinnedStart else {
      return Self.isRun(bytes, start, pinned.bytes, first - Self.pinnedStart, part.count)
    }
    return Self.isRun(bytes, start, local.bytes, first - baseBytes, part.count)
  }

  /// Whether as many bytes are the same, each from a position on.
  @inlinable @inline(__always)
  static func isRun(
    _ bytes: [UInt8],
    _ start: Int,
    _ others: [UInt8],
    _ first: Int,
    _ count: Int
  ) -> Bool {
    let run = bytes.span.extracting(start..<start + count)
    let other = others.span.extracting(first..<first + count)
    // Safe: both have as many bytes as are gone through.
    for index in 0..<count where unsafe run[unchecked: index] != other[unchecked: index] {
      return false
    }
    return true
  }

  /// The byte at a position of the heap.
  @inlinable @inline(__always)
  func byte(_ position: Int) -> UInt8 {
    if position < baseBytes { return base.bytes[position] }
    guard position < Self.pinnedStart else { return pinned.bytes[position - Self.pinnedStart] }
    return local.bytes[position - baseBytes]
  }
}
