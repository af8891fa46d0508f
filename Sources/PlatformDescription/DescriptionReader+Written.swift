import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Values as they are written, held against the declaration of their property.
extension DescriptionReader {
  private static let maximumDepth = 100
  /// Aliases may make much of little; more than this, and eight times what is written, is nothing
  /// that anybody means.
  private static let freeVisits = 100_000
  /// Lists of words that AWS adds to every month are not held against the writer.
  private static let openEnumeration = 20

  mutating func written(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    fitted(unfitted(place, wanted, &estate), to: wanted, at: place, &estate)
  }

  private mutating func unfitted(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard enter(place, &estate) else {
      return invalid("a value that is nested too deep, or too large", at: place, &estate)
    }
    defer { depth -= 1 }
    if let tag = documents.tag(of: place) {
      report("unexpected-tag", "'\(tag)' means nothing in a description", at: place, &estate)
      return invalid("a value with the tag '\(tag)'", at: place, &estate)
    }
    if Mark(in: place, documents) != nil { return marked(place, wanted, &estate) }
    if let key = misspeltMark(in: place) {
      let known = Mark.allCases.map(\.rawValue)
      reportUnknownKey(key, of: "a value", among: known, &estate)
      return invalid("a value", at: place, &estate)
    }
    guard let kind = wanted.kind else { return anything(place, wanted, &estate) }
    switch kind.form {
    case .json: return json(place, wanted, &estate)
    case .object(let shape): return object(place, shape, wanted, &estate)
    case .list: return list(place, wanted, &estate)
    case .map: return map(place, wanted, &estate)
    case .string, .integer, .number, .boolean: return scalar(place, kind, wanted, &estate)
    }
  }

  /// Counts a value; false, and reported once, where there are too many, and where they are nested
  /// too deep. What is entered has to be left.
  private mutating func enter(_ place: Place, _ estate: inout EstateBuilder) -> Bool {
    visits += 1
    let maximum = Self.freeVisits + 8 * documents.nodeCount
    if visits == maximum {
      let fact = "the aliases of the descriptions expand to more than \(maximum) values"
      report("too-large", fact, at: place, &estate)
    }
    guard visits < maximum else { return false }
    guard depth < Self.maximumDepth else {
      let fact = "values are nested more than \(Self.maximumDepth) deep"
      report("nesting-too-deep", fact, at: place, &estate)
      return false
    }
    depth += 1
    return true
  }

  /// What a value should have been written as, where that is plain to see.
  private func correction(of place: Place, to expected: String, _ wanted: Wanted) -> String? {
    guard documents.kind(of: place) == .scalar, !documents.isNull(place) else { return nil }
    let text = documents.text(of: place)
    switch (expected, text.lowercased()) {
    case ("a list", _): return "write [\(text)]"
    case ("true or false", "yes"), ("true or false", "on"), ("true or false", "true"):
      return "write true"
    case ("true or false", "no"), ("true or false", "off"), ("true or false", "false"):
      return "write false"
    case ("a whole number", _) where Int(text) != nil: return "write \(text) without quotes"
    case ("a whole number", _) where documents.text(of: wanted.key) == "port":
      let ends = text.split(separator: "-").compactMap { Int($0) }
      guard ends.count == 2 else { return nil }
      return "write 'fromPort: \(ends[0])' and 'toPort: \(ends[1])'"
    case ("a mapping", _):
      let isName = !ReferenceTargets.types(of: "\(wanted.name)Name", in: "").isEmpty
      return isName ? "write '\(TypeWords.camelCase(wanted.name))Name: \(text)'" : nil
    default: return nil
    }
  }

  /// The key of a mapping that looks like that of a mark and is none.
  private func misspeltMark(in place: Place) -> Place? {
    guard let key = documents.markedKey(of: place) else { return nil }
    let known = Mark.allCases.map(\.rawValue)
    return Suggestion.closest(to: documents.text(of: key), among: known) == nil ? nil : key
  }

  private func wrongType(
    _ place: Place,
    _ wanted: Wanted,
    _ expected: String,
    _ estate: inout EstateBuilder
  ) -> Value {
    let key = documents.text(of: wanted.key)
    let help = correction(of: place, to: expected, wanted)
    let fact = "'\(key)' takes \(expected), but this is \(words(for: place))"
    report("wrong-type", fact, at: place, help: help, &estate)
    return invalid("'\(key)'", at: place, &estate)
  }

  private mutating func object(
    _ place: Place,
    _ shape: ShapeID,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard documents.kind(of: place) == .mapping else {
      return wrongType(place, wanted, "a mapping", &estate)
    }
    let before = unreadKeys
    let entries = entries(of: place, shape: shape, owner: wanted.path, current, &estate)
    let object = object(entries, shape: shape, owner: wanted.path, at: place, &estate)
    // What the other keys say of it may be the smaller part.
    guard unreadKeys == before else {
      return invalid("'\(documents.text(of: wanted.key))'", at: place, &estate)
    }
    return object
  }

