import Findings
import Infrastructure
import Syntax

extension DescriptionReader {
  /// The parts of a platform that can be wholly described.
  static let parts = [
    "data-protection", "delivery", "identity", "monitoring", "network", "organization",
  ]

  private static let sections = [
    "accounts", "complete", "expect", "include", "lintel", "organization",
  ]

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
      switch documents.text(of: key) {
      case "lintel":
        break
      case "complete":
        complete.formUnion(readParts(value, &estate))
      case "organization":
        organizations.append(value)
      case "accounts":
        for (name, body) in entries(of: value, "'accounts'", &estate) {
          readAccount(name, body, &estate)
        }
      case "expect":
        let fact = "expectations are not judged in this version"
        report("unsupported", fact, at: key, as: .warning, &estate)
      case "include":
        let fact = "'include' is not followed in this version"
        let help = "name the files and folders as paths of the command"
        report("unsupported", fact, at: key, help: help, &estate)
      default:
        reportUnknownKey(key, of: "a platform description", among: Self.sections, &estate)
      }
    }
    return organizations
  }

  /// A `complete` list.
  private func readParts(_ list: Place, _ estate: inout EstateBuilder) -> Set<String> {
    var parts: Set<String> = []
    for element in elements(of: list, "'complete'", &estate) {
      guard let part = text(of: element, "a part in 'complete'", &estate) else { continue }
      if Self.parts.contains(part) {
        parts.insert(part)
      } else {
        let help =
          Suggestion.help(for: part, among: Self.parts)
          ?? "the parts are \(Self.parts.joined(separator: ", "))"
        let fact = "'\(part)' is no part of a platform"
        report("invalid-value", fact, at: element, help: help, &estate)
      }
    }
    return parts
  }
}

// MARK: - Accounts

extension DescriptionReader {
  private static let accountKeys = [
    "complete", "email", "environment", "external", "id", "region", "resources", "tags",
  ]

  /// An account; what several descriptions say of one adds up.
  private mutating func readAccount(_ key: Place, _ body: Place, _ estate: inout EstateBuilder) {
    let index = account(named: key, body, &estate)
    let home = Draft.Home(account: index)
    let name = accounts[index].name
    for (key, value) in entries(of: body, "account '\(name)'", &estate) {
      let text = documents.text(of: key)
      switch text {
      case "id": set(\.id, of: index, to: value, key, isAccountID, &estate)
      case "environment": set(\.environment, of: index, to: value, key, { _ in nil }, &estate)
      case "region": set(\.region, of: index, to: value, key, isRegion, &estate)
      case "email":
        accounts[index].properties.append(DraftEntry("Email", key: key, .written(value)))
      case "tags": accounts[index].properties += tags(value, key: key, &estate)
      case "complete": accounts[index].complete.formUnion(readParts(value, &estate))
      case "external": readExternal(value, of: index, &estate)
      case "resources": readResources(value, of: index, &estate)
      default:
        if let collection = catalogue.collections[text] {
          find(collection, in: value, under: name, parent: nil, home: home, &estate)
        } else {
          let known = Self.accountKeys + catalogue.collections.keys.sorted()
          reportUnknownKey(key, of: "an account", among: known, &estate)
        }
      }
    }
  }

  private mutating func account(
    named key: Place,
    _ body: Place,
    _ estate: inout EstateBuilder
  ) -> Int {
    let name = documents.text(of: key)
    if let known = accounts.firstIndex(where: { $0.name == name }) { return known }
    let index = accounts.count
    let draft = Draft(
      type: "AWS::Organizations::Account",
      name: name,
      address: name,
      key: key,
      body: documents.kind(of: body) == .mapping ? body : nil,
      home: Draft.Home(account: index)
    )
    accounts.append(DescribedAccount(name: name, key: key, draft: drafts.count))
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

  private func isAccountID(_ text: String) -> String? {
    let isID = text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isID ? nil : "'\(text)' is not an account id of 12 digits"
  }

  /// Regions look like `eu-west-1` or `us-gov-east-1`.
  private func isRegion(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let areLetters = parts.dropLast().allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x61...0x7A).contains($0) }
    }
    let isDigit = parts.last.map { $0.count == 1 && (0x30...0x39).contains($0[$0.startIndex]) }
    let isRegion = (3...4).contains(parts.count) && areLetters && isDigit == true
    return isRegion ? nil : "'\(text)' is not a region, such as eu-west-1"
  }
}
