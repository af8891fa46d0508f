/// The part of JSON Schema (2020-12) that `schemas/report.schema.json` uses.
struct SchemaCheck {
  let root: JSONValue

  private static let known: Set<String> = [
    "$schema", "$ref", "$defs", "title", "description", "type", "required", "additionalProperties",
    "properties", "const", "enum", "items", "anyOf", "minimum", "pattern",
  ]

  /// What is wrong with a value, each complaint with its path; empty if nothing is.
  func complaints(about value: JSONValue) -> [String] {
    complaints(about: value, under: root, at: "$")
  }

  private func complaints(about value: JSONValue, under schema: JSONValue, at path: String)
    -> [String]
  {
    var complaints = schema.members.keys.filter { !Self.known.contains($0) }
      .map { "\(path): the check does not know the keyword '\($0)'" }
    if let reference = schema["$ref"].text {
      let name = String(reference.dropFirst("#/$defs/".count))
      complaints += self.complaints(about: value, under: root["$defs"][name], at: path)
    }
    if schema["type"] != .null, !hasType(value, schema["type"]) {
      complaints.append("\(path): is not of type \(schema["type"])")
    }
    if schema["const"] != .null, schema["const"] != value {
      complaints.append("\(path): is not \(schema["const"])")
    }
    if schema["enum"] != .null, !schema["enum"].elements.contains(value) {
      complaints.append("\(path): is none of \(schema["enum"].elements)")
    }
    if let minimum = schema["minimum"].integer, let number = value.integer, number < minimum {
      complaints.append("\(path): is below \(minimum)")
    }
    if schema["pattern"] != .null, value.text?.wholeMatch(of: /[0-9a-f]{16}/) == nil {
      complaints.append("\(path): does not match the pattern")
    }
    let choices = schema["anyOf"].elements
    if !choices.isEmpty,
      !choices.contains(where: { self.complaints(about: value, under: $0, at: path).isEmpty })
    {
      complaints.append("\(path): fits no alternative")
    }
    return complaints + memberComplaints(about: value, under: schema, at: path)
  }

  private func memberComplaints(
    about value: JSONValue,
    under schema: JSONValue,
    at path: String
  ) -> [String] {
    var complaints: [String] = []
    for key in schema["required"].elements.compactMap(\.text) where value.members[key] == nil {
      complaints.append("\(path): lacks '\(key)'")
    }
    for (key, member) in value.members {
      if let subschema = schema["properties"].members[key] {
        complaints += self.complaints(about: member, under: subschema, at: "\(path).\(key)")
      } else if schema["additionalProperties"] == .bool(false) {
        complaints.append("\(path): has '\(key)' besides")
      } else if case .object = schema["additionalProperties"] {
        let subschema = schema["additionalProperties"]
        complaints += self.complaints(about: member, under: subschema, at: "\(path).\(key)")
      }
    }
    if schema["items"] != .null {
      for (index, element) in value.elements.enumerated() {
        let path = "\(path)[\(index)]"
        complaints += self.complaints(about: element, under: schema["items"], at: path)
      }
    }
    return complaints
  }

  private func hasType(_ value: JSONValue, _ type: JSONValue) -> Bool {
    let names = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
    let name =
      switch value {
      case .null: "null"
      case .bool: "boolean"
      case .number: "integer"
      case .string: "string"
      case .array: "array"
      case .object: "object"
      }
    return names.contains(name)
  }
}
