import Findings
import Infrastructure
import SourceText
import Syntax
import Values

/// Values that say more than a property's kind can: what is unknown, what another resource gives, and
/// texts of several pieces.
extension DescriptionReader {
  mutating func marked(
    _ place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let mark = Mark(in: place, documents),
      let content = documents.entries(of: place).first?.value
    else { return invalid("a value", at: place, &estate) }
    let known = [mark.rawValue] + mark.companions
    for (key, _) in documents.entries(of: place) where !known.contains(documents.text(of: key)) {
      reportUnknownKey(key, of: "'\(mark.rawValue)'", among: known, &estate)
    }
    switch mark {
    case .unknown: return unknown(content, in: place, &estate)
    case .reference: return markedReference(content, in: place, wanted, &estate)
    case .text: return markedText(content, wanted, &estate)
    case .own: return ownFact(content, &estate)
    }
  }

  private func companion(_ key: String, of place: Place) -> Place? {
    documents.entries(of: place).first { documents.text(of: $0.key) == key }?.value
  }

  private func unknown(
    _ content: Place,
    in place: Place,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let subject = text(of: content, "'$unknown'", &estate) else {
      return invalid("a value", at: place, &estate)
    }
    var reason = Unknown.Reason.external
    if let written = companion("reason", of: place) {
      let text = documents.text(of: written)
      if let known = Unknown.Reason(rawValue: text) {
        reason = known
      } else {
        let fact = "'\(text)' is not a reason for something to be unknown"
        let words = Unknown.Reason.allCases.map(\.rawValue)
        let help = Suggestion.help(for: text, among: words)
        report("invalid-value", fact, at: written, help: help, &estate)
      }
    }
    let settle = companion("settle", of: place).map(documents.text(of:))
    let unknown = Unknown(
      reason,
      subject,
      settle: settle ?? Mark.settle
    )
    var value = estate.heap.unknown(unknown, origin: origin(content))
    if companion("identifier", of: place).map(documents.text(of:)) == "true" {
      value.flags.insert(.identifier)
    }
    return value
  }

  private mutating func markedReference(
    _ content: Place,
    in place: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard let text = text(of: content, "'$ref'", &estate) else {
      return invalid("a reference", at: place, &estate)
    }
    guard let thing = thing(text, at: content, &estate) else {
      let unknown = Unknown(.unresolvedReference, "resource '\(text)'")
      return estate.heap.unknown(unknown, origin: origin(content))
    }
    guard let written = companion("attribute", of: place) else {
      return reference(to: thing, for: wanted.name, at: content, &estate)
    }
    let name = documents.text(of: written)
    let attribute = name == "Ref" ? .none : vocabulary.name(name)
    if let type = estate.declarations.type(named: thing.type),
      !estate.declarations.hasAttribute(attribute, of: type), name != "Ref"
    {
      let known = estate.declarations.attributes(of: type).map(vocabulary.text(of:))
      let fact = "'\(name)' is no attribute of \(thing.type)"
      let help = Suggestion.help(for: name, among: known)
      report("invalid-value", fact, at: written, help: help, &estate)
      return invalid("an attribute of '\(thing.name)'", at: written, &estate)
    }
    return reference(to: thing, attribute: attribute, at: content, &estate)
  }

  /// The thing that a text names, whatever its type.
  func thing(
    _ text: String,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> NamedThing? {
    let home = drafts.indices.contains(current) ? drafts[current].home : Draft.Home()
    switch lookUp(text, types: nil, from: home, beside: path(of: place)) {
    case .found(let thing): return thing
    case .ambiguous(let things): reportAmbiguity(place, things, &estate)
    case .missing: reportMissing(place, types: nil, from: home, &estate)
    }
    return nil
  }

  /// A text that is taken as it is, or one of several pieces.
  private mutating func markedText(
    _ content: Place,
    _ wanted: Wanted,
    _ estate: inout EstateBuilder
  ) -> Value {
    guard documents.kind(of: content) == .sequence else {
      guard text(of: content, "'$text'", &estate) != nil else {
        return invalid("a text", at: content, &estate)
      }
      return plainText(content, &estate)
    }
    var pieces: [Value] = []
    for element in documents.elements(of: content) {
      if Mark(in: element, documents) != nil {
        pieces.append(marked(element, wanted, &estate))
      } else if text(of: element, "a piece of a text", &estate) != nil {
        pieces.append(plainText(element, &estate))
      } else {
        pieces.append(invalid("a piece of a text", at: element, &estate))
      }
    }
    return estate.concatenation(of: pieces, origin: origin(content))
  }

  private func ownFact(_ content: Place, _ estate: inout EstateBuilder) -> Value {
    let account = drafts.indices.contains(current) ? drafts[current].home.account : nil
    let fact = documents.text(of: content)
    switch fact {
    case "account": return accountID(of: account, &estate).from(origin(content))
    case "partition": return partition(of: account, &estate).from(origin(content))
    case "region": return region(of: account, &estate).from(origin(content))
    case "urlSuffix": return urlSuffix(of: account, &estate).from(origin(content))
    default:
      let help = Suggestion.help(for: fact, among: Mark.ownFacts)
      report(
        "invalid-value",
        "'\(fact)' is no fact of an account",
        at: content,
        help: help,
        &estate
      )
      return invalid("a fact of the account", at: content, &estate)
    }
  }

  /// The worlds in which a resource exists: all, unless it says `$maybe`.
  mutating func existence(of draft: Draft, _ estate: inout EstateBuilder) -> GuardID {
    let owner = draft.owner.map { existence(of: drafts[$0], &estate) } ?? .always
    guard let body = draft.body, let decides = companion(Mark.maybe, of: body),
      let name = text(of: decides, "'$maybe'", &estate)
    else { return owner }
    return estate.worlds.add(.all([owner, condition(name, at: decides, &estate)]))
  }

  /// What decides whether something exists, as a condition that nothing settles.
  private mutating func condition(
    _ name: String,
    at place: Place,
    _ estate: inout EstateBuilder
  ) -> GuardID {
    if let known = variables[name] { return known }
    let variable = estate.worlds.add(
      WorldVariable(kind: .condition, name: name, cases: ["true", "false"], origin: origin(place))
    )
    let id = estate.worlds.add(.oneOf(variable: variable, cases: 1))
    variables[name] = id
    return id
  }
}
