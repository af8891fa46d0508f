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
    for index in 0..<part.count where byte(start + index) != byte(part.start + index) {
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
