import Findings
import Infrastructure
import SourceText
import Syntax

extension DescriptionReader {
  /// Finds what is named in a description; returns its organization sections, which are about
  /// accounts of all descriptions.
  mutating func readSections(
    of root: Place,
    _ estate: inout EstateBuilder
  ) -> [Place] {
    let sections = entries(of: root, "the description", &estate)
    if let version = sections.first(where: { documents.text(of: $0.key) == "lintel" })?.value,
      documents.text(of: version) != "platform/v1"
    {
      let fact = "'\(documents.text(of: version))' is not a version that is read here"
      report("unsupported-version", fact, at: version, help: "write platform/v1", &estate)
      return []
    }
    var organizations: [Place] = []
    for (key, value) in sections {
      switch section(key, value, &estate) {
      case "lintel": break
      case "complete": complete.formUnion(readParts(value, "'complete'", &estate))
      case "organization": organizations.append(value)
      case "accounts": readAccounts(value, areStacks: false, "'accounts'", &estate)
      case "stacks": readAccounts(value, areStacks: true, "'stacks'", &estate)
      case "templates": readTemplates(value, &estate)
      case "expect": expectations += elements(of: value, "'expect'", &estate)
      case "include": readIncludes(value, &estate)
      default: break
      }
    }
    return organizations
  }

  /// The section that a key means; of one that is misspelt what was meant, since everything below names
  /// what is in it. Empty where that is nothing.
  private mutating func section(
    _ key: Place,
    _ value: Place,
    _ estate: inout EstateBuilder
  ) -> String {
    let text = documents.text(of: key)
    let known = LanguageKeys.description.map(\.key)
    guard !known.contains(text) else { return text }
    if let last = accounts.last, let collection = shallow(key, value) {
      reportShallow(key, after: last.key, &estate)
      read(collection, in: value, ofAccountNamed: last.key, &estate)
      return ""
    }
    let subject = "a platform description"
    reportUnknownKey(key, of: subject, among: known, &estate)
    let meant = KeyHints.meant(by: text, of: subject, among: known)
    return meant.map { ["accounts", "organization", "stacks"].contains($0) ? $0 : "" } ?? ""
  }

  /// A `complete` or `open` list.
  private func readParts(
    _ list: Place,
    _ subject: String,
    _ estate: inout EstateBuilder
  ) -> Set<String> {
    var parts: Set<String> = []
    let known = LanguageKeys.parts.map(\.key)
    for element in elements(of: list, subject, &estate) {
      guard let part = text(of: element, "a part in \(subject)", &estate) else { continue }
      if known.contains(part) {
        parts.insert(part)
      } else {
        let help =
          Suggestion.help(for: part, among: known)
          ?? "the parts are \(known.joined(separator: ", "))"
        let fact = "'\(part)' is no part of a platform"
        report("invalid-value", fact, at: element, help: help, &estate)
      }
    }
    return parts
  }

  /// The files and folders that belong to the estate; what is not among the sources is wanted.
  private mutating func readIncludes(_ list: Place, _ estate: inout EstateBuilder) {
    for element in elements(of: list, "'include'", &estate) {
      guard let name = text(of: element, "a path in 'include'", &estate) else { continue }
      guard !name.isEmpty, !name.hasPrefix("/") else {
        let help = "paths begin beside the description"
        report("invalid-value", "'\(name)' cannot be included", at: element, help: help, &estate)
        continue
      }
      var path = Self.resolve(name, beside: self.path(of: element))
      while path.hasSuffix("/") { path.removeLast() }
      if path == self.path(of: element) {
        report("cyclic-include", "a description includes itself", at: element, &estate)
        continue
      }
      let isThere = sources.contains { source in
        source.path == path || path.isEmpty || source.path.hasPrefix(path + "/")
      }
      guard !isThere else { continue }
      wanted.insert(path)
      let fact = "there is no file or folder '\(path)'"
      report("missing-file", fact, at: element, help: fileHelp(for: path), &estate)
    }
  }

  /// The path of the file that a place is in.
  func path(of place: Place) -> String {
    let index = documents.tree(of: place).source.index
    return sources.indices.contains(index) ? sources[index].path : ""
  }

  /// What a path that leads nowhere was probably meant to be.
  func fileHelp(for path: String) -> String? {
    Suggestion.help(for: path, among: sources.map(\.path))
  }
}