  private mutating func list(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch documents.kind(of: place) {
    case .sequence:
      var elements: [Value] = []
      for element in documents.elements(of: place) {
        elements.append(written(element, wanted.element, &estate))
      }
      return estate.heap.list(elements, origin: origin(place))
    case .mapping where wanted.name.hasSuffix("Tags"):
      let tags = tags(place, key: wanted.key, &estate)
      return lower(tags[0].value, wanted, &estate)
    case .mapping, .scalar, .alias:
      return wrongType(place, wanted, "a list", &estate)
    }
  }

  private mutating func map(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard documents.kind(of: place) == .mapping else {
      return wrongType(place, wanted, "a mapping", &estate)
    }
    return freeMapping(place, wanted.element, &estate)
  }

  /// A mapping with keys of the writer's choice.
  private mutating func freeMapping(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    var run: [Value] = []
    let subject = "'\(documents.text(of: wanted.key))'"
    for (key, value) in entries(of: place, subject, &estate) {
      let text = documents.utf8(of: key)
      let name = vocabulary.name(of: text)
      run.append(estate.heap.string(utf8: text, origin: origin(key), name: name))
      run.append(written(value, wanted, &estate))
    }
    return estate.heap.map(alternating: run, origin: origin(place))
  }

  /// A value that nothing is declared of: as it looks.
  mutating func anything(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    switch documents.kind(of: place) {
    case .mapping:
      return freeMapping(place, wanted.element, &estate)
    case .sequence:
      var elements: [Value] = []
      for element in documents.elements(of: place) {
        elements.append(written(element, wanted.element, &estate))
      }
      return estate.heap.list(elements, origin: origin(place))
    case .scalar, .alias:
      switch documents.scalarType(of: place) {
      case .null: return Value.null.from(origin(place))
      case .boolean: return boolean(place)
      case .integer, .float: return number(place) ?? plainText(place, &estate)
      case .string, .legacyBoolean: return plainText(place, &estate)
      }
    }
  }

  func plainText(_ place: Place, _ estate: inout EstateBuilder) -> Value {
    estate.heap.string(utf8: documents.utf8(of: place), origin: origin(place))
  }

  private func boolean(_ place: Place) -> Value {
    .bool(documents.text(of: place).lowercased() == "true", origin: origin(place))
  }

  private func number(_ place: Place) -> Value? {
    let text = documents.text(of: place)
    if let integer = Int64(text) { return .int(integer, origin: origin(place)) }
    if let double = Double(text), double.isFinite { return .double(double, origin: origin(place)) }
    return nil
  }
}

// MARK: - Scalars

extension DescriptionReader {
  private mutating func scalar(
    _ place: Place,
    _ kind: PropertyKind,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    let type = documents.kind(of: place) == .scalar ? documents.scalarType(of: place) : nil
    switch kind.form {
    case .boolean:
      guard type == .boolean else { return wrongType(place, wanted, "true or false", &estate) }
      return boolean(place)
    case .integer:
      guard type == .integer, let value = number(place), value.kind == .int else {
        return wrongType(place, wanted, "a whole number", &estate)
      }
      return checked(value, place, wanted, &estate)
    case .number:
      guard type == .integer || type == .float, let value = number(place) else {
        return wrongType(place, wanted, "a number", &estate)
      }
      return value
    case .string, .json, .object, .list, .map:
      guard let type, type != .null else { return wrongType(place, wanted, "a text", &estate) }
      let types = ReferenceTargets.types(of: wanted.name, in: drafts[current].type)
      guard types.isEmpty else { return reference(place, types: types, wanted, &estate) }
      return checked(plainText(place, &estate), place, wanted, &estate)
    }
  }

  /// The value, if its property can have it; unknown, and reported, otherwise.
  private func checked(
    _ value: Value,
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    let text = documents.text(of: place)
    if let problem = ValueRules.problem(with: text, in: wanted.name) {
      report("invalid-value", problem, at: place, &estate)
      return invalid("'\(documents.text(of: wanted.key))'", at: place, &estate)
    }
    guard let declaration = wanted.declaration else { return value }
    let words = estate.declarations.enumeration(of: declaration)
    guard !words.isEmpty, !words.contains(text) else { return value }
    let isOpen = words.count > Self.openEnumeration
    let help =
      Suggestion.help(for: text, among: words)
      ?? (isOpen ? nil : "it takes \(words.joined(separator: ", "))")
    let key = documents.text(of: wanted.key)
    let fact = "'\(text)' is not a value that '\(key)' is known to take"
    let level = isOpen ? Diagnostic.Level.warning : .error
    report("invalid-value", fact, at: place, help: help, as: level, &estate)
    return isOpen ? value : invalid("'\(key)'", at: place, &estate)
  }
}
