import Findings
import SourceText
import Syntax

/// Checks a tree against the tables of ``ConfigurationKeys`` and makes settings of it.
struct ConfigurationReader {
  private let tree: SyntaxTree
  private(set) var diagnostics: [Diagnostic] = []
  /// How many values may still be made: aliases can stand for more than anybody writes.
  private var budget = 20_000

  init(_ tree: SyntaxTree) {
    self.tree = tree
  }

  /// The whole file; nil where nothing can be said of its parts.
  mutating func read() -> Setting? {
    let start = SourceSpan(file: tree.source, start: 0, end: 0)
    let first = "begin with 'lintel: \(ConfigurationKeys.version)'"
    guard let root = tree.root.map(tree.resolved), tree[root].kind == .mapping else {
      report(
        "a configuration is a mapping",
        at: tree.root.map(tree.span(of:)) ?? start,
        help: first
      )
      return nil
    }
    if let second = tree.documents.dropFirst().first {
      let fact = "a configuration is one document, but a second one begins here"
      report(fact, at: tree.span(of: second))
    }
    guard checkVersion(root, help: first) else { return nil }
    return object(root, ConfigurationKeys.all, in: "a configuration")
  }

  /// Whether the language is one whose keys are known.
  private mutating func checkVersion(_ root: NodeID, help: String) -> Bool {
    guard let value = tree.value(of: "lintel", in: root).map(tree.resolved) else {
      let key = tree.entries(of: root).first { _ in true }?.key
      report("'lintel' is missing", at: tree.span(of: key ?? root), help: help)
      return true
    }
    guard tree[value].kind == .scalar, tree.text(of: value) != ConfigurationKeys.version else {
      return true
    }
    let found = tree.text(of: value)
    let isOther = found.hasPrefix("platform/") || found.hasPrefix("policy/")
    report(
      isOther
        ? "'\(found)' is the language of another kind of file"
        : "'\(found)' is not a version that is read here",
      at: tree.span(of: value),
      help: "write '\(ConfigurationKeys.version)'"
    )
    return false
  }

