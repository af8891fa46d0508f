/// Where the bytes of a scalar's text come from: quotes, escapes, folding and indentation make the
/// text another than its source.
struct ScalarAlignment {
  /// For each byte of the text, and for its end, its position in the source; nil where the two cannot
  /// be brought together.
  private(set) var positions: [Int]?

  private let source: ArraySlice<UInt8>
  private let style: SyntaxNode.Style
  /// The columns that every line of a block scalar begins with.
  private let indentation: Int
  private var position: Int

  /// - Parameters:
  ///   - text: The text of the scalar.
  ///   - source: What it was read from, without quotes and header.
  init(of text: ArraySlice<UInt8>, in source: ArraySlice<UInt8>, style: SyntaxNode.Style) {
    self.source = source
    self.style = style
    indentation = Self.indentation(of: source)
    position = source.startIndex
    if isBlock { skipIndentation() }
    positions = align(text)
  }

  private var isBlock: Bool { style == .literal || style == .folded }

  private mutating func align(_ text: ArraySlice<UInt8>) -> [Int]? {
    var positions: [Int] = []
    var index = text.startIndex
    while index < text.endIndex {
      skipWhatIsLeftOut(before: text[index])
      // The last line break of a block scalar is not part of its span.
      guard position < source.endIndex else {
        guard text[index...].allSatisfy(Self.isBlank) else { return nil }
        positions += Array(repeating: source.endIndex, count: text.endIndex - index)
        break
      }
      let start = position
      guard let count = take(text[index]) else { return nil }
      positions += Array(repeating: start, count: count)
      index += count
    }
    guard positions.count == text.count else { return nil }
    return positions + [position]
  }

  /// Passes over what stands for the next byte of the text; how many bytes of the text it stands for.
  private mutating func take(_ byte: UInt8) -> Int? {
    let found = source[position]
    if style == .doubleQuoted, found == UInt8(ascii: "\\") { return takeEscape() }
    if found == byte {
      position += found == UInt8(ascii: "'") && style == .singleQuoted ? 2 : 1
      if Self.isBreak(found), isBlock { skipIndentation() }
      return 1
    }
    guard Self.isBlank(byte), Self.isBreak(found) else { return nil }
    skipBreak()
    return 1
  }

  /// Passes over blanks and line breaks that the text has nothing for.
  private mutating func skipWhatIsLeftOut(before byte: UInt8) {
    while position < source.endIndex {
      let found = source[position]
      if style == .doubleQuoted, isContinuation {
        position += 1
        skipBreak()
      } else if found == byte || !Self.isBlank(found) {
        return
      } else if !Self.isBreak(found) {
        position += 1
      } else if !Self.isBlank(byte) {
        skipBreak()
      } else {
        return
      }
    }
  }

  /// A backslash at the end of a line.
  private var isContinuation: Bool {
    source[position] == UInt8(ascii: "\\") && position + 1 < source.endIndex
      && Self.isBreak(source[position + 1])
  }

  private mutating func skipBreak() {
    let isPair =
      source[position] == 0x0D && position + 1 < source.endIndex && source[position + 1] == 0x0A
    position += isPair ? 2 : 1
    skipIndentation()
  }

  private mutating func skipIndentation() {
    var count = 0
    while position < source.endIndex, isBlock ? count < indentation : true,
      source[position] == UInt8(ascii: " ") || (!isBlock && source[position] == UInt8(ascii: "\t"))
    {
      position += 1
      count += 1
    }
  }

  /// How many bytes of text an escape stands for.
  private mutating func takeEscape() -> Int? {
    guard position + 1 < source.endIndex else { return nil }
    let letter = source[position + 1]
    let digits: Int
    switch letter {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case UInt8(ascii: "N"), UInt8(ascii: "_"):
      position += 2
      return 2
    case UInt8(ascii: "L"), UInt8(ascii: "P"):
      position += 2
      return 3
    default:
      position += 2
      return 1
    }
    let end = position + 2 + digits
    guard end <= source.endIndex,
      let number = UInt32(String(decoding: source[position + 2..<end], as: UTF8.self), radix: 16)
    else { return nil }
    position = end
    // The halves of a character beyond 16 bits are written as two escapes.
    if (0xD800..<0xDC00).contains(number) {
      position += 6
      return position <= source.endIndex ? 4 : nil
    }
    return number < 0x80 ? 1 : number < 0x800 ? 2 : number < 0x10000 ? 3 : 4
  }

  /// The indentation of the first line that is not blank.
  private static func indentation(of source: ArraySlice<UInt8>) -> Int {
    var count = 0
    for byte in source {
      if byte == UInt8(ascii: " ") {
        count += 1
      } else if isBreak(byte) {
        count = 0
      } else {
        break
      }
    }
    return count
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isBreak(byte)
  }
}
