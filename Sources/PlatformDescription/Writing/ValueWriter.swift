import Infrastructure
import SourceText
import Values

/// Writes values as a description has them: what cannot stand there as it is with a mark.
struct ValueWriter {
  let estate: Estate
  let keys: PropertyKeys
  let book: AddressBook
  var context: EvaluationContext
  /// What is known of the account that values are written in, in order to be told by it.
  var scope: ScopeID
  /// The resource type whose properties are written.
  var type = ""
  /// How many properties no declaration knows, and nothing can be written for.
  var undeclared = 0

  private var declarations: Declarations { estate.declarations }
  private var heap: ValueHeap { context.heap }

  init(_ estate: Estate, book: AddressBook) {
    self.estate = estate
    self.book = book
    keys = PropertyKeys(estate.declarations)
    context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
    scope = ScopeID(0)
  }

  /// The entries of a resource's properties but for some; defaults are not written.
  mutating func properties(
    of resource: Resource,
    except skipped: Set<String>
  ) -> [(key: String, value: YAMLNode)] {
    type = resource.type
    scope = resource.scope
    let shape = declarations.type(named: type).map(declarations.shape(of:))
    return entries(of: resource.properties, shape: shape, owner: type, except: skipped)
  }

  private mutating func entries(
    of map: Value,
    shape: ShapeID?,
    owner: String,
    except skipped: Set<String> = []
  ) -> [(key: String, value: YAMLNode)] {
    guard map.kind == .map else { return [] }
    var entries: [(key: String, value: YAMLNode)] = []
    for index in 0..<map.count {
      let name = heap.text(heap.key(index, of: map))
      let value = heap.entry(index, of: map)
      guard !value.flags.contains(.defaulted), !skipped.contains(name) else { continue }
      let resolved = context.resolve(value)
      guard !resolved.isAbsent else { continue }
      guard let key = keys.key(for: name, in: shape, owner: owner, type: type) else {
        undeclared += 1
        continue
      }
      let declaration = shape.flatMap {
        declarations.property(declarations.vocabulary.name(name), in: $0)
      }
      let wanted = Slot(declaration, name: name, path: "\(owner).\(name)")
      let node = shortNode(for: resolved, name, in: shape) ?? node(for: resolved, wanted)
      entries.append((shortKey(for: name, of: owner, node) ?? key, node))
    }
    return joiningPorts(of: owner, entries)
  }

  /// Tags as a mapping, and the types of policies in words.
  private mutating func shortNode(
    for value: Value,
    _ name: String,
    in shape: ShapeID?
  ) -> YAMLNode? {
    if name == "Type", type == "AWS::Organizations::Policy", value.kind == .string {
      let word = heap.text(value).lowercased().replacing("_", with: "-")
      return DescriptionReader.policyTypes.contains(word) ? .text(word) : nil
    }
    guard name == "Tags", value.kind == .list, value.count > 0, declarations.hasTags(shape) else {
      return nil
    }
    var tags: [(key: String, value: YAMLNode)] = []
    for tag in heap.elements(of: value) {
      guard tag.kind == .map, tag.count == 2, let key = heap.lookup("Key", in: tag),
        let content = heap.lookup("Value", in: tag), key.kind == .string
      else { return nil }
      let text = heap.text(key)
      guard !text.hasPrefix("$"), !tags.contains(where: { $0.key == text }) else { return nil }
      tags.append((text, node(for: content, Slot(nil, name: "Value", path: ""))))
    }
    return .map(tags)
  }

  /// A key that means a property only for some values: blocks of addresses, protocols, groups.
  private func shortKey(for name: String, of owner: String, _ node: YAMLNode) -> String? {
    guard case .scalar(let text) = node else { return nil }
    return ShortForms.keys(of: owner).first { key in
      switch ShortForms.form(key, of: owner) {
      case .protocolText(name)?: true
      case .block(name, _, _)?: text.contains("/") && !text.contains(":")
      case .block(_, name, _)?: text.contains("/") && text.contains(":")
      case .peer(name, _)?: !text.hasPrefix("pl-") && IPPrefix(text) == nil
      case _: false
      }
    }
  }

