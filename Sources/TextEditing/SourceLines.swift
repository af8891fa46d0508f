import Syntax

/// The lines around places of a text.
struct SourceLines {
  let bytes: [UInt8]
  /// Where the text begins, behind a byte order mark.
  private let start: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Where the line of a place begins.
  func start(of offset: Int) -> Int {
    var position = offset
    while position > start, !Self.isBreak(bytes[position - 1]) { position -= 1 }
    return position
  }

  /// Where the line of a place ends, before its line break.
  func end(of offset: Int) -> Int {
    var position = offset
    while position < bytes.count, !Self.isBreak(bytes[position]) { position += 1 }
    return position
  }

  /// Where the line after the one of a place begins.
  func next(after offset: Int) -> Int {
    var position = end(of: offset)
    if position < bytes.count, bytes[position] == 0x0D { position += 1 }
    if position < bytes.count, bytes[position] == 0x0A { position += 1 }
    return position
  }

  /// The line break at the end of a place's line, or, where the text ends, that of the line before.
  func lineBreak(near offset: Int) -> String {
    let end = end(of: offset)
    if end < bytes.count { return Self.lineBreak(at: end, in: bytes) }
    var position = end
    while position > start, !Self.isBreak(bytes[position - 1]) { position -= 1 }
    guard position > start else { return "\n" }
    if position >= 2, bytes[position - 1] == 0x0A, bytes[position - 2] == 0x0D { return "\r\n" }
    return bytes[position - 1] == 0x0A ? "\n" : "\r"
  }

  private static func lineBreak(at offset: Int, in bytes: [UInt8]) -> String {
    guard bytes[offset] == 0x0D else { return "\n" }
    return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? "\r\n" : "\r"
  }

  /// The bytes between the beginning of the line and a place.
  func prefix(before offset: Int) -> ArraySlice<UInt8> {
    bytes[start(of: offset)..<offset]
  }

  /// Whether nothing but blanks stands before a place on its line.
  func isFirst(_ offset: Int) -> Bool {
    prefix(before: offset).allSatisfy(Self.isBlank)
  }

  /// The blanks that a place's line begins with.
  func indentation(of offset: Int) -> String {
    let line = bytes[start(of: offset)..<end(of: offset)]
    return String(decoding: line.prefix(while: Self.isBlank), as: UTF8.self)
  }

  /// The end of a place's line, where nothing but blanks and a comment follows.
  func endBehindComment(_ offset: Int) -> Int? {
    let end = end(of: offset)
    let rest = bytes[offset..<end].drop(while: Self.isBlank)
    guard let first = rest.first else { return end }
    return first == UInt8(ascii: "#") && rest.startIndex > offset ? end : nil
  }
}
