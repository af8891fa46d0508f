import Findings
import Infrastructure
import Syntax

/// The first pass: what has a name.
extension DescriptionReader {
  /// Finds the resources of a collection: a mapping from names, or a list of names.
  ///
  /// - Parameters:
  ///   - address: The address of what the collection stands in.
  ///   - parent: The draft that it stands in, where that is a resource.
  mutating func find(
    _ collection: Collection,
    in place: Place,
    under address: String,
    parent: Int?,
    home: Draft.Home,
    _ estate: inout EstateBuilder
  ) {
    let base = "\(address)/\(collection.key)"
    var members: [(key: Place, body: Place?)] = []
    if documents.kind(of: place) == .sequence {
      for element in documents.elements(of: place)
      where text(of: element, "a name in '\(collection.key)'", &estate) != nil {
        members.append((element, nil))
      }
    } else {
      members = entries(of: place, "'\(collection.key)'", &estate).map { ($0.key, $0.value) }
    }
    for (key, value) in members {
      guard hasRoom(for: key, &estate) else { return }
      let name = documents.text(of: key)
      if let value, let meant = misplaced(key, value, in: collection, home) {
        let account = home.account.map { accounts[$0].name } ?? ""
        let kind = Self.words(forType: collection.type)
        report(
          "misplaced-collection",
          "\(kind) '\(name)' has the name of a collection of an account, and holds what looks like one",
          at: key,
          help: "is it indented too far?",
          &estate
        )
        find(
          meant,
          in: value,
          under: account,
          parent: nil,
          home: Draft.Home(account: home.account),
          &estate
        )
        continue
      }
      let draft = Draft(
        type: collection.type,
        name: name,
        address: "\(base)/\(name)",
        key: key,
        body: body(value, "'\(name)'", &estate),
        home: home,
        link: parent.flatMap { parent in
          collection.link.map { Draft.Link(property: $0, parent: parent) }
        },
        owner: parent,
        skips: Set(collection.members.map(\.key))
      )
      guard let index = add(draft, isNamed: true, &estate) else { continue }
      findMembers(of: collection, index, &estate)
    }
  }

  /// The collection of an account that stands among the resources of another, a step too far in: it has
  /// its name, holds mappings, and no key that such a resource has.
  private func misplaced(
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
  private func isKey(_ key: String, of collection: Collection) -> Bool {
    collection.member(key) != nil || ShortForms.form(key, of: collection.type) != nil
      || ["classification", "tags", Mark.maybe].contains(key)
      || catalogue.takes(key, type: collection.type)
  }

  /// Whether there may be more resources: aliases may make much of little, but more than eight
  /// resources for everything that is written are nothing that anybody means. Reported once.
  private mutating func hasRoom(for key: Place, _ estate: inout EstateBuilder) -> Bool {
    guard !isFull, drafts.count >= 8 * documents.nodeCount else { return !isFull }
    isFull = true
    let fact = "the aliases of the descriptions expand to more than \(drafts.count) resources"
    report("too-large", fact, at: key, &estate)
    return false
  }

  private mutating func findMembers(
    of collection: Collection,
    _ index: Int,
    _ estate: inout EstateBuilder
  ) {
    guard !isFull, let body = drafts[index].body, !collection.members.isEmpty else { return }
    var home = drafts[index].home
    if collection.type == "AWS::EC2::VPC" { home.vpc = index }
    for (key, value) in documents.entries(of: body) {
      guard documents.kind(of: value) != .scalar,
        let member = member(documents.text(of: key), of: collection)
      else { continue }
      let address = drafts[index].address
      find(member, in: value, under: address, parent: index, home: home, &estate)
    }
  }

  /// The collection inside a resource that a key means, perhaps misspelt.
  private func member(_ key: String, of collection: Collection) -> Collection? {
    if let member = collection.member(key) { return member }
    guard !isKey(key, of: collection) else { return nil }
    let known = catalogue.keys(of: collection)
    return KeyHints.meant(by: key, of: collection.type, among: known).flatMap(collection.member)
  }

  /// The mapping that describes a resource; nil where nothing or nothing readable is written.
  private func body(
    _ value: Place?,
    _ subject: String,
    _ estate: inout EstateBuilder
  ) -> Place? {
    guard let value, !documents.isNull(value) else { return nil }
    if documents.kind(of: value) == .mapping { return value }
    let fact = "\(subject) is \(words(for: value)), not a mapping"
    report("wrong-type", fact, at: value, &estate)
    return nil
  }

  /// Adds a resource, unless its address is taken.
  @discardableResult
  mutating func add(_ draft: Draft, isNamed: Bool, _ estate: inout EstateBuilder) -> Int? {
    guard claim(draft.address, at: draft.key, &estate) else { return nil }
    let index = drafts.count
    drafts.append(draft)
    if isNamed {
      names.add(
        NamedThing(
          type: draft.type,
          name: draft.name,
          address: draft.address,
          key: draft.key,
          home: draft.home,
          target: .draft(index)
        )
      )
    }
    return index
  }

  private mutating func claim(
    _ address: String,
    at key: Place,
    _ estate: inout EstateBuilder
  ) -> Bool {
    if let first = addresses[address] {
      report(
        "duplicate-name",
        "'\(address)' is described twice",
        at: key,
        related: [note("first described here", at: first)],
        &estate
      )
      return false
    }
    addresses[address] = key
    return true
  }
}

// MARK: - Other ways to name things

extension DescriptionReader {
  /// `resources`: resources of any type, which each of them says.
  mutating func readResources(_ place: Place, of account: Int, _ estate: inout EstateBuilder) {
    for (key, value) in entries(of: place, "'resources'", &estate) {
      let name = documents.text(of: key)
      guard let body = body(value, "'\(name)'", &estate),
        let type = type(in: body, of: key, &estate)
      else { continue }
      let draft = Draft(
        type: type,
        name: name,
        address: "\(accounts[account].name)/resources/\(name)",
        key: key,
        body: body,
        home: Draft.Home(account: account),
        skips: documents.entries(of: body).contains { documents.text(of: $0.key) == "$type" }
          ? ["$type"] : ["type"]
      )
      add(draft, isNamed: true, &estate)
    }
  }