  /// A range of one port as that port.
  private func joiningPorts(
    of owner: String,
    _ entries: [(key: String, value: YAMLNode)]
  ) -> [(key: String, value: YAMLNode)] {
    guard case .port(["FromPort"], _)? = ShortForms.form("port", of: owner),
      let first = entries.firstIndex(where: { $0.key == "fromPort" }),
      let last = entries.firstIndex(where: { $0.key == "toPort" }),
      case .scalar(let from) = entries[first].value, case .scalar(let to) = entries[last].value,
      from == to
    else { return entries }
    var joined = entries
    joined[first].key = "port"
    joined.remove(at: last)
    return joined
  }

  /// What a value stands in.
  struct Slot {
    let kind: PropertyKind?
    let declaration: PropertyDeclaration?
    let name: String
    let path: String

    init(_ declaration: PropertyDeclaration?, name: String, path: String) {
      kind = declaration?.kind
      self.declaration = declaration
      self.name = name
      self.path = path
    }

    private init(_ kind: PropertyKind?, inside slot: Slot) {
      self.kind = kind
      declaration = slot.declaration
      name = slot.name
      path = slot.path
    }

    var element: Slot {
      switch kind?.form {
      case .list(let element)?, .map(let element)?: Slot(element, inside: self)
      case .string?, .integer?, .number?, .boolean?, .json?, .object?, nil: Slot(nil, inside: self)
      }
    }
  }

  /// A value in a slot.
  mutating func node(for value: Value, _ slot: Slot) -> YAMLNode {
    let value = context.resolve(value)
    switch value.kind {
    case .bool: return scalar(value.isTrue ? "true" : "false", in: slot, .boolean)
    case .int: return scalar(String(value.asInt), in: slot, .integer)
    case .double: return scalar(String(value.asDouble), in: slot, .number)
    case .null: return .scalar("null")
    case .string: return text(heap.text(value), slot)
    case .list:
      let elements = heap.elements(of: value).map { context.resolve($0) }
      return .list(elements.filter { !$0.isAbsent }.map { node(for: $0, slot.element) })
    case .map: return map(value, slot)
    case .reference: return reference(value, slot)
    case .template:
      return .map("$text", .list(heap.elements(of: value).map { piece($0) }))
    case .unknown: return unknown(value)
    case .choice, .uint, .bytes, .type, .optional, .duration, .timestamp, .ip, .cidr, .resource,
      .error:
      return .map("$unknown", .text("a value that cannot be written down"))
    }
  }

  private mutating func map(_ value: Value, _ slot: Slot) -> YAMLNode {
    if case .object(let shape)? = slot.kind?.form {
      return .map(entries(of: value, shape: shape, owner: slot.path))
    }
    var entries: [(key: String, value: YAMLNode)] = []
    for index in 0..<value.count {
      let entry = context.resolve(heap.entry(index, of: value))
      guard !entry.isAbsent else { continue }
      let key = heap.text(heap.key(index, of: value))
      entries.append((key, node(for: entry, slot.element)))
    }
    return .map(entries)
  }
}

// MARK: - Texts and references

extension ValueWriter {
  private enum ScalarKind { case boolean, integer, number }

  /// A number or boolean, marked where its property takes a text.
  private func scalar(_ text: String, in slot: Slot, _ kind: ScalarKind) -> YAMLNode {
    switch (slot.kind?.form, kind) {
    case (.boolean?, .boolean), (.integer?, .integer), (.number?, _), (.json?, _), (nil, _):
      return .scalar(text)
    case (_, _): return .map("$text", .text(text))
    }
  }

  private func text(_ text: String, _ slot: Slot) -> YAMLNode {
    isTakenAsItIs(text, slot) ? .text(text) : .map("$text", .text(text))
  }

