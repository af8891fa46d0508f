package import SourceText

/// A value of a configuration that has the form that its key takes, with its place.
package struct Setting: Sendable {
  package struct Entry: Sendable {
    package let key: String
    /// The place of the key.
    package let span: SourceSpan
    package let value: Setting
  }

  package indirect enum Content: Sendable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([Setting])
    case mapping([Entry])
  }

  package let content: Content
  package let span: SourceSpan

  /// The value of a key of a mapping.
  package func value(of key: String) -> Setting? {
    entries.first { $0.key == key }?.value
  }

  /// The entries of a mapping; of anything else none.
  package var entries: [Entry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries
  }

  /// The elements of a list; of anything else none.
  package var elements: [Setting] {
    guard case .list(let elements) = content else { return [] }
    return elements
  }

  /// A text; those of a list with commas between them, as CloudFormation writes lists.
  package var text: String {
    switch content {
    case .text(let text): text
    case .number(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .list(let elements): elements.map(\.text).joined(separator: ",")
    case .mapping: ""
    }
  }

  /// What holds where this setting adds to another: mappings are joined key by key, everything else
  /// replaces what was there. Keys of the other come first.
  func extending(_ base: Setting) -> Setting {
    guard case .mapping(let own) = content, case .mapping(let inherited) = base.content else {
      return self
    }
    let kept = inherited.filter { entry in !own.contains { $0.key == entry.key } }
    let changed = own.map { entry in
      guard let other = inherited.first(where: { $0.key == entry.key }) else { return entry }
      return Entry(key: entry.key, span: entry.span, value: entry.value.extending(other.value))
    }
    return Setting(content: .mapping(kept + changed), span: span)
  }
}
