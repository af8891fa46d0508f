public import SourceText

/// What texts are, compared where they stand.
///
/// These are inlined into other targets: a call hands over a copy of the heap's fields (measured: a
/// tenth of the cost of an evaluation).
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
    // No reference to the bytes outlives the closures, and nothing is added to the heap in them.
    return unsafe withBytes(of: text) { text in
      unsafe withBytes(of: part) { part in
        var index = 0
        while index < part.count {
          guard unsafe text[offset + index] == part[index] else { return false }
          index += 1
        }
        return true
      }
    }
  }

  @inlinable @inline(__always)
  func withBytes(of text: Value, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    let start = text.start
    if start < baseBytes { return unsafe with(base.bytes, from: start, text.count, body) }
    if start < Self.pinnedStart {
      return unsafe with(local.bytes, from: start - baseBytes, text.count, body)
    }
    return unsafe with(pinned.bytes, from: start - Self.pinnedStart, text.count, body)
  }

  @inlinable @inline(__always)
  func with(
    _ bytes: [UInt8],
    from start: Int,
    _ count: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { all in
      // The slice checks its bounds.
      unsafe body(UnsafeBufferPointer(rebasing: all[start..<start + count]))
    }
  }
}
