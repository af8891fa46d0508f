import Findings
import Infrastructure
import Syntax

extension DescriptionReader {
  func report(
    _ code: String,
    _ message: String,
    at place: Place,
    related: [Note] = [],
    help: String? = nil,
    as level: Diagnostic.Level = .error,
    _ estate: inout EstateBuilder
  ) {
    let span = documents.span(of: place)
    let diagnostic = Diagnostic(level, code, message, at: span, related: related, help: help)
    // A key that stands for two properties, such as the ports of a rule, is reported once.
    guard estate.diagnostics.last != diagnostic else { return }
    estate.report(diagnostic)
  }

  /// The entries of something that has to be a mapping with texts as keys; what is not written has
  /// none.
  ///
  /// - Parameter subject: What it is, to report with: `account 'ml-prod'`.
  func entries(
    of place: Place,
    _ subject: String,
    _ estate: inout EstateBuilder
  ) -> [(key: Place, value: Place)] {
    if documents.isNull(place) { return [] }
    guard documents.kind(of: place) == .mapping else {
      let fact = "\(subject) is \(words(for: place)), not a mapping"
      report("wrong-type", fact, at: place, &estate)
      return []
    }
    return documents.entries(of: place).filter { key, _ in
      if documents.kind(of: key) == .scalar { return true }
      report("wrong-type", "a key of \(subject) is \(words(for: key))", at: key, &estate)
      return false
    }
  }

  /// The elements of something that has to be a list; what is not written has none.
  func elements(
    of place: Place,
    _ subject: String,
    _ estate: inout EstateBuilder
  ) -> [Place] {
    if documents.isNull(place) { return [] }
    if documents.kind(of: place) == .sequence { return documents.elements(of: place) }
    let fact = "\(subject) is \(words(for: place)), not a list"
    let text = documents.text(of: place)
    let help = text.isEmpty ? nil : "write [\(text)]"
    report("wrong-type", fact, at: place, help: help, &estate)
    return []
  }

  /// The text of a scalar; nil, and reported, for anything else.
  func text(of place: Place, _ subject: String, _ estate: inout EstateBuilder) -> String? {
    if documents.kind(of: place) == .scalar, !documents.isNull(place) {
      return documents.text(of: place)
    }
    report("wrong-type", "\(subject) is \(words(for: place)), not a text", at: place, &estate)
    return nil
  }

  /// What stands at a place, in the words of YAML.
  func words(for place: Place) -> String {
    switch documents.kind(of: place) {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar:
      switch documents.scalarType(of: place) {
      case .null: "empty"
      case .boolean: "a boolean"
      case .integer, .float: "a number"
      case .string, .legacyBoolean: "a text"
      }
    }
  }

  func reportUnknownKey(
    _ key: Place,
    of subject: String,
    among known: some Sequence<String>,
    _ estate: inout EstateBuilder
  ) {
    let text = documents.text(of: key)
    let help = KeyHints.help(for: text, of: subject, among: known) ?? listing(of: subject)
    report("unknown-key", "'\(text)' is no key of \(subject)", at: key, help: help, &estate)
  }

  /// Where the keys of something stand that has many.
  private func listing(of subject: String) -> String? {
    if subject == "an account" || subject == "a stack" {
      return "'lintel explain collections' lists what it holds"
    }
    guard subject.hasPrefix("AWS::"), !subject.contains("."),
      catalogue.key(of: subject) != "resources"
    else { return nil }
    return "'lintel explain \(catalogue.key(of: subject))' lists its keys"
  }

  func note(_ message: String, at place: Place) -> Note {
    Note(message, at: documents.span(of: place))
  }
}
