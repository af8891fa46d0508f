/// A piece of a JSON Schema.
package indirect enum SchemaNode: Sendable {
  case text(String)
  case flag(Bool)
  case number(Int)
  case list([SchemaNode])
  case object([(key: String, value: SchemaNode)])

  package static func object(_ key: String, _ value: SchemaNode) -> SchemaNode {
    .object([(key, value)])
  }

  package static func texts(_ texts: some Sequence<String>) -> SchemaNode {
    .list(texts.map(SchemaNode.text))
  }

  /// What stands at another place of the schema.
  package static func reference(_ definition: String) -> SchemaNode {
    .object("$ref", .text("#/definitions/\(definition)"))
  }

  /// The same with further keys.
  package func adding(_ entries: [(key: String, value: SchemaNode)]) -> SchemaNode {
    guard case .object(let own) = self else { return self }
    return .object(own + entries)
  }

  /// The schema as JSON: a line for each property of each definition.
  package func json(indent: Int = 0) -> String {
    let flat = flatJSON
    guard indent < 8, flat.utf8.count > 96 - indent else { return flat }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .text, .flag, .number: return flat
    case .list(let elements):
      let lines = elements.map { inner + $0.json(indent: indent + 2) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
    case .object(let entries):
      let lines = entries.map { key, value in
        "\(inner)\(Self.quoted(key)): \(value.json(indent: indent + 2))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
    }
  }

  private var flatJSON: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .list(let elements): "[" + elements.map(\.flatJSON).joined(separator: ", ") + "]"
    case .object(let entries):
      "{"
        + entries.map { "\(Self.quoted($0.key)): \($0.value.flatJSON)" }.joined(separator: ", ")
        + "}"
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
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
