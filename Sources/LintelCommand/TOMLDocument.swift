/// The part of TOML 1.0 that `samconfig.toml` is written in: tables, keys, texts, truth values, numbers,
/// and lists. What else there is has no value here, or is an error that names it.
///
/// Source: https://toml.io/en/v1.0.0. There is no package for it among those that the build may use.
struct TOMLDocument {
  struct Failure: Error {
    let line: Int
    let message: String
  }

  indirect enum Content: Equatable {
    case text(String)
    case list([Content])
    /// A value of another kind: `a number`.
    case other(String)
  }

  struct Entry {
    let path: [String]
    let content: Content
    let line: Int
  }

  /// The paths of all tables, in order.
  private(set) var tables: [[String]] = []
  private var entries: [Entry] = []
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  /// How deep lists are nested at the moment.
  private var depth = 0

  init(_ bytes: [UInt8]) throws(Failure) {
    self.bytes = bytes
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Failure(line: 1, message: "the file is not UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var table: [String] = []
    while skipBlankLines() {
      if current == UInt8(ascii: "[") {
        table = try readTable()
        tables.append(table)
      } else {
        try readEntry(in: table)
      }
      try endLine()
    }
  }

  /// The value of a key in a table.
  func value(of key: String, in table: [String]) -> Entry? {
    entries.first { $0.path == table + [key] }
  }

  // MARK: - Lines

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func failure(_ message: String) -> Failure { Failure(line: line, message: message) }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x09 { index += 1 }
  }

  private mutating func skipComment() {
    guard current == UInt8(ascii: "#") else { return }
    while let byte = current, byte != 0x0A { index += 1 }
  }

  /// Whether something is left.
  private mutating func skipBlankLines() -> Bool {
    while true {
      skipBlanks()
      skipComment()
      if current == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      guard current == 0x0A else { return index < bytes.count }
      index += 1
      line += 1
    }
  }

  private mutating func endLine() throws(Failure) {
    skipBlanks()
    skipComment()
    if current == 0x0D { index += 1 }
    guard let byte = current else { return }
    guard byte == 0x0A else { throw failure("a line break is missing after the value") }
  }

  // MARK: - Keys

  private mutating func readTable() throws(Failure) -> [String] {
    index += 1
    if current == UInt8(ascii: "[") { throw failure("lists of tables are not read") }
    let path = try readPath()
    guard current == UInt8(ascii: "]") else { throw failure("']' is missing after a table's name") }
    index += 1
    return path
  }

  private mutating func readEntry(in table: [String]) throws(Failure) {
    let start = line
    let path = table + (try readPath())
    guard current == UInt8(ascii: "=") else { throw failure("'=' is missing after a key") }
    index += 1
    skipBlanks()
    if path.dropLast() != table[...] { tables.append(path.dropLast()) }
    guard !entries.contains(where: { $0.path == path }) else {
      throw failure("key '\(path.joined(separator: "."))' stands twice")
    }
    entries.append(Entry(path: path, content: try readValue(), line: start))
  }

  private mutating func readPath() throws(Failure) -> [String] {
    var path: [String] = []
    while true {
      skipBlanks()
      path.append(try readKey())
      skipBlanks()
      guard current == UInt8(ascii: ".") else { return path }
      index += 1
    }
  }

  private mutating func readKey() throws(Failure) -> String {
    if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return try readText() }
    let start = index
    while let byte = current, Self.isPlain(byte) { index += 1 }
    guard index > start else { throw failure("a key was expected") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  // MARK: - Values

  private mutating func readValue() throws(Failure) -> Content {
    switch current {
    case UInt8(ascii: "\"")?, UInt8(ascii: "'")?: return .text(try readText())
    case UInt8(ascii: "[")?: return try readList()
    case UInt8(ascii: "{")?: throw failure("tables in braces are not read")
    default: break
    }
    let start = index
    while let byte = current, Self.isPlain(byte) || "+.:".utf8.contains(byte) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    guard !word.isEmpty else { throw failure("a value was expected") }
    if word == "true" || word == "false" { return .other("true or false") }
    guard Double(word.filter { $0 != "_" }) != nil else {
      throw failure("the value '\(word)' is not read")
    }
    return .other("a number")
  }

  private mutating func readList() throws(Failure) -> Content {
    guard depth < 50 else { throw failure("lists are nested more than 50 deep") }
    depth += 1
    defer { depth -= 1 }
    index += 1
    var elements: [Content] = []
    while skipBlankLines() {
      if current == UInt8(ascii: "]") {
        index += 1
        return .list(elements)
      }
      elements.append(try readValue())
      guard skipBlankLines() else { break }
      if current == UInt8(ascii: ",") {
        index += 1
      } else if current != UInt8(ascii: "]") {
        throw failure("',' or ']' is missing in a list")
      }
    }
    throw failure("']' is missing at the end of a list")
  }

  /// A text in double or single quotes, or in three of them.
  private mutating func readText() throws(Failure) -> String {
    guard let quote = current else { throw failure("a text was expected") }
    let isLong = bytes[index...].starts(with: [quote, quote, quote])
    index += isLong ? 3 : 1
    if isLong { skipFirstLineBreak() }
    var text: [UInt8] = []
    while let byte = current {
      if byte == quote, !isLong || bytes[index...].starts(with: [quote, quote, quote]) {
        index += isLong ? 3 : 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte == 0x0A {
        guard isLong else { break }
        line += 1
      }
      index += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        try readEscape(isLong, into: &text)
      } else {
        text.append(byte)
      }
    }
    throw failure("a text has no end")
  }

  private mutating func skipFirstLineBreak() {
    if current == 0x0D { index += 1 }
    guard current == 0x0A else { return }
    index += 1
    line += 1
  }

  private mutating func readEscape(
    _ isLong: Bool,
    into text: inout [UInt8]
  ) throws(Failure) {
    guard let byte = current else { throw failure("a text has no end") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): try readCodePoint(digits: 4, into: &text)
    case UInt8(ascii: "U"): try readCodePoint(digits: 8, into: &text)
    case 0x0A, 0x0D, 0x20, 0x09:
      // A backslash at the end of a line takes all blanks up to the next text with it.
      guard isLong else { throw failure("a backslash has nothing behind it") }
      index -= 1
      while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        if byte == 0x0A { line += 1 }
        index += 1
      }
    default:
      let scalar = Character(Unicode.Scalar(byte))
      throw failure("'\\\(scalar)' is not an escape")
    }
  }

  private mutating func readCodePoint(
    digits: Int,
    into text: inout [UInt8]
  ) throws(Failure) {
    let end = index + digits
    guard end <= bytes.count,
      let number = UInt32(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw failure("an escape names no character") }
    text += Array(String(scalar).utf8)
    index = end
  }
}
