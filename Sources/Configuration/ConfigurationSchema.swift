import PlatformDescription

/// The JSON Schema of configurations, made of the tables that the reader uses. Draft 7, which editors
/// know best.
package func configurationSchema() -> String {
  let title = "Lintel configuration, version 1"
  let meaning = "What a run of lintel judges by, and what it knows of deployments."
  let head: [(key: String, value: SchemaNode)] = [
    ("$schema", .text("http://json-schema.org/draft-07/schema#")),
    ("title", .text(title)),
    ("description", .text(meaning)),
    ("required", .texts(["lintel"])),
  ]
  return SchemaNode.object(head).adding(ConfigurationForm.object(ConfigurationKeys.all).entries)
    .json() + "\n"
}

extension ConfigurationForm {
  fileprivate var entries: [(key: String, value: SchemaNode)] {
    switch self {
    case .text: return [("type", .texts(["string", "number", "boolean"]))]
    case .flag: return [("type", .text("boolean"))]
    case .word(let words): return [("enum", .texts(words))]
    case .shape(let shape):
      guard let expression = shape.expression else { return [("type", .text("string"))] }
      return [("type", .text("string")), ("pattern", .text(expression))]
    case .list(let element):
      return [("type", .texts(["array", "null"])), ("items", .object(element.entries))]
    case .map(let value):
      return [
        ("type", .texts(["object", "null"])), ("additionalProperties", .object(value.entries)),
      ]
    case .object(let keys):
      let properties = keys.map { key in
        let about: [(key: String, value: SchemaNode)] =
          [("description", .text(key.meaning))]
          + (key.schemaDefault.map { [("default", $0)] } ?? [])
        return (key: key.key, value: SchemaNode.object(key.form.entries + about))
      }
      return [
        ("type", .texts(["object", "null"])), ("properties", .object(properties)),
        ("additionalProperties", .flag(false)),
      ]
    case .either(let first, let second):
      return [("anyOf", .list([.object(first.entries), .object(second.entries)]))]
    case .literal:
      return [("type", .texts(["string", "number", "boolean", "array"]))]
    }
  }
}

extension ConfigurationKey {
  fileprivate var schemaDefault: SchemaNode? {
    guard let fallback else { return nil }
    switch form {
    case .flag: return .flag(fallback == "true")
    case .word, .either: return .text(fallback)
    case .text, .shape, .list, .map, .object, .literal: return nil
    }
  }
}
