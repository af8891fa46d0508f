import Findings
import Infrastructure
import Syntax

/// The short forms of roles, users, groups and their policies.
extension DescriptionReader {
  private static let version = "2012-10-17"
  private static let statementKeys: [String: String] = [
    "actions": "Action",
    "conditions": "Condition",
    "notActions": "NotAction",
    "notResources": "NotResource",
    "resources": "Resource",
    "sid": "Sid",
  ]

  /// Statements as an inline policy that is called as their key is.
  func inlineStatements(
    _ key: Place,
    _ value: Place,
    effect: String,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let name = documents.text(of: key)
    let statements = statements(value, "'\(name)'", effect: effect, &estate)
    let policy: [DraftEntry] = [
      DraftEntry("PolicyName", key: key, .text(name, at: key)),
      DraftEntry("PolicyDocument", key: key, document(statements, at: value, key: key)),
    ]
    let list = DraftValue(.list([DraftValue(.object(policy), at: value)]), at: value)
    return [DraftEntry("Policies", key: key, list)]
  }

  /// Inline policies as AWS lists them, or as a mapping from names to documents.
  func inlinePolicies(
    _ key: Place,
    _ value: Place,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    guard documents.kind(of: value) == .mapping else {
      if let name = documents.elements(of: value).first(where: { documents.kind(of: $0) == .scalar }
      ) {
        let fact = "'policies' takes documents, but '\(documents.text(of: name))' is a name"
        let help = "managed policies are listed under 'managedPolicies'; those of AWS by their ARN"
        report("wrong-type", fact, at: name, help: help, &estate)
        return [DraftEntry("Policies", key: key, DraftValue(.invalid("'policies'"), at: value))]
      }
      return [DraftEntry("Policies", key: key, .written(value))]
    }
    let policies = entries(of: value, "'policies'", &estate).map { name, document in
      DraftValue(
        .object([
          DraftEntry("PolicyName", key: name, .text(documents.text(of: name), at: name)),
          DraftEntry("PolicyDocument", key: name, .written(document)),
        ]),
        at: document
      )
    }
    return [DraftEntry("Policies", key: key, DraftValue(.list(policies), at: value))]
  }

  /// Statements of the document that a managed policy is.
  func documentStatements(
    _ key: Place,
    _ value: Place,
    effect: String,
    _ estate: inout EstateBuilder
  ) -> [DraftEntry] {
    let name = documents.text(of: key)
    let statements = statements(value, "'\(name)'", effect: effect, &estate)
    return [
      DraftEntry(["PolicyDocument", "Version"], key: key, .text(Self.version, at: value)),
      DraftEntry(
        ["PolicyDocument", "Statement"],
        key: key,
        DraftValue(.list(statements), at: value)
      ),
    ]
  }

  private func document(_ statements: [DraftValue], at place: Place, key: Place) -> DraftValue {
    DraftValue(
      .object([
        DraftEntry("Version", key: key, .text(Self.version, at: place)),
        DraftEntry("Statement", key: key, DraftValue(.list(statements), at: place)),
      ]),
      at: place
    )
  }

  private func statements(
    _ value: Place,
    _ subject: String,
    effect: String,
    _ estate: inout EstateBuilder
  ) -> [DraftValue] {
    elements(of: value, subject, &estate).map { statement($0, effect: effect, &estate) }
  }

  private func statement(
    _ place: Place,
    effect: String,
    _ estate: inout EstateBuilder
  ) -> DraftValue {
    guard documents.kind(of: place) == .mapping else {
      let fact = "a statement is \(words(for: place)), not a mapping"
      let help = "write {actions: [...], resources: [...]}"
      report("wrong-type", fact, at: place, help: help, &estate)
      return DraftValue(.invalid("a statement"), at: place)
    }
    var entries = [DraftEntry("Effect", key: place, .text(effect, at: place))]
    var isReadable = true
    for (key, value) in self.entries(of: place, "a statement", &estate) {
      let text = documents.text(of: key)
      guard let name = Self.statementKeys[text] else {
        let known = Self.statementKeys.keys.sorted()
        reportUnknownKey(key, of: "a statement", among: known, &estate)
        isReadable = false
        continue
      }
      let isPattern = name == "Resource" || name == "NotResource"
      entries.append(
        DraftEntry(name, key: key, isPattern ? patterns(value) : .written(value))
      )
    }
    for keys in [["actions", "notActions"], ["resources", "notResources"]] where isReadable {
      let names = keys.compactMap { Self.statementKeys[$0] }
      guard !entries.contains(where: { names.contains($0.path[0]) }) else { continue }
      report("missing-key", "a statement has no '\(keys[0])'", at: place, &estate)
      isReadable = false
    }
    return DraftValue(isReadable ? .object(entries) : .invalid("a statement"), at: place)
  }

