/// Writes a draft as text.
struct DraftWriter {
  enum Style: CaseIterable {
    case block, flow, json
  }

  private let style: Style
  private var bytes: [UInt8] = []

  static func write(_ draft: Draft, _ style: Style) -> [UInt8] {
    var writer = DraftWriter(style: style)
    switch style {
    case .block:
      writer.writeBlock(draft, indent: 0)
    case .flow, .json:
      writer.writeFlow(draft)
      writer.put("\n")
    }
    return writer.bytes
  }

  private init(style: Style) {
    self.style = style
  }

  private mutating func put(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  // MARK: - Block style

  /// The cursor stands behind a `-` or `:`, or at the beginning of the document.
  private mutating func writeBlock(_ draft: Draft, indent: Int) {
    // Deeper than this, indentation alone would fill the file.
    guard draft.isCollection, indent < 120 else { return writeLine(draft) }
    switch draft.content {
    case .sequence(let elements) where !elements.isEmpty:
      writeProperties(of: draft)
      put("\n")
      for element in elements {
        writeMargin(indent)
        put("- ")
        writeBlock(element, indent: indent + 2)
      }
    case .mapping(let entries) where !entries.isEmpty:
      writeProperties(of: draft)
      put("\n")
      for entry in entries {
        writeMargin(indent)
        writeBlockKey(entry.key, indent)
        put(": ")
        writeBlock(entry.value, indent: indent + 2)
      }
    case .scalar, .sequence, .mapping, .alias:
      writeLine(draft)
    }
  }

  private mutating func writeLine(_ draft: Draft) {
    writeFlow(draft)
    put("\n")
  }

  private mutating func writeBlockKey(_ key: Draft, _ indent: Int) {
    if case .scalar(let text, _) = key.content, text.utf8.count < 1000 { return writeFlow(key) }
    put("? ")
    writeFlow(key)
    put("\n")
    writeMargin(indent)
  }

  private mutating func writeMargin(_ indent: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private mutating func writeProperties(of draft: Draft) {
    if let anchor = draft.anchor { put("&\(anchor) ") }
    if let tag = draft.tag { put("\(tag) ") }
  }

  // MARK: - Flow style

  private mutating func writeFlow(_ draft: Draft) {
    guard style == .json else {
      writeProperties(of: draft)
      return writeContent(of: draft)
    }
    guard let function = Self.longName(of: draft.tag) else { return writeContent(of: draft) }
    put("{")
    writeQuoted(function)
    put(": ")
    writeContent(of: draft)
    put("}")
  }

  private mutating func writeContent(of draft: Draft) {
    switch draft.content {
    case .alias(let anchor):
      put(style == .json ? "null" : "*\(anchor) ")
    case .scalar(let text, let isPlain):
      if isPlain, style == .json ? Self.isJSONWord(text) : Self.isSafePlain(text) {
        put(text)
      } else {
        writeQuoted(text)
      }
    case .sequence(let elements):
      put("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { put(", ") }
        writeFlow(element)
      }
      put("]")
    case .mapping(let entries):
      put("{")
      for (index, entry) in entries.enumerated() {
        if index > 0 { put(", ") }
        writeKey(entry.key)
        put(": ")
        writeFlow(entry.value)
      }
      put("}")
    }
  }

  private mutating func writeKey(_ key: Draft) {
    if style == .json { return writeQuoted(key.text ?? "") }
    if key.isCollection { put("? ") }
    writeFlow(key)
  }

  /// Double quotes, with the escapes that YAML and JSON share.
  private mutating func writeQuoted(_ text: String) {
    put("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\t": put("\\t")
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    put("\"")
  }

  /// Whether a text means the same in block and in flow context without quotes.
  private static func isSafePlain(_ text: String) -> Bool {
    if text == "<<" || text == "~" { return true }
    guard let first = text.utf8.first, !"-:./".utf8.contains(first) || text.utf8.count > 1 else {
      return false
    }
    guard !"-:".utf8.contains(first) || text.utf8.dropFirst().first != 0x20 else { return false }
    let isMadeOfSafeBytes = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:+".utf8.contains(byte)
      }
    }
    return isMadeOfSafeBytes && text.utf8.last != UInt8(ascii: ":")
  }

  /// Words and numbers that JSON has without quotes.
  private static func isJSONWord(_ text: String) -> Bool {
    if ["true", "false", "null"].contains(text) { return true }
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else {
      return false
    }
    return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// `Fn::If` for `!If`; nil where there is no tag that JSON could spell.
  private static func longName(of tag: String?) -> String? {
    guard let tag, tag.utf8.count > 1, !tag.dropFirst().contains("!") else { return nil }
    let name = tag.dropFirst()
    return name == "Ref" || name == "Condition" ? String(name) : "Fn::" + name
  }
}