// MARK: - Accounts

extension DescriptionReader {
  private mutating func readAccounts(
    _ place: Place,
    areStacks: Bool,
    _ subject: String,
    _ estate: inout EstateBuilder
  ) {
    var last: Place?
    for (name, body) in entries(of: place, subject, &estate) {
      if let last, let collection = shallow(name, body) {
        reportShallow(name, after: last, &estate)
        read(collection, in: body, ofAccountNamed: last, &estate)
      } else {
        readAccount(name, body, isStack: areStacks, &estate)
        last = name
      }
    }
  }

  /// The collection that stands beside the accounts, or the sections, a step too far out: it has the name
  /// of one, and no key that an account has.
  func shallow(_ key: Place, _ body: Place) -> Collection? {
    guard let collection = catalogue.collections[documents.text(of: key)],
      documents.kind(of: body) == .mapping
    else { return nil }
    let known = LanguageKeys.account.map(\.key)
    let isAccount = documents.entries(of: body).contains { entry in
      let text = documents.text(of: entry.key)
      return known.contains(text) || catalogue.collections[text] != nil
    }
    return isAccount ? nil : collection
  }

  /// - Parameter account: The key of the account that ended before it.
  func reportShallow(_ key: Place, after account: Place, _ estate: inout EstateBuilder) {
    let text = documents.text(of: key)
    report(
      "misplaced-collection",
      "'\(text)' has the name of a collection of an account, but stands outside of one",
      at: key,
      related: [note("account '\(documents.text(of: account))' ended before it", at: account)],
      help: "is it indented too little?",
      &estate
    )
  }

  /// Reads a collection that stands in another place than that of its account.
  mutating func read(
    _ collection: Collection,
    in body: Place,
    ofAccountNamed key: Place,
    _ estate: inout EstateBuilder
  ) {
    let name = documents.text(of: key)
    guard let index = accounts.firstIndex(where: { $0.name == name }) else { return }
    let home = Draft.Home(account: index)
    find(collection, in: body, under: name, parent: nil, home: home, &estate)
  }

  /// An account or a stack; what several descriptions say of one adds up.
  private mutating func readAccount(
    _ key: Place,
    _ body: Place,
    isStack: Bool,
    _ estate: inout EstateBuilder
  ) {
    guard let index = account(named: key, body, isStack: isStack, &estate) else { return }
    let home = Draft.Home(account: index)
    let name = accounts[index].name
    let subject = isStack ? "stack '\(name)'" : "account '\(name)'"
    let keys = (isStack ? LanguageKeys.stack : LanguageKeys.account).map(\.key)
    for (key, value) in entries(of: body, subject, &estate) {
      let text = documents.text(of: key)
      if keys.contains(text) {
        readFact(text, of: index, key, value, &estate)
      } else if let collection = catalogue.collections[text] {
        find(collection, in: value, under: name, parent: nil, home: home, &estate)
      } else {
        let known = keys + catalogue.collections.keys.sorted()
        let subject = isStack ? "a stack" : "an account"
        reportUnknownKey(key, of: subject, among: known, &estate)
        // The names in it are meant, however their collection is spelt.
        if let meant = KeyHints.meant(by: text, of: subject, among: known),
          let collection = catalogue.collections[meant]
        {
          find(collection, in: value, under: name, parent: nil, home: home, &estate)
        }
      }
    }
    if let id = accounts[index].id, documents.entries(of: body).contains(where: { $0.value == id })
    {
      accounts[index].key = key
      if let draft = accounts[index].draft { drafts[draft].key = key }
    }
    reportContradiction(index, at: key, &estate)
  }

  /// What an account or stack says of itself.
  private mutating func readFact(
    _ fact: String,
    of index: Int,
    _ key: Place,
    _ value: Place,
    _ estate: inout EstateBuilder
  ) {
    switch fact {
    case "id":
      set(\.id, of: index, to: value, key, ValueRules.accountIDProblem, &estate)
      checkQuotes(of: value, &estate)
    case "account": set(\.account, of: index, to: value, key, { _ in nil }, &estate)
    case "environment": set(\.environment, of: index, to: value, key, { _ in nil }, &estate)
    case "region": set(\.region, of: index, to: value, key, ValueRules.regionProblem, &estate)
    case "email":
      accounts[index].properties.append(DraftEntry("Email", key: key, .written(value)))
    case "tags": accounts[index].properties += tags(value, key: key, &estate)
    case "complete": accounts[index].complete.formUnion(readParts(value, "'complete'", &estate))
    case "open": accounts[index].open.formUnion(readParts(value, "'open'", &estate))
    case "names": readNaming(value, of: index, &estate)
    case "external": readExternal(value, of: index, &estate)
    case "resources": readResources(value, of: index, &estate)
    default: break
    }
  }

