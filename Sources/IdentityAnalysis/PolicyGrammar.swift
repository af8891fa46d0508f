package import Findings
package import Infrastructure
import SourceText
import Values

/// What AWS would refuse of the policy documents of an estate, whether templates or descriptions hold
/// them: the document is not read as its writer meant it.
package struct PolicyGrammar {
  private let estate: Estate
  private var context: EvaluationContext
  private var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  private init(_ estate: Estate) {
    self.estate = estate
    context = EvaluationContext(heap: estate.heap, worlds: estate.worlds)
  }

  /// Each mistake once, in the order of resources.
  package static func diagnostics(of estate: Estate) -> [Diagnostic] {
    var grammar = PolicyGrammar(estate)
    for index in estate.resources.indices { grammar.check(ResourceID(index)) }
    return grammar.diagnostics
  }

  private mutating func check(_ id: ResourceID) {
    let resource = estate[id]
    guard PolicyDocuments.isAuthorization(resource, &context) == true else { return }
    for path in PolicyDocuments.paths(of: resource.type) {
      for document in path.values(in: resource.properties, &context) where document.kind == .map {
        check(document: document)
      }
    }
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    at value: Value,
    help: String? = nil,
    as level: Diagnostic.Level = .error
  ) {
    guard let span = estate.span(of: value.origin) else { return }
    let diagnostic = Diagnostic(level, code, message, at: span, help: help)
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// The entries of a map: its keys, with what they are in the world that is judged.
  private mutating func entries(of map: Value) -> [(key: Value, text: String, value: Value)] {
    (0..<map.count).compactMap { index in
      let key = context.heap.key(index, of: map)
      let value = context.resolve(context.heap.entry(index, of: map))
      return value.isAbsent ? nil : (key, context.heap.text(key), value)
    }
  }

  private mutating func elements(of value: Value) -> [Value] {
    guard value.kind == .list else { return [value] }
    return context.heap.elements(of: value).map { context.resolve($0) }.filter { !$0.isAbsent }
  }

  private func unknownKey(_ text: String, among known: [String]) -> String {
    Suggestion.help(for: text, among: known) ?? "it takes \(known.joined(separator: ", "))"
  }
}

// MARK: - Documents and statements

extension PolicyGrammar {
  private mutating func check(document: Value) {
    for (key, text, value) in entries(of: document) {
      switch text {
      case "Version":
        guard value.kind == .string else { continue }
        let version = context.heap.text(value)
        guard !PolicyWords.versions.contains(version) else { continue }
        let fact = "'\(version)' is not a version of the policy language"
        report("invalid-value", fact, at: value, help: "write 2012-10-17")
      case "Statement":
        for statement in elements(of: value) where statement.kind == .map {
          check(statement: statement)
        }
      default:
        guard !PolicyWords.documentKeys.contains(text) else { continue }
        let help = unknownKey(text, among: PolicyWords.documentKeys)
        report("unknown-key", "'\(text)' is no key of a policy document", at: key, help: help)
      }
    }
  }

  private mutating func check(statement: Value) {
    var isReadable = true
    var hasEffect = false
    var hasAction = false
    for index in 0..<statement.count {
      let key = context.heap.key(index, of: statement)
      let value = context.resolve(context.heap.entry(index, of: statement))
      guard !value.isAbsent else { continue }
      switch key.name {
      case .effect:
        hasEffect = true
        check(effect: value)
      case .action, .notAction:
        hasAction = true
        for action in elements(of: value) { check(action: action) }
      case .resource, .notResource:
        for resource in elements(of: value) { check(resource: resource) }
      case .principal, .notPrincipal:
        check(principals: value, key: context.heap.text(key))
      case .condition: check(conditions: value)
      case .sid: break
      default:
        isReadable = false
        let text = context.heap.text(key)
        let help = unknownKey(text, among: PolicyWords.statementKeys)
        report("unknown-key", "'\(text)' is no key of a statement", at: key, help: help)
      }
    }
    guard isReadable else { return }
    if !hasEffect {
      let help = "add 'Effect: Allow' or 'Effect: Deny'"
      report("missing-key", "a statement has no 'Effect'", at: statement, help: help)
    }
    if !hasAction {
      report("missing-key", "a statement has no 'Action'", at: statement)
    }
  }

  private static let arn = Array("arn:".utf8)

  /// Whether an action has one colon, with something on both sides: what nearly all have, by the bytes.
  private func hasService(_ action: ArraySlice<UInt8>) -> Bool {
    guard let colon = action.firstIndex(of: UInt8(ascii: ":")), colon > action.startIndex,
      colon < action.endIndex - 1
    else { return false }
    return action[(colon + 1)...].firstIndex(of: UInt8(ascii: ":")) == nil
  }

  private static let effects = ["Allow", "Deny"].map { Array($0.utf8) }

  private mutating func check(effect: Value) {
    guard effect.kind == .string,
      !Self.effects.contains(where: { $0.elementsEqual(context.heap.utf8(effect)) })
    else { return }
    let text = context.heap.text(effect)
    let help = Suggestion.help(for: text, among: ["Allow", "Deny"]) ?? "it takes Allow, Deny"
    report("invalid-value", "'\(text)' is not an effect", at: effect, help: help)
  }

  private mutating func check(action: Value) {
    guard action.kind == .string, !hasService(context.heap.utf8(action)) else { return }
    let text = context.heap.text(action)
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard !text.isEmpty, !text.allSatisfy({ $0 == "*" }) else { return }
    guard parts.count != 2 || parts.contains(where: \.isEmpty) else { return }
    let help = "actions have their service before them, such as s3:GetObject"
    report("invalid-value", "'\(text)' is not an action", at: action, help: help)
  }

  private mutating func check(resource: Value) {
    guard resource.kind == .string, !context.heap.utf8(resource).starts(with: Self.arn) else {
      return
    }
    let text = context.heap.text(resource)
    guard !text.hasPrefix("arn:"), !text.allSatisfy({ $0 == "*" || $0 == "?" }) else { return }
    // A pattern may begin before the colon: ar*:aws:s3:::features.
    guard !text.contains(":") || !text.contains("*") else { return }
    let help = "write its ARN, such as arn:aws:s3:::\(text), or '*'"
    report("invalid-value", "'\(text)' is not an ARN", at: resource, help: help)
  }
}

// MARK: - Principals and conditions

extension PolicyGrammar {
  private mutating func check(principals: Value, key: String) {
    if principals.kind == .string {
      let text = context.heap.text(principals)
      guard text != "*" else { return }
      let help = "write {AWS: \(text)} or {Service: \(text)}"
      report("invalid-value", "'\(key)' takes '*' or a mapping", at: principals, help: help)
      return
    }
    guard principals.kind == .map else { return }
    for (key, type, value) in entries(of: principals) {
      guard PolicyWords.principalTypes.contains(type) else {
        if type == "*" { continue }
        let help = unknownKey(type, among: PolicyWords.principalTypes)
        report("unknown-key", "'\(type)' is not a type of principals", at: key, help: help)
        continue
      }
      for principal in elements(of: value) where principal.kind == .string {
        check(principal: principal, of: type)
      }
    }
  }

  private mutating func check(principal: Value, of type: String) {
    let text = context.heap.text(principal)
    guard text != "*" else { return }
    switch type {
    case "AWS":
      guard isIdentifier(text) else {
        let help =
          text.hasSuffix(".amazonaws.com")
          ? "services stand under 'Service'" : "write an ARN, or an account id of 12 digits"
        let fact = "'\(text)' is neither the ARN of a principal nor an account id"
        report("invalid-value", fact, at: principal, help: help)
        return
      }
      guard text.contains("*") else { return }
      let fact = "'\(text)' names no principal: a wildcard in an ARN is not one here"
      let help = "name them one by one, or write 'aws:PrincipalArn' under 'Condition'"
      report("invalid-value", fact, at: principal, help: help)
    case "Service" where !text.contains("."):
      let fact = "'\(text)' is not the name of a service"
      report("invalid-value", fact, at: principal, help: "write '\(text).amazonaws.com'")
    default: break
    }
  }

  /// Whether a text may be an ARN, an account, or the id that AWS gives to a principal.
  private func isIdentifier(_ text: String) -> Bool {
    if text.hasPrefix("arn:") {
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts.count == 6 && ["iam", "sts"].contains(parts[2])
    }
    let isAccount = text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    // AIDA…, AROA… of 16 letters and more; canonical ids of 64 digits.
    let isUnique =
      text.utf8.count >= 16 && text.hasPrefix("A")
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    return isAccount || isUnique || text.utf8.count == 64
  }

  private mutating func check(conditions: Value) {
    guard conditions.kind == .map else { return }
    for (key, text, _) in entries(of: conditions) where !PolicyWords.isOperator(text) {
      let closest = PolicyWords.closestOperator(to: text) { Suggestion.closest(to: $0, among: $1) }
      let help = closest.map { "did you mean '\($0)'?" }
      report("unknown-key", "'\(text)' is not a condition operator", at: key, help: help)
    }
  }
}
