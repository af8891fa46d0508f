import CEL

/// A variable or function that a case of the conformance suite declares, as a textproto message.
package enum SuiteDeclaration {
  case variable(String, type: String)
  case function(String, overloads: [String])

  /// `name: "x" ident { type { primitive: INT64 } }`; nil for what is written otherwise.
  package init?(_ text: String) {
    var reader = MessageReader(text)
    let fields = reader.fields()
    guard let name = fields.first("name")?.text else { return nil }
    if let ident = fields.first("ident")?.fields, let type = ident.first("type")?.fields {
      self = .variable(name, type: Self.type(type))
      return
    }
    guard let function = fields.first("function")?.fields else { return nil }
    let overloads = function.all("overloads").map { overload in
      let parameters = overload.fields.all("params").map { Self.type($0.fields) }
      let result = overload.fields.first("result_type").map { Self.type($0.fields) } ?? "dyn"
      return "(\(parameters.joined(separator: ", "))) -> \(result)"
    }
    self = .function(name, overloads: overloads)
  }

  /// A type as Lintel's declarations write it.
  private static func type(_ fields: MessageReader.Fields) -> String {
    guard let (kind, value) = fields.entries.first else { return "dyn" }
    switch kind {
    case "primitive":
      return ["INT64": "int", "UINT64": "uint"][value.text] ?? value.text.lowercased()
    case "null": return "null_type"
    case "type_param": return value.text
    case "list_type":
      return "list(\(value.fields.first("elem_type").map { type($0.fields) } ?? "dyn"))"
    case "map_type":
      let parts = value.fields.entries.map { type($0.value.fields) }
      return "map(\(parts.joined(separator: ", ")))"
    case "abstract_type":
      let arguments = value.fields.all("parameter_types").map { type($0.fields) }
      let name = value.fields.first("name")?.text ?? ""
      return arguments.isEmpty ? name : "\(name)(\(arguments.joined(separator: ", ")))"
    default: return "dyn"
    }
  }
}

/// Reads messages of the form `name: "x" type { primitive: INT64 }`.
private struct MessageReader {
  struct Fields {
    var entries: [(name: String, value: Field)] = []

    func first(_ name: String) -> Field? { entries.first { $0.name == name }?.value }

    func all(_ name: String) -> [Field] { entries.filter { $0.name == name }.map(\.value) }
  }

  indirect enum Field {
    case text(String)
    case message(Fields)

    var text: String {
      if case .text(let text) = self { return text }
      return ""
    }

    var fields: Fields {
      if case .message(let fields) = self { return fields }
      return Fields()
    }
  }

  private var words: ArraySlice<Substring>

  init(_ text: String) {
    words = text.split(separator: " ")[...]
  }

  /// All fields up to the closing brace.
  mutating func fields() -> Fields {
    var fields = Fields()
    while let word = words.popFirst(), word != "}" {
      if word.hasSuffix(":") {
        let value = words.popFirst() ?? ""
        let text = value.filter { $0 != "\"" }
        fields.entries.append((String(word.dropLast()), .text(text)))
      } else if words.first == "{" {
        words.removeFirst()
        fields.entries.append((String(word), .message(self.fields())))
      }
    }
    return fields
  }
}
