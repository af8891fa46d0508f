/// Values in JSON or in the flow style of YAML.
struct FlowText {
  /// Keys and texts have double quotes.
  let isJSON: Bool
  /// What stands between a key and its value.
  var colon = ": "
  /// What stands behind a comma.
  var gap = " "
  /// Where collections take a line for each entry: the line break, and the blanks of the entry's line.
  var lines: Lines?

  /// How entries stand below each other.
  struct Lines {
    let lineBreak: String
    let indentation: String
    let unit: String

    var deeper: Lines {
      Lines(lineBreak: lineBreak, indentation: indentation + unit, unit: unit)
    }
  }

  func entry(_ entry: EditValue.Entry) -> String {
    let key = isJSON ? ScalarText.quoted(entry.key) : ScalarText.yaml(.text(entry.key))
    return key + colon + value(entry.value)
  }

  func value(_ value: EditValue) -> String {
    switch value {
    case .bool, .integer, .text: isJSON ? ScalarText.json(value) : ScalarText.yaml(value)
    case .list(let elements):
      collection("[", elements.map { inside.value($0) }, "]")
    case .map(let entries):
      collection("{", entries.map { inside.entry($0) }, "}")
    }
  }

  /// The same for what is inside a collection.
  private var inside: FlowText {
    var inside = self
    inside.lines = lines?.deeper
    return inside
  }

  private func collection(_ open: String, _ parts: [String], _ close: String) -> String {
    guard let lines, !parts.isEmpty else {
      return open + parts.joined(separator: "," + gap) + close
    }
    let start = lines.lineBreak + lines.deeper.indentation
    return open + start + parts.joined(separator: "," + start) + lines.lineBreak
      + lines.indentation + close
  }
}