  private func patterns(_ value: Place) -> DraftValue {
    guard documents.kind(of: value) == .sequence else {
      return DraftValue(.resourcePattern, at: value)
    }
    let elements = documents.elements(of: value).map { DraftValue(.resourcePattern, at: $0) }
    return DraftValue(.list(elements), at: value)
  }
}

// MARK: - Trust

extension DescriptionReader {
  /// Who may assume a role: services, ARNs, accounts and roles by name, or `*`; with conditions as
  /// `{principal: …, conditions: …}`.
  func trust(_ key: Place, _ value: Place, _ estate: inout EstateBuilder) -> [DraftEntry] {
    let statements = elements(of: value, "'trusts'", &estate).map {
      trustStatement($0, &estate)
    }
    let document = document(statements, at: value, key: key)
    return [DraftEntry("AssumeRolePolicyDocument", key: key, document)]
  }

  private func trustStatement(_ place: Place, _ estate: inout EstateBuilder) -> DraftValue {
    var named: Place? = documents.kind(of: place) == .mapping ? nil : place
    var entries = [DraftEntry("Effect", key: place, .text("Allow", at: place))]
    if named == nil {
      let known = ["actions", "conditions", "principal", "sid"]
      for (key, value) in self.entries(of: place, "a trust", &estate) {
        switch documents.text(of: key) {
        case "principal": named = value
        case "actions": entries.append(DraftEntry("Action", key: key, .written(value)))
        case "conditions": entries.append(DraftEntry("Condition", key: key, .written(value)))
        case "sid": entries.append(DraftEntry("Sid", key: key, .written(value)))
        default: reportUnknownKey(key, of: "a trust", among: known, &estate)
        }
      }
    }
    guard let named else {
      report("missing-key", "a trust has no 'principal'", at: place, &estate)
      return DraftValue(.invalid("a trust"), at: place)
    }
    guard let text = text(of: named, "a principal", &estate) else {
      return DraftValue(.invalid("a principal"), at: place)
    }
    let principal = principal(text, at: named)
    entries.insert(DraftEntry("Principal", key: named, principal.value), at: 1)
    if !entries.contains(where: { $0.path == ["Action"] }) {
      entries.append(DraftEntry("Action", key: named, .text(principal.action, at: named)))
    }
    return DraftValue(.object(entries), at: place)
  }

  /// The `Principal` that a text means, and the action by which such a principal assumes a role.
  ///
  /// Source: IAM User Guide, "AWS JSON policy elements: Principal".
  private func principal(
    _ text: String,
    at place: Place
  ) -> (value: DraftValue, action: String) {
    func of(_ type: String, _ value: DraftValue) -> DraftValue {
      DraftValue(.object([DraftEntry(type, key: place, value)]), at: place)
    }
    if text == "*" { return (.text("*", at: place), "sts:AssumeRole") }
    if text.contains(":saml-provider/") {
      return (of("Federated", .text(text, at: place)), "sts:AssumeRoleWithSAML")
    }
    if text.contains(":oidc-provider/") || text == "cognito-identity.amazonaws.com" {
      return (of("Federated", .text(text, at: place)), "sts:AssumeRoleWithWebIdentity")
    }
    if text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazonaws.com.cn") {
      return (of("Service", .text(text, at: place)), "sts:AssumeRole")
    }
    return (of("AWS", DraftValue(.principal, at: place)), "sts:AssumeRole")
  }
}
