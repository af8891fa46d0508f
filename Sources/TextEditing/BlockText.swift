/// Values in the block style of YAML.
struct BlockText {
  /// How many columns what is inside stands further to the right.
  let unit: Int
  let lineBreak: String

  /// `Key: value` on as many lines as it needs, without a line break at the end.
  func entry(_ entry: EditValue.Entry, indentation: String) -> String {
    let key = ScalarText.yaml(.text(entry.key))
    return "\(indentation)\(key):\(tail(entry.value, indentation: indentation))"
  }

  /// `- value`
  func element(_ value: EditValue, indentation: String) -> String {
    let inner = indentation + "  "
    switch value {
    case .bool, .integer, .text: return "\(indentation)- \(ScalarText.yaml(value))"
    case .map(let entries) where !entries.isEmpty:
      let text = entries.map { entry($0, indentation: inner) }.joined(separator: lineBreak)
      return "\(indentation)- \(text.dropFirst(inner.count))"
    case .list, .map: return "\(indentation)- \(FlowText(isJSON: false).value(value))"
    }
  }

  /// A collection below the line of its key.
  func value(_ value: EditValue, indentation: String) -> String {
    let inner = indentation + String(repeating: " ", count: unit)
    switch value {
    case .map(let entries) where !entries.isEmpty:
      return entries.map { lineBreak + entry($0, indentation: inner) }.joined()
    case .list(let elements) where !elements.isEmpty:
      return elements.map { lineBreak + element($0, indentation: inner) }.joined()
    case .bool, .integer, .text: return " " + ScalarText.yaml(value)
    case .map, .list: return " " + FlowText(isJSON: false).value(value)
    }
  }

  private func tail(_ value: EditValue, indentation: String) -> String {
    self.value(value, indentation: indentation)
  }
}
