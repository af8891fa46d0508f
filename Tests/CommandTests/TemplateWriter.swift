import Foundation

/// Writes a template that is known as JSON in other ways that mean the same.
struct TemplateWriter {
  /// Whether keys come in the reverse of their alphabetical order, not in the order itself.
  var reversesKeys = false
  /// Whether comments and blank lines stand between everything.
  var comments = false
  /// Whether `{"Ref": "X"}` becomes `!Ref X`, and so on.
  var shortForms = false

  /// Block YAML, every text quoted.
  func yaml(_ template: Any) -> String {
    block(template, indent: 0) + "\n"
  }

  private func block(_ value: Any, indent: Int) -> String {
    let pad = "\n" + String(repeating: " ", count: indent)
    let gap = comments ? "\n\n# a comment: with [signs] of YAML" + pad : pad
    switch value {
    case let map as [String: Any] where !map.isEmpty:
      return keys(of: map)
        .map { gap + quoted($0) + ":" + entry(map[$0] as Any, indent: indent + 2) }
        .joined()
    case let list as [Any] where !list.isEmpty:
      return list.map { gap + "-" + entry($0, indent: indent + 2) }.joined()
    default:
      return " " + flow(value) + (comments ? "   # another one" : "")
    }
  }

  private func entry(_ value: Any, indent: Int) -> String {
    guard shortForms, let map = value as? [String: Any], map.count == 1,
      let (key, argument) = map.first, let tag = tag(for: key)
    else { return block(value, indent: indent) }
    if key == "Fn::GetAtt", let parts = argument as? [String] {
      return " " + tag + " " + quoted(parts.joined(separator: "."))
    }
    return " " + tag + block(argument, indent: indent)
  }

  private func tag(for key: String) -> String? {
    if key == "Ref" { return "!Ref" }
    return key.hasPrefix("Fn::") ? "!" + key.dropFirst(4) : nil
  }

  private func keys(of map: [String: Any]) -> [String] {
    let keys = map.keys.sorted()
    return reversesKeys ? keys.reversed() : keys
  }

  private func flow(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .withoutEscapingSlashes]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private func quoted(_ text: String) -> String {
    flow(text)
  }
}
