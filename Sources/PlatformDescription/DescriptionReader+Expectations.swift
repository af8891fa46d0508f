import Findings
import Infrastructure
import Syntax

/// The section `expect`: each claim becomes a resource of a type of Lintel's own, which a policy judges.
extension DescriptionReader {
  private static let type = "Lintel::Expectation"

  /// Adds a draft for each claim that can be read.
  mutating func addExpectations(_ estate: inout EstateBuilder) {
    for place in expectations {
      guard documents.kind(of: place) == .mapping else {
        let help = "write {from: …, to: internet, is: unreachable}"
        let fact = "an expectation is \(words(for: place)), not a mapping"
        report("wrong-type", fact, at: place, help: help, &estate)
        continue
      }
      let entries = entries(of: place, "an expectation", &estate)
      let keys = Set(entries.map { documents.text(of: $0.key) })
      let isPermission = !keys.isDisjoint(with: ["principal", "action", "resource"])
      let language = isPermission ? LanguageKeys.permission : LanguageKeys.reach
      var values: [String: Place] = [:]
      for (key, value) in entries {
        let name = documents.text(of: key)
        if language.contains(where: { $0.key == name }) {
          values[name] = value
        } else {
          let claim = isPermission ? "a claim about permissions" : "a claim about reach"
          reportUnknownKey(key, of: claim, among: language.map(\.key), &estate)
        }
      }
      let missing = language.filter { $0.isRequired && values[$0.key] == nil }
      for key in missing {
        report("missing-key", "an expectation has no '\(key.key)'", at: place, &estate)
      }
      guard missing.isEmpty else { continue }
      if isPermission {
        addPermission(values, at: place, &estate)
      } else {
        addReach(values, at: place, &estate)
      }
    }
  }

  private mutating func add(
    _ name: String,
    at place: Place,
    _ entries: [DraftEntry],
    account: Int?,
    _ estate: inout EstateBuilder
  ) {
    let key = documents.entries(of: place).first?.key ?? place
    let draft = Draft(
      type: Self.type,
      name: name,
      address: "expect/\(name)",
      key: key,
      body: nil,
      home: Draft.Home(account: account),
      entries: entries
    )
    add(draft, isNamed: false, &estate)
  }

  /// What is claimed, if it is one of two words.
  private func claim(
    _ place: Place?,
    _ key: LanguageKey?,
    _ estate: inout EstateBuilder
  ) -> DraftEntry? {
    guard let place, let key, case .words(let words) = key.form,
      let text = text(of: place, "'is'", &estate)
    else { return nil }
    guard words.contains(text) else {
      let help = "it takes \(words.joined(separator: ", "))"
      report("invalid-value", "'\(text)' is no claim", at: place, help: help, &estate)
      return nil
    }
    return DraftEntry("Is", key: place, .text(text, at: place))
  }

  private mutating func addReach(
    _ values: [String: Place],
    at place: Place,
    _ estate: inout EstateBuilder
  ) {
    let claim = claim(values["is"], LanguageKeys.reach.last, &estate)
    let named = values["from"].map { things($0, "'from'", &estate) } ?? []
    let sources = named.filter { !Self.isPassive($0.type) }
    if let first = named.first, sources.isEmpty, let from = values["from"] {
      let word = Self.words(forType: first.type)
      let article = "aeiou".contains(word.prefix(1)) ? "an" : "a"
      let help = "claims begin at what runs: a job, a notebook, an endpoint, a subnet"
      report("invalid-value", "\(article) \(word) sends nothing", at: from, help: help, &estate)
      return
    }
    var target: DraftEntry?
    if let to = values["to"], let text = text(of: to, "'to'", &estate) {
      if text == "internet" || EndpointServices.isService(text) {
        target = DraftEntry("To", key: to, .text(text, at: to))
      } else {
        let found = things(to, "'to'", services: true, &estate)
        if !found.isEmpty { target = list("Targets", found, at: to) }
      }
    }
    guard let claim, let from = values["from"], let to = values["to"], let target,
      !sources.isEmpty
    else { return }
    let name = "\(documents.text(of: from)) to \(documents.text(of: to))"
    var entries = [list("From", sources, at: from), target, claim]
    entries += written([("from", from), ("to", to)])
    add(name, at: place, entries, account: sources[0].home.account, &estate)
  }

  /// Whether resources of a type never begin a connection.
  private static func isPassive(_ type: String) -> Bool {
    let services = [
      "CloudTrail", "ECR", "EFS", "IAM", "KMS", "Logs", "Organizations", "S3", "SNS", "SQS",
      "SecretsManager",
    ]
    return services.contains { type.hasPrefix("AWS::\($0)::") }
  }