  private mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
    diagnostics.append(
      Diagnostic(.error, "invalid-configuration", message, at: span, help: help)
    )
  }

  // MARK: - Forms

  /// The setting at a node; nil where it has not the form, which is reported.
  ///
  /// - Parameter subject: What the node is, in words: `'fail-on'`.
  private mutating func setting(
    _ node: NodeID,
    _ form: ConfigurationForm,
    _ subject: String
  ) -> Setting? {
    let node = tree.resolved(node)
    guard spend(at: node) else { return nil }
    if let tag = tree.tag(of: node) {
      let fact = "'\(tag)' has no meaning in a configuration"
      report(fact, at: tree.span(of: node), help: "write the value itself")
      return nil
    }
    switch form {
    case .text: return text(node, subject).map { Setting(content: .text($0), span: span(node)) }
    case .word(let words): return word(node, words, subject)
    case .shape(let shape): return shaped(node, shape, subject)
    case .flag: return flag(node, subject)
    case .list(let element): return list(node, element, subject)
    case .map(let value): return map(node, value, subject)
    case .object(let keys): return object(node, keys, in: subject)
    case .either(let first, let second):
      let takesFirst = Self.takes(tree[node].kind, first) || !Self.takes(tree[node].kind, second)
      return setting(node, takesFirst ? first : second, subject)
    case .literal: return literal(node, subject)
    }
  }

  private static func takes(_ kind: SyntaxNode.Kind, _ form: ConfigurationForm) -> Bool {
    switch form {
    case .text, .flag, .word, .shape: kind == .scalar
    case .list: kind == .sequence
    case .map, .object: kind == .mapping
    case .either(let first, let second): takes(kind, first) || takes(kind, second)
    case .literal: kind == .scalar || kind == .sequence
    }
  }

  private func span(_ node: NodeID) -> SourceSpan { tree.span(of: node) }

  private mutating func spend(at node: NodeID) -> Bool {
    budget -= 1
    if budget == 0 {
      report("aliases repeat more values than a configuration can hold", at: span(node))
    }
    return budget > 0
  }

  /// A scalar that is not empty.
  private mutating func text(_ node: NodeID, _ subject: String, _ wanted: String = "a text")
    -> String?
  {
    guard tree[node].kind == .scalar else {
      report("\(subject) is \(kind(of: node)), but \(wanted) was expected", at: span(node))
      return nil
    }
    guard tree[node].type != .null else {
      report("\(subject) has no value", at: span(node))
      return nil
    }
    return tree.text(of: node)
  }

  private mutating func word(_ node: NodeID, _ words: [String], _ subject: String) -> Setting? {
    let list = words.joined(separator: ", ")
    guard let text = text(node, subject, "one of \(list)") else { return nil }
    guard words.contains(text) else {
      let help = Suggestion.help(for: text, among: words) ?? "it is one of \(list)"
      report("'\(text)' is not a value of \(subject)", at: span(node), help: help)
      return nil
    }
    return Setting(content: .text(text), span: span(node))
  }

  private mutating func shaped(
    _ node: NodeID,
    _ shape: ConfigurationShape,
    _ subject: String
  ) -> Setting? {
    guard let text = text(node, subject, shape.name) else { return nil }
    guard shape.covers(text) else {
      report("'\(text)' is not \(shape.name)", at: span(node), help: help(for: text, shape))
      return nil
    }
    return Setting(content: .text(text), span: span(node))
  }

  private func help(for text: String, _ shape: ConfigurationShape) -> String {
    guard case .selector = shape, let colon = text.firstIndex(of: ":") else { return shape.help }
    return Suggestion.help(for: String(text[..<colon]), among: PolicySelector.kinds) ?? shape.help
  }

  private mutating func flag(_ node: NodeID, _ subject: String) -> Setting? {
    guard let text = text(node, subject, "true or false") else { return nil }
    guard tree[node].type == .boolean else {
      report("'\(text)' is not a value of \(subject)", at: span(node), help: "it is true or false")
      return nil
    }
    return Setting(content: .flag(text.lowercased() == "true"), span: span(node))
  }

  private mutating func literal(_ node: NodeID, _ subject: String) -> Setting? {
    switch tree[node].kind {
    case .sequence: return list(node, .literal, subject)
    case .mapping, .alias:
      report(
        "\(subject) is a mapping, but a text, a number, or a list was expected",
        at: span(node)
      )
      return nil
    case .scalar:
      guard let text = text(node, subject) else { return nil }
      let content: Setting.Content =
        switch tree[node].type {
        case .boolean: .flag(text.lowercased() == "true")
        case .integer: Int64(text).map { .number($0) } ?? .text(text)
        case .string, .null, .legacyBoolean, .float: .text(text)
        }
      return Setting(content: content, span: span(node))
    }
  }

  private mutating func list(
    _ node: NodeID,
    _ element: ConfigurationForm,
    _ subject: String
  ) -> Setting? {
    if isEmpty(node) { return Setting(content: .list([]), span: span(node)) }
    guard tree[node].kind == .sequence else {
      let help = tree[node].kind == .scalar ? "write [\(tree.text(of: node))]" : nil
      report("\(subject) is \(kind(of: node)), but a list was expected", at: span(node), help: help)
      return nil
    }
    let elements = tree.children(of: node).compactMap { child in
      setting(child, element, "an element of \(subject)")
    }
    return Setting(content: .list(elements), span: span(node))
  }

  private mutating func map(
    _ node: NodeID,
    _ value: ConfigurationForm,
    _ subject: String
  ) -> Setting? {
    if isEmpty(node) { return Setting(content: .mapping([]), span: span(node)) }
    guard checkMapping(node, subject) else { return nil }
    var entries: [Setting.Entry] = []
    for (key, body) in tree.mergedEntries(of: node) {
      let key = tree.resolved(key)
      let name = tree.text(of: key)
      if subject == "'stacks'", PathPattern(name, isAnchored: true) == nil {
        let shape = ConfigurationShape.pattern
        report("'\(name)' is not \(shape.name)", at: span(key), help: shape.help)
        continue
      }
      guard let setting = setting(body, value, "'\(name)'") else { continue }
      entries.append(Setting.Entry(key: name, span: span(key), value: setting))
    }
    return Setting(content: .mapping(entries), span: span(node))
  }

  private mutating func object(
    _ node: NodeID,
    _ keys: [ConfigurationKey],
    in whole: String
  ) -> Setting? {
    if isEmpty(node) { return Setting(content: .mapping([]), span: span(node)) }
    guard checkMapping(node, whole) else { return nil }
    var entries: [Setting.Entry] = []
    for (key, body) in tree.mergedEntries(of: node) {
      let key = tree.resolved(key)
      let name = tree.text(of: key)
      guard let known = keys.first(where: { $0.key == name }) else {
        reportUnknownKey(key, among: keys.map(\.key), in: whole)
        continue
      }
      guard let setting = setting(body, known.form, "'\(name)'") else { continue }
      entries.append(Setting.Entry(key: name, span: span(key), value: setting))
    }
    return Setting(content: .mapping(entries), span: span(node))
  }

  private mutating func reportUnknownKey(_ key: NodeID, among keys: [String], in whole: String) {
    let name = tree.text(of: key)
    // Other notations of a key are no slips of single letters.
    let spelt = Self.hyphenated(name)
    let help =
      keys.contains(spelt)
      ? "did you mean '\(spelt)'?"
      : Suggestion.help(for: spelt, among: keys) ?? "the keys are \(keys.joined(separator: ", "))"
    report("'\(name)' is not a key of \(whole)", at: span(key), help: help)
  }

  /// `fail-on` for `failOn`, `fail_on` and `FailOn`.
  private static func hyphenated(_ name: String) -> String {
    var result = ""
    for character in name {
      if character == "_" {
        result += "-"
      } else if character.isUppercase {
        result += (result.isEmpty || result.hasSuffix("-") ? "" : "-") + character.lowercased()
      } else {
        result.append(character)
      }
    }
    return result
  }

  private mutating func checkMapping(_ node: NodeID, _ subject: String) -> Bool {
    guard tree[node].kind != .mapping else { return true }
    report("\(subject) is \(kind(of: node)), but a mapping was expected", at: span(node))
    return false
  }

  private func isEmpty(_ node: NodeID) -> Bool {
    tree[node].kind == .scalar && tree[node].type == .null
  }

  private func kind(of node: NodeID) -> String {
    switch tree[node].kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar:
      switch tree[node].type {
      case .boolean, .legacyBoolean: return "true or false"
      case .integer, .float: return "a number"
      case .string, .null: return "a text"
      }
    }
  }
}
