import Infrastructure
import SourceText
import Values

/// The JSON Schema of platform descriptions, made of the declarations and the tables of the language.
package func descriptionSchema() -> String {
  var schema = LanguageSchema(.builtIn)
  return schema.document().json() + "\n"
}

/// The state of making the schema. Draft 7, which editors know best.
struct LanguageSchema {
  let declarations: Declarations
  private let catalogue: Catalogue
  private let keys: [Name: [String]]
  /// The definitions by name; an entry without one is being made.
  private var definitions: [String: SchemaNode?] = [:]
  /// The first place that an object was found at names its definition.
  private var nameOfShape: [ShapeID: String] = [:]

  init(_ declarations: Declarations) {
    self.declarations = declarations
    catalogue = Catalogue(declarations)
    keys = declarations.camelCaseNames
  }

  mutating func document() -> SchemaNode {
    addMarks()
    let root = object(LanguageKeys.description)
    let named = definitions.compactMap { name, node in node.map { (key: name, value: $0) } }
    let sorted = named.sorted { $0.key < $1.key }
    return SchemaNode.object([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")),
      ("title", .text("Lintel platform description, version 1")),
      (
        "description",
        .text("What a machine-learning platform on AWS consists of, and what is expected of it.")
      ),
    ]).adding(entries(of: root) + [("definitions", .object(sorted))])
  }

  private func entries(of node: SchemaNode) -> [(key: String, value: SchemaNode)] {
    guard case .object(let entries) = node else { return [] }
    return entries
  }

  // MARK: - Forms

  private mutating func node(_ form: KeyForm) -> SchemaNode {
    switch form {
    case .text: return .reference("text")
    case .flag: return .reference("flag")
    case .number: return .reference("number")
    case .words(let words): return .object("enum", .texts(words))
    case .pattern(let pattern):
      return .object([("type", .text("string")), ("pattern", .text(pattern))])
    case .list(let element):
      return .object([("type", .text("array")), ("items", node(element))])
    case .map(let value):
      return .object([
        ("type", .texts(["object", "null"])), ("additionalProperties", node(value)),
      ])
    case .object(let keys): return object(keys)
    case .open(let keys): return object(keys, isOpen: true)
    case .either(let forms): return .object("anyOf", .list(forms.map { node($0) }))
    case .resources(let type): return resources(type)
    case .resource(let path), .item(let path): return .reference(definition(at: path))
    case .account(let keys): return account(keys)
    case .document: return .reference("document")
    case .anything: return .object([])
    }
  }

  private mutating func object(_ keys: [LanguageKey], isOpen: Bool = false) -> SchemaNode {
    var properties: [(key: String, value: SchemaNode)] = []
    for key in keys {
      var node = node(key.form).adding([("description", .text(key.meaning))])
      if let example = key.example {
        let isList = if case .list = key.form { true } else { false }
        node = node.adding([("examples", .list([isList ? .texts([example]) : .text(example)]))])
      }
      properties.append((key.key, node))
    }
    let required = keys.filter(\.isRequired).map(\.key)
    var entries: [(key: String, value: SchemaNode)] = [
      ("type", .texts(["object", "null"])), ("properties", .object(properties)),
    ]
    if !required.isEmpty { entries.append(("required", .texts(required))) }
    if !isOpen { entries.append(("additionalProperties", .flag(false))) }
    return .object(entries)
  }

  private mutating func account(_ keys: [LanguageKey]) -> SchemaNode {
    let name = keys.first?.key == "account" ? "stack" : "account"
    guard definitions[name] == nil else { return .reference(name) }
    definitions[name] = .some(nil)
    guard case .object(var entries) = object(keys),
      let place = entries.firstIndex(where: { $0.key == "properties" }),
      case .object(var properties) = entries[place].value
    else { return .reference(name) }
    for collection in catalogue.collections.values.sorted(by: { $0.key < $1.key })
    where !keys.contains(where: { $0.key == collection.key }) {
      let meaning = SchemaNode.text("resources \(collection.type), by name")
      properties.append(
        (collection.key, resources(collection.type).adding([("description", meaning)]))
      )
    }
    entries[place].value = .object(properties)
    definitions[name] = .object(entries)
    return .reference(name)
  }

  /// A mapping of names to resources, or a list of names.
  private mutating func resources(_ type: String) -> SchemaNode {
    let resource = SchemaNode.reference(definition(at: type))
    return .object(
      "anyOf",
      .list([
        .object([("type", .texts(["object", "null"])), ("additionalProperties", resource)]),
        .object([("type", .text("array")), ("items", .reference("text"))]),
      ])
    )
  }
}

// MARK: - Resources and the objects in them