  /// Whether a text in a slot is read as that text.
  private func isTakenAsItIs(_ text: String, _ slot: Slot) -> Bool {
    switch slot.kind?.form {
    case nil: return true
    case .json?: return !DescriptionReader.documentNames.contains(slot.name)
    case .string?: break
    case .boolean?, .integer?, .number?, .object?, .list?, .map?: return false
    }
    if let declaration = slot.declaration {
      let words = declarations.enumeration(of: declaration)
      if !words.isEmpty, !words.contains(text) { return false }
    }
    let types = ReferenceTargets.types(of: slot.name, in: type)
    guard !types.isEmpty else { return ValueRules.problem(with: text, in: slot.name) == nil }
    guard book.count(of: text, types: types, from: scope) == 0 else { return false }
    if text == "local", slot.name == "GatewayId" { return true }
    if LiteralIdentifier.isMeant(by: text, types: types) {
      return ValueRules.problem(with: text, in: "Arn") == nil
    }
    return ReferenceTargets.takesNames(slot.name) && !text.contains("/") && !text.contains("#")
  }

  private func reference(_ value: Value, _ slot: Slot) -> YAMLNode {
    let id = ResourceID(heap.target(of: value))
    let target = estate[id]
    let types = ReferenceTargets.types(of: slot.name, in: type)
    let expected = DescriptionReader.attribute(
      of: target.type,
      for: slot.name,
      estate.declarations
    )
    let isPlain: Bool
    if case .string? = slot.kind?.form {
      isPlain = types.contains(target.type) && expected == value.name
    } else {
      isPlain = false
    }
    if isPlain { return .text(book.name(of: id, types: types, from: scope)) }
    var entries: [(key: String, value: YAMLNode)] = [
      ("$ref", .text(book.addresses[id.index] ?? target.address))
    ]
    if expected != value.name {
      let name = value.name.isNone ? "Ref" : declarations.vocabulary.text(of: value.name)
      entries.append(("attribute", .text(name)))
    }
    return .map(entries)
  }

  private mutating func piece(_ value: Value) -> YAMLNode {
    let value = context.resolve(value)
    if value.kind == .string { return .text(heap.text(value)) }
    guard value.kind == .reference else { return unknown(value) }
    return reference(value, Slot(nil, name: "", path: ""))
  }

  private func unknown(_ value: Value) -> YAMLNode {
    guard value.kind == .unknown else { return .map("$unknown", .text("a part of a text")) }
    let unknown = heap.unknown(value)
    if unknown.reason == .pseudoParameter, !value.flags.contains(.derived),
      let fact = ownFact(unknown.subject)
    {
      return .map("$own", .text(fact))
    }
    var entries: [(key: String, value: YAMLNode)] = [("$unknown", .text(unknown.subject))]
    if unknown.reason != .external { entries.append(("reason", .text(unknown.reason.rawValue))) }
    let isOrdinary = unknown.settle == Mark.settle || unknown.settle.hasPrefix("--parameter")
    if !unknown.settle.isEmpty, !isOrdinary {
      entries.append(("settle", .text(unknown.settle)))
    }
    if value.flags.contains(.identifier) { entries.append(("identifier", .scalar("true"))) }
    return .map(entries)
  }

  /// The fact of the account that an unknown stands for.
  private func ownFact(_ subject: String) -> String? {
    let facts = [
      "'AWS::AccountId'": "account", "'AWS::Partition'": "partition", "'AWS::Region'": "region",
      "'AWS::URLSuffix'": "urlSuffix",
    ]
    if let fact = facts[subject] { return fact }
    let name = estate.scopes[scope.index].name
    let isOwn = subject.hasSuffix(" '\(name)'") || name == "organization"
    guard isOwn, subject.hasPrefix("the ") else { return nil }
    let word = subject.dropFirst(4).prefix { $0 != " " }
    return word == "id" ? "account" : Mark.ownFacts.first { $0 == word }
  }
}