  /// `external`: what exists elsewhere, and what is known of it.
  mutating func readExternal(_ place: Place, of account: Int, _ estate: inout EstateBuilder) {
    let keys = LanguageKeys.external.map(\.key)
    for (key, value) in entries(of: place, "'external'", &estate) {
      let name = documents.text(of: key)
      guard let body = body(value, "'\(name)'", &estate),
        let type = type(in: body, of: key, &estate)
      else { continue }
      var identifier: Place?
      var unknown: [String] = []
      for (key, value) in entries(of: body, "'\(name)'", &estate) {
        switch documents.text(of: key) {
        case "type": break
        case "id", "arn":
          identifier = externalIdentifier(value, key, of: type, &estate) ?? identifier
        case "unknown": unknown += unknownFacts(value, of: type, &estate)
        default: reportUnknownKey(key, of: "something external", among: keys, &estate)
        }
      }
      let address = "\(accounts[account].name)/external/\(name)"
      guard claim(address, at: key, &estate) else { continue }
      names.add(
        NamedThing(
          type: type,
          name: name,
          address: address,
          key: key,
          home: Draft.Home(account: account),
          target: .external(identifier, unknown: unknown)
        )
      )
    }
  }

  private func externalIdentifier(
    _ value: Place,
    _ key: Place,
    of type: String,
    _ estate: inout EstateBuilder
  ) -> Place? {
    let name = documents.text(of: key)
    guard let text = text(of: value, "'\(name)'", &estate) else { return nil }
    let isARN = name == "arn"
    if isARN, !text.hasPrefix("arn:") {
      report("invalid-value", "'\(text)' is not an ARN", at: value, &estate)
      return nil
    }
    if isARN, let problem = ValueRules.problem(with: text, in: "Arn") {
      report("invalid-value", problem, at: value, &estate)
      return nil
    }
    return value
  }

  /// What is said not to be known of something external: properties, or what can be written in it.
  private func unknownFacts(
    _ list: Place,
    of type: String,
    _ estate: inout EstateBuilder
  ) -> [String] {
    let shape = estate.declarations.type(named: type).map(estate.declarations.shape(of:))
    let known =
      (shape.map(estate.declarations.camelCaseNames(of:)) ?? []) + ShortForms.keys(of: type)
      + Catalogue.members(of: type).map(\.key) + ["attachments", "routes"]
    return elements(of: list, "'unknown'", &estate).compactMap { element in
      guard let text = text(of: element, "a name in 'unknown'", &estate) else { return nil }
      if shape == nil || known.contains(text) { return text }
      let fact = "'\(text)' is nothing that \(type) has"
      let help = Suggestion.help(for: text, among: known)
      report("invalid-value", fact, at: element, help: help, &estate)
      return nil
    }
  }

  private func type(
    in body: Place,
    of place: Place,
    _ estate: inout EstateBuilder
  ) -> String? {
    let name = documents.text(of: place)
    let entries = documents.entries(of: body)
    let key = { (text: String) in entries.first { documents.text(of: $0.key) == text } }
    guard let entry = key("$type") ?? key("type") else {
      let help = "add its type, such as 'type: AWS::S3::Bucket'"
      report("missing-key", "'\(name)' has no 'type'", at: place, help: help, &estate)
      return nil
    }
    guard let type = text(of: entry.value, "the type of '\(name)'", &estate) else { return nil }
    if estate.declarations.type(named: type) != nil { return type }
    let known = estate.declarations.types.map(estate.declarations.typeName(of:))
    if let help = Suggestion.help(for: type, among: known) {
      let fact = "'\(type)' is not a type that is known"
      report("invalid-value", fact, at: entry.value, help: help, &estate)
      return nil
    }
    // `AWS::Glue::Job`, and `Custom::Anything` of CloudFormation's custom resources.
    let parts = type.split(separator: ":", omittingEmptySubsequences: false)
    let words = stride(from: 0, to: parts.count, by: 2).map { parts[$0] }
    let gaps = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    guard parts.count == 3 || parts.count >= 5, parts.count % 2 == 1,
      words.allSatisfy({ !$0.isEmpty }), gaps.allSatisfy(\.isEmpty)
    else {
      let help = "types are written like AWS::S3::Bucket"
      report("invalid-value", "'\(type)' is not a type", at: entry.value, help: help, &estate)
      return nil
    }
    return type
  }
}
