/// Writes JSON in lines, with keys in the order in which they are given.
///
/// The report of an estate has hundreds of thousands of values. The general encoder spends some 3,000
/// instructions on each and 11 million before the first (measured with callgrind), more than a
/// template takes to judge; this spends a few for each byte.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether all of it stands on one line.
  private let isOnOneLine: Bool
  private var depth = 0
  /// Nothing has been written yet into the object or list that is open.
  private var isFirst = true

  init(onOneLine isOnOneLine: Bool = false) {
    self.isOnOneLine = isOnOneLine
  }

  mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  mutating func list<Element>(
    _ elements: [Element],
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    enclose(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
      for element in elements {
        json.separate()
        write(element, &json)
      }
    }
  }

  mutating func strings(_ texts: [String]) {
    list(texts) { $1.string($0) }
  }

  /// A member of the open object: its key, and what `value` writes.
  mutating func member(_ key: String, _ value: (inout JSONWriter) -> Void) {
    separate()
    string(key)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    value(&self)
  }

  mutating func member(_ key: String, _ text: String) {
    member(key) { $0.string(text) }
  }

  mutating func member(_ key: String, _ number: Int) {
    member(key) { $0.bytes.append(contentsOf: String(number).utf8) }
  }

  mutating func member(_ key: String, _ flag: Bool) {
    member(key) { $0.bytes.append(contentsOf: flag ? "true".utf8 : "false".utf8) }
  }

  /// A member that is `null` where there is nothing.
  mutating func member<Wrapped>(
    _ key: String,
    _ optional: Wrapped?,
    _ write: (Wrapped, inout JSONWriter) -> Void
  ) {
    member(key) { json in
      if let optional {
        write(optional, &json)
      } else {
        json.bytes.append(contentsOf: "null".utf8)
      }
    }
  }

  private mutating func enclose(
    _ open: UInt8,
    _ close: UInt8,
    _ content: (inout JSONWriter) -> Void
  ) {
    bytes.append(open)
    depth += 1
    isFirst = true
    content(&self)
    depth -= 1
    if !isFirst { breakLine() }
    isFirst = false
    bytes.append(close)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if isOnOneLine, !isFirst { bytes.append(UInt8(ascii: " ")) }
    isFirst = false
    breakLine()
  }

  private mutating func breakLine() {
    guard !isOnOneLine else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }
}

// MARK: - Texts

extension JSONWriter {
  /// A string. Hidden characters and the openings of build-log commands are spelt `\u202e`: the value
  /// stays the same, and a log or terminal that shows the text is not misled.
  mutating func string(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var index = 0
      while index < utf8.count {
        let plain = Self.plainBytes(from: index, in: utf8)
        bytes.append(contentsOf: utf8[index..<plain])
        index = plain
        guard index < utf8.count else { break }
        let byte = utf8[index]
        if byte < 0x20 {
          appendControl(byte)
          index += 1
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
          index += 1
        } else {
          var end = index + 1
          while end < utf8.count, utf8[end] & 0xC0 == 0x80 { end += 1 }
          appendSuspect(Array(utf8[index..<end]))
          index = end
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The end of the run of bytes that stand for themselves wherever they are.
  private static func plainBytes(from start: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var index = start
    while index < utf8.count {
      switch utf8[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "["), 0x00..<0x20, 0x7F...0xFF:
        return index
      default:
        index += 1
      }
    }
    return index
  }

  private mutating func appendControl(_ byte: UInt8) {
    let short: Unicode.Scalar? =
      switch byte {
      case 0x08: "b"
      case 0x09: "t"
      case 0x0A: "n"
      case 0x0C: "f"
      case 0x0D: "r"
      default: nil
      }
    guard let short else { return appendEscape(UInt16(byte)) }
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(UInt8(ascii: short))
  }

  private mutating func appendSuspect(_ character: [UInt8]) {
    let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    let before = String(decoding: bytes.suffix(5), as: UTF8.self)
    guard Visible.isHidden(scalar) || Visible.opensCommand(scalar, after: before) else {
      bytes.append(contentsOf: character)
      return
    }
    for unit in String(scalar).utf16 { appendEscape(unit) }
  }

  private mutating func appendEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: String(repeating: "0", count: 4 - digits.count).utf8)
    bytes.append(contentsOf: digits.utf8)
  }
}
