import Infrastructure
import SourceText

/// What `lintel explain` says of the language of descriptions: the collections of an account, and the keys
/// of one collection's resources.
package struct LanguagePage: Sendable {
  package let text: String

  private static let width = 100

  /// - Parameter word: `collections`, a collection such as `buckets`, also one inside of a resource such
  ///   as `subnets` and in the singular, or a type such as `AWS::S3::Bucket`.
  package init?(about word: String) {
    let writer = Writer(.builtIn)
    if word == "collections" {
      text = writer.collections()
    } else if let page = writer.page(about: word) ?? writer.page(about: TypeWords.plural(word)) {
      text = page
    } else {
      return nil
    }
  }

}

extension LanguagePage {
  private struct Writer {
    let declarations: Declarations
    let catalogue: Catalogue
    let keys: PropertyKeys

    init(_ declarations: Declarations) {
      self.declarations = declarations
      catalogue = Catalogue(declarations)
      keys = PropertyKeys(declarations)
    }

    func collections() -> String {
      var rows: [(key: String, meaning: String)] = []
      for collection in catalogue.collections.values.sorted(by: { $0.key < $1.key }) {
        rows.append((collection.key, collection.type))
        let members = collection.members.map(\.key)
        if !members.isEmpty { rows.append(("", "holds \(members.joined(separator: ", "))")) }
      }
      return """
        Collections of an account: names to resources, or a list of names

        \(table(rows))
        An account also takes \(LanguageKeys.account.map(\.key).joined(separator: ", ")).
        'lintel explain NAME' lists the keys of a collection's resources.

        """
    }

    func page(about word: String) -> String? {
      let inner = Catalogue.everyCollection.flatMap { outer in
        outer.members.map { (outer: outer, member: $0) }
      }
      var found: [(title: String, collection: Collection)] = []
      if let own = catalogue.collections[word] {
        found.append(("\(word), in an account: \(own.type)", own))
      } else if let own = catalogue.collections.values.first(where: { $0.type == word }) {
        found.append(("\(own.key), in an account: \(own.type)", own))
      }
      for (outer, member) in inner where member.key == word || member.type == word {
        found.append(("\(member.key), in \(outer.key): \(member.type)", member))
      }
      guard !found.isEmpty else { return nil }
      return found.map { section($0.title, $0.collection) }.joined(separator: "\n")
    }

    private func section(_ title: String, _ collection: Collection) -> String {
      guard let id = declarations.type(named: collection.type) else { return title + "\n" }
      let shape = declarations.shape(of: id)
      var rows: [(key: String, meaning: String)] = []
      let defaults = declarations.defaults(of: shape)
      for property in declarations.properties(of: shape) where !property.isReadOnly {
        let name = declarations.vocabulary.text(of: property.name)
        guard
          let key = keys.key(for: name, in: shape, owner: collection.type, type: collection.type)
        else { continue }
        guard ShortForms.form(key, of: collection.type)?.keyForm == nil else { continue }
        var meaning = LanguageReference(declarations).words(
          for: property.kind,
          property,
          type: collection.type
        )
        if property.isRequired { meaning += "; required" }
        if let entry = defaults.first(where: { $0.name == property.name }) {
          meaning += "; default \(declarations.text(of: entry))"
        }
        rows.append((key, meaning))
      }
      for key in ShortForms.keys(of: collection.type) {
        guard let form = ShortForms.form(key, of: collection.type) else { continue }
        if case .property(let path) = form, path.count == 1 { continue }
        rows.append((key, form.meaning))
      }
      if declarations.hasTags(shape) {
        let words = LanguageKeys.classifications.joined(separator: ", ")
        rows.append(("classification", "how sensitive what it holds is: \(words)"))
      }
      let members = collection.members.map(\.key)
      let inside = members.isEmpty ? "" : "In it: \(members.joined(separator: ", ")).\n"
      return "\(title)\n\n\(table(rows.sorted { $0.key < $1.key }))\(inside)"
    }

    /// Two columns, the second one wrapped.
    private func table(_ rows: [(key: String, meaning: String)]) -> String {
      let column = min(40, (rows.map(\.key.count).max() ?? 0) + 2)
      var text = ""
      for row in rows {
        var line = "  " + row.key
        line += String(repeating: " ", count: max(2, column + 2 - line.count))
        for word in row.meaning.split(separator: " ") {
          if line.count + word.count > LanguagePage.width {
            text += trimmed(line) + "\n"
            line = String(repeating: " ", count: column + 2)
          }
          line += word + " "
        }
        text += trimmed(line) + "\n"
      }
      return text + "\n"
    }

    private func trimmed(_ line: String) -> String {
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