  /// An id without quotes is a number to other readers of YAML, and one that begins with a zero another
  /// number. Source: YAML 1.1, "Integer Language-Independent Type": a leading zero means octal.
  private func checkQuotes(of id: Place, _ estate: inout EstateBuilder) {
    let text = documents.text(of: id)
    guard documents.kind(of: id) == .scalar, documents.scalarType(of: id) == .integer,
      ValueRules.accountIDProblem(text) == nil
    else { return }
    let isOctal = text.hasPrefix("0") && text.allSatisfy { ("0"..."7").contains($0) }
    let fact =
      isOctal
      ? "account id \(text) has no quotes: YAML 1.1 takes it for an octal number, and so another one"
      : "account id \(text) has no quotes: other readers of YAML take it for a number"
    report("unquoted-id", fact, at: id, help: "write \"\(text)\"", as: .warning, &estate)
  }

  private mutating func readNaming(_ value: Place, of index: Int, _ estate: inout EstateBuilder) {
    guard let text = text(of: value, "'names'", &estate) else { return }
    if text == "described" || text == "generated" {
      accounts[index].hasGeneratedNames = text == "generated"
      return
    }
    let help =
      Suggestion.help(for: text, among: ["described", "generated"])
      ?? "it takes described, generated"
    report("invalid-value", "'\(text)' says nothing of names", at: value, help: help, &estate)
  }

  private func reportContradiction(
    _ index: Int,
    at key: Place,
    _ estate: inout EstateBuilder
  ) {
    let both = accounts[index].open.intersection(accounts[index].complete).sorted()
    guard let part = both.first else { return }
    let fact = "'\(accounts[index].name)' says that '\(part)' is complete and open"
    report("conflicting-value", fact, at: key, help: "remove one of them", &estate)
  }

  private mutating func account(
    named key: Place,
    _ body: Place,
    isStack: Bool,
    _ estate: inout EstateBuilder
  ) -> Int? {
    let name = documents.text(of: key)
    if let known = accounts.firstIndex(where: { $0.name == name }) {
      guard (accounts[known].draft == nil) != isStack else { return known }
      report(
        "duplicate-name",
        "'\(name)' is an account and a stack",
        at: key,
        related: [note("first described here", at: accounts[known].key)],
        &estate
      )
      return nil
    }
    let index = accounts.count
    accounts.append(
      DescribedAccount(name: name, key: key, draft: isStack ? nil : drafts.count)
    )
    guard !isStack else { return index }
    let draft = Draft(
      type: "AWS::Organizations::Account",
      name: name,
      address: name,
      key: key,
      body: documents.kind(of: body) == .mapping ? body : nil,
      home: Draft.Home(account: index)
    )
    add(draft, isNamed: true, &estate)
    return index
  }

  /// Notes a fact of an account, once.
  ///
  /// - Parameter problem: What is wrong with a text; nil if nothing is.
  private mutating func set(
    _ fact: WritableKeyPath<DescribedAccount, Place?>,
    of account: Int,
    to value: Place,
    _ key: Place,
    _ problem: (String) -> String?,
    _ estate: inout EstateBuilder
  ) {
    let name = documents.text(of: key)
    guard let text = text(of: value, "'\(name)'", &estate) else { return }
    if let problem = problem(text) {
      report("invalid-value", problem, at: value, &estate)
      return
    }
    if let first = accounts[account][keyPath: fact] {
      guard documents.text(of: first) != text else { return }
      let message = "account '\(accounts[account].name)' has another \(name) already"
      report(
        "conflicting-value",
        message,
        at: value,
        related: [note("'\(documents.text(of: first))' is written here", at: first)],
        &estate
      )
      return
    }
    accounts[account][keyPath: fact] = value
  }
}