extension LanguageSchema {
  /// The name of the definition of a type, or of an object inside one by its path.
  private mutating func definition(at path: String) -> String {
    let steps = path.split(separator: ".").map(String.init)
    guard let first = steps.first, let type = declarations.type(named: first) else { return "any" }
    var shape = declarations.shape(of: type)
    for step in steps.dropFirst() {
      let word = declarations.vocabulary.name(step)
      guard let property = declarations.property(word, in: shape),
        case .object(let inner) = property.kind.innermost.form
      else { return "any" }
      shape = inner
    }
    return definition(of: shape, owner: path, type: first)
  }

  private mutating func definition(of shape: ShapeID, owner: String, type: String) -> String {
    let hasShortForms = !ShortForms.keys(of: owner).isEmpty
    if !hasShortForms, owner != type, let known = nameOfShape[shape] { return known }
    let name = owner.split(separator: ":").joined(separator: ".")
    guard definitions[name] == nil else { return name }
    definitions[name] = .some(nil)
    if !hasShortForms { nameOfShape[shape] = name }
    var properties = properties(of: shape, owner: owner, type: type)
    if owner == type {
      properties += members(of: type)
      let meaning = "it may not exist: what decides"
      properties.append(
        (Mark.maybe, .object([("type", .text("string")), ("description", .text(meaning))]))
      )
      if type == "AWS::Organizations::OrganizationalUnit"
        || type == "AWS::Organizations::Organization"
      {
        properties += entries(of: node(.object(LanguageKeys.unit)))
          .filter { $0.key == "properties" }.flatMap { entries(of: $0.value) }
      }
    }
    var own: [(key: String, value: SchemaNode)] = []
    if owner == type { own.append(("description", .text(type))) }
    let body: [(key: String, value: SchemaNode)] = [
      ("type", .texts(["object", "null"])),
      ("properties", .object(properties.sorted { $0.key < $1.key })),
      ("additionalProperties", .flag(false)),
    ]
    let marks = SchemaNode.reference("mark")
    definitions[name] =
      owner == type
      ? .object(own + body) : .object([("anyOf", .list([.object(body), marks]))])
    return name
  }

  private mutating func members(of type: String) -> [(key: String, value: SchemaNode)] {
    Catalogue.members(of: type).map { member in
      let meaning = SchemaNode.text("resources \(member.type) in it, by name")
      return (member.key, resources(member.type).adding([("description", meaning)]))
    }
  }

  private mutating func properties(
    of shape: ShapeID,
    owner: String,
    type: String
  ) -> [(key: String, value: SchemaNode)] {
    var nodes: [String: SchemaNode] = [:]
    let defaults = declarations.defaults(of: shape)
    for property in declarations.properties(of: shape) where !property.isReadOnly {
      let name = declarations.vocabulary.text(of: property.name)
      let form = node(property, owner: "\(owner).\(name)", type: type)
      var meaning = name
      if let entry = defaults.first(where: { $0.name == property.name }) {
        meaning += "; AWS's default: \(declarations.text(of: entry))"
      }
      let whole = TypeWords.camelCase(name)
      nodes[whole] = form.adding([("description", .text(meaning))])
      for key in shortKeys(for: property.name, in: shape, type: type) where nodes[key] == nil {
        nodes[key] = form.adding([("description", .text("short for \(whole)"))])
      }
    }
    if declarations.hasTags(shape), owner == type {
      let words = SchemaNode.texts(LanguageKeys.classifications)
      let meaning = SchemaNode.text("how sensitive what it holds is, as a tag")
      nodes["classification"] = .object([("enum", words), ("description", meaning)])
    }
    for key in ShortForms.keys(of: owner) {
      guard let form = ShortForms.form(key, of: owner) else { continue }
      let meaning = SchemaNode.text(form.meaning)
      if let keyForm = form.keyForm {
        nodes[key] = node(keyForm).adding([("description", meaning)])
      } else if case .property(let path) = form {
        let target = node(at: path, in: shape, owner: owner, type: type)
        nodes[key] = target.adding([("description", meaning)])
      }
    }
    return nodes.map { ($0.key, $0.value) }
  }

  private func shortKeys(for name: Name, in shape: ShapeID, type: String) -> [String] {
    var short = keys[name] ?? []
    let text = declarations.vocabulary.text(of: name)
    if !ReferenceTargets.types(of: text, in: type).isEmpty {
      short += ["key", "role", String(TypeWords.camelCase(text).dropLast(4))]
      short.append(TypeWords.camelCase(text).replacing("KmsKeyId", with: "Key"))
    }
    return short.filter {
      PropertyKeys.name(of: $0, in: shape, type: type, declarations) == text
    }
  }

