import TemplateEstates

/// How somebody lays out a document: block or flow style or JSON, blanks, comments, quotes, line ends.
struct LayoutStyle {
  indirect enum Node {
    struct Entry {
      let key: String
      let value: Node

      init(_ key: String, _ value: Node) {
        self.key = key
        self.value = value
      }
    }

    case scalar(String)
    case map([Entry])
  }

  private let isJSON: Bool
  private let indentation: String
  private let lineBreak: String
  private let hasMark: Bool
  private let endsWithBreak: Bool
  private let isTight: Bool
  let writesEmptyProperties: Bool
  let hasTail: Bool

  init(_ random: inout SeededGenerator, isJSON: Bool) {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    self.isJSON = isJSON
    let units = isJSON ? ["  ", "\t", "    ", ""] : ["  ", "    ", "   "]
    indentation = units.randomElement(using: &random) ?? "  "
    lineBreak = chance(25) ? "\r\n" : "\n"
    hasMark = chance(15)
    endsWithBreak = chance(75)
    isTight = isJSON && chance(30)
    writesEmptyProperties = chance(50)
    hasTail = chance(50)
  }

  func text(_ node: Node, _ random: inout SeededGenerator) -> String {
    var text = hasMark ? "\u{FEFF}" : ""
    switch node {
    case .map(let entries) where !isJSON:
      text += block(entries, depth: 0, &random).joined(separator: lineBreak)
    case .map, .scalar:
      text += flow(node, depth: 0, isLong: isJSON && !indentation.isEmpty, &random)
    }
    return endsWithBreak ? text + lineBreak : text
  }

  private func chance(_ percent: Int, _ random: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private func block(
    _ entries: [Node.Entry],
    depth: Int,
    _ random: inout SeededGenerator
  ) -> [String] {
    let blanks = String(repeating: indentation, count: depth)
    var lines: [String] = []
    for entry in entries {
      if chance(8, &random) { lines.append(blanks + "# what comes next: \(entry.key)") }
      if chance(5, &random), !lines.isEmpty { lines.append("") }
      let comment = chance(15, &random) ? "  # \(entry.key), as agreed: {not: code}" : ""
      let colon = chance(10, &random) ? ":   " : ": "
      switch entry.value {
      case .scalar(let text):
        lines.append(blanks + entry.key + colon + scalar(text, &random) + comment)
      case .map(let inner) where inner.isEmpty:
        let empty = ["{}", "{ }", "", "null"].randomElement(using: &random) ?? ""
        // A comment behind `null` would have to move.
        lines.append(blanks + entry.key + ":" + (empty.isEmpty ? "" : " " + empty))
      case .map(let inner) where depth > 1 && chance(25, &random):
        let isLong = chance(40, &random)
        let value = flow(.map(inner), depth: depth, isLong: isLong, &random)
        lines.append(blanks + entry.key + ": " + value + (isLong ? "" : comment))
      case .map(let inner):
        lines.append(blanks + entry.key + ":" + comment)
        lines += block(inner, depth: depth + 1, &random)
      }
    }
    return lines
  }

  private func flow(
    _ node: Node,
    depth: Int,
    isLong: Bool,
    _ random: inout SeededGenerator
  ) -> String {
    switch node {
    case .scalar(let text): return scalar(text, &random)
    case .map(let entries):
      guard !entries.isEmpty else { return "{}" }
      let colon = isTight ? ":" : ": "
      let parts = entries.map { entry in
        (isJSON ? "\"\(entry.key)\"" : entry.key) + colon
          + flow(entry.value, depth: depth + 1, isLong: isLong, &random)
      }
      guard isLong else { return "{" + parts.joined(separator: isTight ? "," : ", ") + "}" }
      let inner = lineBreak + String(repeating: indentation, count: depth + 1)
      let outer = lineBreak + String(repeating: indentation, count: depth)
      return "{" + inner + parts.joined(separator: "," + inner) + outer + "}"
    }
  }

  private func scalar(_ text: String, _ random: inout SeededGenerator) -> String {
    let isWord = text != "true" && text != "false"
    if isJSON { return isWord || chance(20, &random) ? "\"\(text)\"" : text }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return "'\(text)'"
    case 1: return "\"\(text)\""
    default: return text
    }
  }
}
