import Findings
import Infrastructure
import Syntax

/// Collections that stand a step too far in, which YAML takes for resources of the collection before.
extension DescriptionReader {
  /// The collection of an account that stands among the resources of another, a step too far in: it has
  /// its name, holds mappings, and no key that such a resource has.
  func misplaced(
    _ key: Place,
    _ value: Place,
    in collection: Collection,
    _ home: Draft.Home
  ) -> Collection? {
    guard home.account != nil, let meant = catalogue.collections[documents.text(of: key)],
      meant.type != collection.type
    else { return nil }
    let entries = documents.entries(of: value)
    guard !entries.isEmpty else { return nil }
    let areMappings = entries.allSatisfy { entry in
      documents.kind(of: entry.value) == .mapping || documents.isNull(entry.value)
    }
    let isResource = entries.contains { entry in
      isKey(documents.text(of: entry.key), of: collection)
    }
    return areMappings && !isResource ? meant : nil
  }

  /// Whether a resource of a collection takes a key.
  func isKey(_ key: String, of collection: Collection) -> Bool {
    collection.member(key) != nil || ShortForms.form(key, of: collection.type) != nil
      || ["classification", "tags", Mark.maybe].contains(key)
      || catalogue.takes(key, type: collection.type)
  }

  /// The same where only the name of the collection is indented too far, so that its resources follow it.
  func misplaced(
    _ key: Place,
    _ value: Place?,
    in collection: Collection,
    _ home: Draft.Home,
    before rest: [Member]
  ) -> Collection? {
    guard home.account != nil, value.map(documents.isNull) ?? false, !rest.isEmpty,
      let meant = catalogue.collections[documents.text(of: key)], meant.type != collection.type
    else { return nil }
    var isMeant = false
    for (_, body) in rest {
      guard let body, documents.kind(of: body) == .mapping else { continue }
      for (key, _) in documents.entries(of: body) {
        let text = documents.text(of: key)
        if isKey(text, of: collection) { return nil }
        if isKey(text, of: meant) { isMeant = true }
      }
    }
    return isMeant ? meant : nil
  }

  func reportMisplaced(
    _ key: Place,
    in collection: Collection,
    _ estate: inout EstateBuilder
  ) {
    let kind = Self.words(forType: collection.type)
    let name = documents.text(of: key)
    report(
      "misplaced-collection",
      "\(kind) '\(name)' has the name of a collection of an account, and holds what looks like one",
      at: key,
      help: "is it indented too far?",
      &estate
    )
  }
}