  private mutating func addPermission(
    _ values: [String: Place],
    at place: Place,
    _ estate: inout EstateBuilder
  ) {
    let claim = claim(values["is"], LanguageKeys.permission.last, &estate)
    let types = ["AWS::IAM::Role", "AWS::IAM::User"]
    let found = values["principal"].map { things($0, "'principal'", &estate) } ?? []
    let principals = found.filter { types.contains($0.type) }
    if let principal = values["principal"], !found.isEmpty, principals.isEmpty {
      let fact = "'\(documents.text(of: principal))' is neither a role nor a user"
      report("invalid-value", fact, at: principal, &estate)
    }
    guard let action = values["action"], let text = text(of: action, "'action'", &estate) else {
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard text == "*" || (parts.count == 2 && parts.allSatisfy { !$0.isEmpty }) else {
      let fact = "'\(text)' is not an action, such as s3:GetObject"
      report("invalid-value", fact, at: action, &estate)
      return
    }
    guard let claim, let principal = values["principal"], let resource = values["resource"],
      !principals.isEmpty
    else { return }
    let words = [principal, action, resource].map { documents.text(of: $0) }
    var entries = [
      list("Principals", principals, at: principal),
      DraftEntry("Action", key: action, .text(text, at: action)),
      DraftEntry("Resource", key: resource, DraftValue(.resourcePattern, at: resource)), claim,
    ]
    entries += written([("principal", principal), ("resource", resource)])
    var name = "\(words[0]) \(words[1]) on \(words[2])"
    if let with = values["with"] {
      guard let keys = requestKeys(with, &estate) else { return }
      let values = keys.map { DraftEntry($0.key, key: $0.place, list($0.texts, at: $0.place)) }
      entries.append(DraftEntry("With", key: with, DraftValue(.object(values), at: with)))
      let words = keys.map { "\($0.key) \($0.texts.joined(separator: " "))" }
      name += " with \(words.joined(separator: ", "))"
    }
    add(name, at: place, entries, account: principals[0].home.account, &estate)
  }

  /// The condition keys of a request with their values, as texts; nil, and reported, where they cannot be
  /// read.
  private func requestKeys(
    _ place: Place,
    _ estate: inout EstateBuilder
  ) -> [(key: String, texts: [String], place: Place)]? {
    guard documents.kind(of: place) == .mapping else {
      let help = "write {iam:PassedToService: sagemaker.amazonaws.com}"
      let fact = "'with' is \(words(for: place)), not a mapping"
      report("wrong-type", fact, at: place, help: help, &estate)
      return nil
    }
    var keys: [(key: String, texts: [String], place: Place)] = []
    for (key, value) in entries(of: place, "'with'", &estate) {
      let name = documents.text(of: key)
      guard name.contains(":") else {
        let fact = "'\(name)' is not a condition key, such as iam:PassedToService"
        report("invalid-value", fact, at: key, &estate)
        return nil
      }
      let isList = documents.kind(of: value) == .sequence
      let texts = (isList ? documents.elements(of: value) : [value]).map {
        text(of: $0, "the value of '\(name)'", &estate)
      }
      guard !texts.contains(nil) else { return nil }
      if name.lowercased() == "aws:requestedregion", let region = texts[0],
        let problem = ValueRules.regionProblem(region)
      {
        report("invalid-value", problem, at: value, &estate)
        return nil
      }
      keys.append((name, texts.compactMap(\.self), key))
    }
    return keys
  }

  private func list(_ texts: [String], at place: Place) -> DraftValue {
    DraftValue(.list(texts.map { .text($0, at: place) }), at: place)
  }

  /// What stands in the description, for whoever writes it down again.
  private func written(_ words: [(key: String, place: Place)]) -> [DraftEntry] {
    words.map { key, place in
      DraftEntry(["Written", key], key: place, .text(documents.text(of: place), at: place))
    }
  }

  private func list(_ name: String, _ things: [NamedThing], at place: Place) -> DraftEntry {
    let elements = things.map { DraftValue(.thing($0), at: place) }
    return DraftEntry(name, key: place, DraftValue(.list(elements), at: place))
  }

  /// What an address, an address with asterisks, or a name that only one thing has stands for; empty,
  /// and reported, if that is nothing.
  private func things(
    _ place: Place,
    _ subject: String,
    services: Bool = false,
    _ estate: inout EstateBuilder
  ) -> [NamedThing] {
    guard let text = text(of: place, subject, &estate) else { return [] }
    if text.contains("*") {
      let path = text.contains("#") ? Self.resolve(text, beside: path(of: place)) : text
      let found = names.matching(AddressPattern(path))
      if found.isEmpty, unread.isEmpty {
        let fact = "there is nothing at '\(text)'"
        report("unresolved-reference", fact, at: place, help: folderHelp(for: text), &estate)
      }
      return found
    }
    switch lookUp(text, types: nil, from: Draft.Home(), beside: path(of: place)) {
    case .found(let thing): return [thing]
    case .ambiguous(let things):
      reportAmbiguity(place, things, &estate)
      return []
    case .missing: break
    }
    let found = names.everywhere(text) { _ in true }
    if found.count == 1 { return found }
    if found.count > 1 {
      reportAmbiguity(place, found, &estate)
      return []
    }
    var known = names.addresses
    known += known.compactMap { $0.split(separator: "/").last.map(String.init) }
    if services { known += EndpointServices.names + ["internet"] }
    let help = Suggestion.help(for: text, among: known)
    // It may be described in a file that has another error.
    if help == nil, !unread.isEmpty { return [] }
    let fact =
      services
      ? "'\(text)' is neither described nor a service nor 'internet'" : "'\(text)' is not described"
    report("unresolved-reference", fact, at: place, help: help, &estate)
    return []
  }

  /// The folder of addresses that a pattern was probably meant to be of.
  private func folderHelp(for pattern: String) -> String? {
    let folders = names.addresses.map { address in
      address.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
        separator: "/"
      ) + "/*"
    }
    return Suggestion.help(for: pattern, among: folders)
  }
}
