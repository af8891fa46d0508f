/// A document that can be changed at any place and written in any spelling.
///
/// A `SyntaxTree` is immutable and tied to its text; mutations want neither.
package struct Draft: Sendable {
  enum Content: Sendable {
    /// A plain scalar stays plain where that is possible, so that `true` stays a boolean.
    case scalar(String, isPlain: Bool)
    case sequence([Draft])
    case mapping([Entry])
    case alias(String)
  }

  struct Entry: Sendable {
    var key: Draft
    var value: Draft

    init(_ key: Draft, _ value: Draft) {
      self.key = key
      self.value = value
    }
  }

  var content: Content
  /// `!Ref` say.
  var tag: String?
  var anchor: String?

  init(_ content: Content, tag: String? = nil, anchor: String? = nil) {
    self.content = content
    self.tag = tag
    self.anchor = anchor
  }

  static func plain(_ text: String) -> Draft { Draft(.scalar(text, isPlain: true)) }
  static func quoted(_ text: String) -> Draft { Draft(.scalar(text, isPlain: false)) }
  static func list(_ elements: [Draft]) -> Draft { Draft(.sequence(elements)) }
  static func alias(_ anchor: String) -> Draft { Draft(.alias(anchor)) }

  static func map(_ entries: KeyValuePairs<String, Draft>) -> Draft {
    Draft(.mapping(entries.map { Entry(.plain($0.key), $0.value) }))
  }
}

// MARK: - Looking

extension Draft {
  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  var elements: [Draft] {
    if case .sequence(let elements) = content { return elements }
    return []
  }

  var entries: [Entry] {
    if case .mapping(let entries) = content { return entries }
    return []
  }

  var isCollection: Bool {
    switch content {
    case .sequence, .mapping: true
    case .scalar, .alias: false
    }
  }

  /// A platform description, by the line that begins it.
  var isDescription: Bool { self["lintel"]?.text == "platform/v1" }

  /// A policy document.
  var isPolicy: Bool { self["lintel"]?.text == "policy/v1" }

  subscript(_ key: String) -> Draft? {
    entries.first { $0.key.text == key }?.value
  }

  /// How many nodes there are, keys not counted.
  var count: Int {
    1 + children.reduce(0) { $0 + $1.count }
  }

  private var children: [Draft] {
    switch content {
    case .sequence(let elements): elements
    case .mapping(let entries): entries.map(\.value)
    case .scalar, .alias: []
    }
  }

  /// Calls `body` with every node in the order of ``edit(at:_:)``.
  func visit(_ body: (Int, Draft) -> Void) {
    var index = 0
    visit(&index, body)
  }

  private func visit(_ index: inout Int, _ body: (Int, Draft) -> Void) {
    body(index, self)
    index += 1
    for child in children { child.visit(&index, body) }
  }

  /// The node at an index; nil beyond the last.
  func node(at index: Int) -> Draft? {
    var found: Draft?
    visit { position, node in
      if position == index { found = node }
    }
    return found
  }
}

// MARK: - Changing

extension Draft {
  /// Changes the node at an index, counted in document order without keys.
  mutating func edit(at index: Int, _ body: (inout Draft) -> Void) {
    var index = index
    _ = edit(&index, body)
  }

  private mutating func edit(_ index: inout Int, _ body: (inout Draft) -> Void) -> Bool {
    if index == 0 {
      body(&self)
      return true
    }
    index -= 1
    switch content {
    case .scalar, .alias:
      return false
    case .sequence(var elements):
      // Taken out meanwhile, so that the array is changed in place.
      content = .alias("")
      defer { content = .sequence(elements) }
      for position in elements.indices where elements[position].edit(&index, body) { return true }
    case .mapping(var entries):
      content = .alias("")
      defer { content = .mapping(entries) }
      for position in entries.indices where entries[position].value.edit(&index, body) {
        return true
      }
    }
    return false
  }

  /// Changes the entries of a mapping; nothing happens to other nodes.
  mutating func editEntries(_ body: (inout [Entry]) -> Void) {
    guard case .mapping(var entries) = content else { return }
    content = .alias("")
    body(&entries)
    content = .mapping(entries)
  }

  mutating func editElements(_ body: (inout [Draft]) -> Void) {
    guard case .sequence(var elements) = content else { return }
    content = .alias("")
    body(&elements)
    content = .sequence(elements)
  }

  /// Changes the value of a key, which is made, as an empty mapping, where it is missing.
  mutating func editValue(of key: String, _ body: (inout Draft) -> Void) {
    editEntries { entries in
      if !entries.contains(where: { $0.key.text == key }) {
        entries.append(Entry(.plain(key), Draft(.mapping([]))))
      }
      for index in entries.indices where entries[index].key.text == key {
        body(&entries[index].value)
        return
      }
    }
  }
}
