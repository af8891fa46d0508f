/// A place as people count: both numbers begin at 1, columns count Unicode scalars.
package struct SourcePosition: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of a text begin.
///
/// Lines end at LF, CR LF or CR, as editors count them; the other line breaks of YAML 1.1 (NEL, LS
/// and PS) are ordinary characters here. Built on the first diagnostic only: reading needs none.
package struct LineIndex: Sendable {
  /// The offset of the first byte of each line.
  package let starts: [UInt32]
  private let bytes: [UInt8]
  private let contentStart: Int

  /// Linear in the length of `bytes`.
  package init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        // Eight bytes at a time, as long as none of them can end a line.
        while offset + 8 <= bytes.count {
          let eight = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          if Self.holds(0x0A, eight) || Self.holds(0x0D, eight) { break }
          offset += 8
        }
        for place in offset..<min(offset + 8, bytes.count) {
          let isEnd =
            bytes[place] == 0x0A
            || bytes[place] == 0x0D && (place + 1 == bytes.count || bytes[place + 1] != 0x0A)
          if isEnd { starts.append(UInt32(place + 1)) }
        }
        offset += 8
      }
    }
    self.starts = starts
    self.bytes = bytes
    contentStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether one of eight bytes is `byte`: only a byte that is zero borrows from its top bit.
  private static func holds(_ byte: UInt8, _ eight: UInt64) -> Bool {
    let difference = eight ^ (0x0101_0101_0101_0101 * UInt64(byte))
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }

  /// The position of a byte; offsets past the end give the end. A byte order mark has no column.
  package func position(at offset: UInt32) -> SourcePosition {
    let offset = min(Int(offset), bytes.count)
    let line = lineNumber(at: offset)
    let start = max(Int(starts[line - 1]), line == 1 ? contentStart : 0)
    let scalars = start < offset ? bytes[start..<offset].count { $0 & 0xC0 != 0x80 } : 0
    return SourcePosition(line: line, column: scalars + 1)
  }

  /// The bytes of a line without its line break; `line` begins at 1.
  package func content(ofLine line: Int) -> ArraySlice<UInt8> {
    let start = max(Int(starts[line - 1]), line == 1 ? contentStart : 0)
    var end = line < starts.count ? Int(starts[line]) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }

  /// The number of the line that holds a byte, by bisection.
  private func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
