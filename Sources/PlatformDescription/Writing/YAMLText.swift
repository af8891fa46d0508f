/// Writes nodes as YAML: blocks, and mappings and lists that fit into a line as such.
enum YAMLText {
  private static let width = 96
  /// What is wider than this, or has more entries than that, is easier to read in lines of its own.
  private static let flowWidth = 76
  private static let flowEntries = 4

  static func document(_ node: YAMLNode) -> String {
    var text = ""
    write(node, indent: 0, into: &text)
    return text
  }

  private static func write(_ node: YAMLNode, indent: Int, into text: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch node {
    case .scalar(let scalar):
      text += margin + scalar + "\n"
    case .list(let elements):
      for element in elements { write(element: element, indent, into: &text) }
    case .map(let entries):
      for (key, value) in entries { write(scalar(key), value, indent, into: &text) }
    case .commented(let lines, let node):
      for line in lines { text += line.isEmpty ? "\(margin)#\n" : "\(margin)# \(line)\n" }
      write(node, indent: indent, into: &text)
    }
  }

  private static func write(
    _ key: String,
    _ value: YAMLNode,
    _ indent: Int,
    into text: inout String
  ) {
    let margin = String(repeating: " ", count: indent)
    var value = value
    if case .commented(let lines, let inner) = value {
      for line in lines { text += "\(margin)# \(line)\n" }
      value = inner
    }
    if let flow = flow(value, room: width - indent - key.count - 2, isTop: indent < 4) {
      text += "\(margin)\(key): \(flow)\n"
      return
    }
    text += "\(margin)\(key):\n"
    write(value, indent: indent + 2, into: &text)
  }

  private static func write(
    element: YAMLNode,
    _ indent: Int,
    into text: inout String
  ) {
    let margin = String(repeating: " ", count: indent)
    if let flow = flow(element, room: width - indent - 2, isTop: false) {
      text += "\(margin)- \(flow)\n"
      return
    }
    var inner = ""
    write(element, indent: indent + 2, into: &inner)
    text += margin + "- " + inner.dropFirst(indent + 2)
  }

  /// A node on one line; nil if it does not fit there, or would be hard to read.
  private static func flow(_ node: YAMLNode, room: Int, isTop: Bool) -> String? {
    if case .map(let entries) = node, !entries.isEmpty {
      guard !isTop, entries.count <= flowEntries else { return nil }
    }
    guard let text = flow(node) else { return nil }
    if case .scalar = node { return text }
    return text.count <= min(room, flowWidth) ? text : nil
  }

  private static func flow(_ node: YAMLNode) -> String? {
    switch node {
    case .scalar(let scalar): return scalar
    case .list(let elements):
      let texts = elements.compactMap(flow)
      guard texts.count == elements.count else { return nil }
      return "[" + texts.joined(separator: ", ") + "]"
    case .map(let entries):
      var texts: [String] = []
      for (key, value) in entries {
        guard let flow = flow(value) else { return nil }
        texts.append("\(scalar(key)): \(flow)")
      }
      return "{" + texts.joined(separator: ", ") + "}"
    case .commented: return nil
    }
  }
}

// MARK: - Scalars

extension YAMLText {
  /// A text, in quotes where it would be taken for something else without.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  private static let words: Set<String> = [
    "~", "false", "n", "no", "null", "off", "on", "true", "y", "yes", "inf", "nan", ".inf", ".nan",
  ]

  private static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, isSafeAtStart(first),
      last != UInt8(ascii: " "), last != UInt8(ascii: ":"),
      !words.contains(text.lowercased()), !looksLikeNumber(bytes)
    else { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
      case _ where "_./@+*()=$-'".utf8.contains(byte): continue
      case UInt8(ascii: " "): continue
      case UInt8(ascii: ":"):
        guard index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: " ") else { return false }
      case UInt8(ascii: "#"):
        guard index > 0, bytes[index - 1] != UInt8(ascii: " ") else { return false }
      default: return false
      }
    }
    return true
  }

  private static func isSafeAtStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "_./$".utf8.contains(byte)
    }
  }

  /// Numbers, dates and times of any version of YAML, and what comes near.
  private static func looksLikeNumber(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first,
      (0x30...0x39).contains(first) || first == UInt8(ascii: ".")
    else { return false }
    return bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || "._:-+eExXoOabcdfABCDFtTzZ".utf8.contains(byte)
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += "\\x" + hexadecimal(scalar.value, digits: 2)
      case "\u{2028}", "\u{2029}", "\u{FEFF}":
        result += "\\u" + hexadecimal(scalar.value, digits: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