  /// The form of a property inside of objects.
  private mutating func node(
    at path: [String],
    in shape: ShapeID,
    owner: String,
    type: String
  ) -> SchemaNode {
    var shape = shape
    var owner = owner
    for (index, step) in path.enumerated() {
      let word = declarations.vocabulary.name(step)
      guard let property = declarations.property(word, in: shape) else { return .object([]) }
      owner += "." + step
      if index == path.count - 1 { return node(property, owner: owner, type: type) }
      guard case .object(let inner) = property.kind.innermost.form else { return .object([]) }
      shape = inner
    }
    return .object([])
  }
}

// MARK: - Properties

extension LanguageSchema {
  private mutating func node(
    _ property: PropertyDeclaration,
    owner: String,
    type: String
  ) -> SchemaNode {
    node(property.kind, property, owner: owner, type: type)
  }

  private mutating func node(
    _ kind: PropertyKind,
    _ property: PropertyDeclaration,
    owner: String,
    type: String
  ) -> SchemaNode {
    switch kind.form {
    case .string: return enumerated(property) ?? text(property, type)
    case .integer: return .reference("whole")
    case .number: return .reference("number")
    case .boolean: return .reference("flag")
    case .json: return .reference("document")
    case .object(let shape):
      return .reference(definition(of: shape, owner: owner, type: type))
    case .list(let element):
      let items = node(element, property, owner: owner, type: type)
      let list = SchemaNode.object([("type", .text("array")), ("items", items)])
      let isTags = owner.hasSuffix("Tags")
      let mapping = SchemaNode.object("type", .text("object"))
      return .object("anyOf", .list([list, isTags ? mapping : .reference("mark")]))
    case .map(let element):
      let value = node(element, property, owner: owner, type: type)
      return .object([("type", .text("object")), ("additionalProperties", value)])
    }
  }

  /// A text, with an example of those that have a form of their own.
  private func text(_ property: PropertyDeclaration, _ type: String) -> SchemaNode {
    let name = declarations.vocabulary.text(of: property.name)
    let targets = ReferenceTargets.types(of: name, in: type)
    var example: String?
    if ValueRules.isBlock(name) {
      example = name.contains("Ipv6") ? "2001:db8::/56" : "10.0.0.0/16"
    } else if name.hasSuffix("Arn"), targets.isEmpty {
      example = "arn:aws:service:eu-west-1:111122223333:resource"
    }
    guard let example else {
      guard !targets.isEmpty else { return .reference("text") }
      let words = "the name, address or id of a \(DescriptionReader.words(for: targets))"
      return SchemaNode.reference("text").adding([("title", .text(words))])
    }
    return SchemaNode.reference("text").adding([("examples", .texts([example]))])
  }

  /// The words that a property takes; those of a long list are only examples, because AWS adds to it.
  private func enumerated(_ property: PropertyDeclaration) -> SchemaNode? {
    let words = declarations.enumeration(of: property)
    guard !words.isEmpty else { return nil }
    let list = SchemaNode.object("enum", .texts(words))
    let other = SchemaNode.reference(words.count > 20 ? "text" : "mark")
    return .object("anyOf", .list([list, other]))
  }

  private mutating func addMarks() {
    let text = SchemaNode.object("type", .text("string"))
    func mark(_ mark: Mark, _ value: SchemaNode) -> SchemaNode {
      .object([
        ("type", .text("object")),
        (
          "properties",
          .object([(mark.rawValue, value)] + mark.companions.map { ($0, .object([])) })
        ),
        ("required", .texts([mark.rawValue])), ("additionalProperties", .flag(false)),
      ])
    }
    let piece = SchemaNode.object(
      "anyOf",
      .list([.object("type", .texts(["string", "number"])), .reference("mark")])
    )
    let pieces = SchemaNode.object([("type", .text("array")), ("items", piece)])
    definitions["mark"] = .object(
      "anyOf",
      .list([
        mark(.unknown, text), mark(.reference, text),
        mark(
          .text,
          .object("anyOf", .list([.object("type", .texts(["string", "number"])), pieces]))
        ),
        mark(.own, .object("enum", .texts(Mark.ownFacts))),
      ])
    )
    func orMark(_ types: [String]) -> SchemaNode {
      .object("anyOf", .list([.object("type", .texts(types)), .reference("mark")]))
    }
    definitions["text"] = orMark(["string", "number", "boolean"])
    definitions["flag"] = orMark(["boolean"])
    definitions["number"] = orMark(["number"])
    definitions["whole"] = orMark(["integer"])
    definitions["document"] = .object("description", .text("a document, or the path of one"))
    definitions["any"] = .object([])
  }
}
