import CBuiltins

/// The bytes of `authorization.bin`, read where they are in the executable: a page that nobody asks
/// for is never loaded. `schemas/authorization.py` describes the layout.
struct EmbeddedTables: Sendable {
  /// The words that the file begins with; positions count bytes from its start.
  enum Header: Int, CaseIterable {
    case magic, format, digestLow, digestHigh, date, origin
    case texts, textBytes, services, serviceCount, actions, actionCount, resourceTypes
    case keys, globalKeys, globalKeyCount, runs, runItems, dependents, dependentCount
    case roleUses, roleUseCount, patternCount, policies, policyCount, statements
  }

  private let words: [Int]

  init() {
    words = Header.allCases.map { Self.number($0.rawValue * 4, UInt32.self) }
    precondition(self[.magic] == 0x5455_414C, "authorization.bin begins with its magic number")
    precondition(self[.format] == 1, "authorization.bin and its reader have the same format")
  }

  subscript(field: Header) -> Int { words[field.rawValue] }

  /// The `index`th number of 16 bits of a table.
  func short(_ table: Header, _ index: Int) -> Int {
    Self.number(self[table] + index * 2, UInt16.self)
  }

  /// The numbers of a run.
  func run(_ id: Int) -> [Int] {
    let start = Self.number(self[.runs] + id * 4, UInt32.self)
    let end = Self.number(self[.runs] + id * 4 + 4, UInt32.self)
    return (start..<end).map { short(.runItems, $0) }
  }

  func text(_ id: Int) -> String {
    unsafe String(decoding: utf8(id), as: UTF8.self)
  }

  /// Whether a pattern covers a text, whatever their case.
  func covers(_ pattern: ArraySlice<UInt8>, text id: Int) -> Bool {
    unsafe CaselessPattern.covers(pattern, utf8(id))
  }

  /// Whether a text that is a pattern covers another, whatever their case.
  func covers(text id: Int, _ other: ArraySlice<UInt8>) -> Bool {
    unsafe CaselessPattern.covers(utf8(id), other)
  }

  /// Whether a text stands before another in the order of lower case: negative, zero or positive.
  func order(text id: Int, against other: ArraySlice<UInt8>) -> Int {
    let bytes = unsafe utf8(id)
    var place = other.startIndex
    for index in 0..<bytes.count {
      guard place < other.endIndex else { return 1 }
      // The index is one of the text's.
      let left = CaselessPattern.lowercased(unsafe bytes[index])
      let right = CaselessPattern.lowercased(other[place])
      if left != right { return left < right ? -1 : 1 }
      place += 1
    }
    return place < other.endIndex ? -1 : 0
  }

  /// Whether a text is exactly another.
  func equals(text id: Int, _ other: ArraySlice<UInt8>) -> Bool {
    unsafe utf8(id).elementsEqual(other)
  }

  private func utf8(_ id: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Self.number(self[.texts] + id * 4, UInt32.self)
    let end = Self.number(self[.texts] + id * 4 + 4, UInt32.self)
    let bytes = unsafe lintel_authorization()
    unsafe precondition(self[.textBytes] + end <= bytes.count, "authorization.bin is complete")
    // Constant data of the executable, and within it.
    return unsafe UnsafeBufferPointer(
      start: bytes.start + self[.textBytes] + start,
      count: end - start
    )
  }

  private static func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ position: Int,
    _ type: Number.Type
  ) -> Int {
    let bytes = unsafe lintel_authorization()
    unsafe precondition(
      position >= 0 && position + MemoryLayout<Number>.size <= bytes.count,
      "authorization.bin is complete"
    )
    // Constant data of the executable, and within it.
    let number = unsafe UnsafeRawPointer(bytes.start).loadUnaligned(
      fromByteOffset: position,
      as: type
    )
    return Int(Number(littleEndian: number))
  }
}
