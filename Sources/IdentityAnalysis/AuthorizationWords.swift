import Findings
import Infrastructure
import ServiceAuthorization
package import Values

/// Whether the words of policies exist: actions and condition keys.
///
/// That a word is a slip is said only where another is near: the reference is of a day, and services get
/// new actions every week.
package enum AuthorizationWords {
  /// How many letters a slip differs from the word that was meant, at most.
  private static let slip = 2

  /// Whether a pattern of actions covers any: a boolean, or unknown where neither that nor a slip is
  /// certain.
  package static func isAction(_ value: Value, _ context: inout EvaluationContext) -> Value {
    guard value.kind == .string else { return open(value, &context) }
    let text = context.heap.text(value)
    guard context.actions(matching: text).isEmpty else {
      return .bool(true, origin: value.origin)
    }
    guard context.meantAction(text) == nil else { return .bool(false, origin: value.origin) }
    return undocumented(text, value, &context)
  }

  /// Whether requests have a condition key: a boolean, or unknown where neither that nor a slip is
  /// certain. Keys of identity providers are what those make them.
  package static func isConditionKey(_ value: Value, _ context: inout EvaluationContext) -> Value {
    guard value.kind == .string else { return open(value, &context) }
    let text = context.heap.text(value)
    let prefix = text.prefix { $0 != ":" }
    let isKnown = context.remembered("AuthorizationWords.knows", of: text) { knows(key: $0) }
    if prefix.contains(".") || prefix.contains("/") || isKnown {
      return .bool(true, origin: value.origin)
    }
    guard text.contains(":"), context.meantKey(text) == nil else {
      return .bool(false, origin: value.origin)
    }
    return undocumented(text, value, &context)
  }

  /// The action or condition key that was probably meant; an empty text if there is none.
  package static func meant(_ value: Value, _ context: inout EvaluationContext) -> Value {
    guard value.kind == .string else { return context.heap.string("") }
    let text = context.heap.text(value)
    return context.heap.string(context.meantAction(text) ?? context.meantKey(text) ?? "")
  }

  /// What is wrong with a literal that an expression takes for an action, and what was meant; nil if
  /// nothing is.
  package static func refusal(ofAction text: String) -> (fact: String, help: String?)? {
    let reference = ServiceAuthorization.builtIn
    guard text.contains(":"), reference.actions(matching: text).isEmpty else { return nil }
    let fact = "no action is called '\(text)', as of \(reference.date)"
    return (fact, closestAction(to: text).map { "did you mean '\($0)'?" })
  }

  private static func open(_ value: Value, _ context: inout EvaluationContext) -> Value {
    if value.kind == .unknown { return value }
    let unknown = Unknown(.unresolvedReference, "a name that is only partly known")
    return context.heap.unknown(unknown, origin: value.origin)
  }

  private static func undocumented(
    _ text: String,
    _ value: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    let date = ServiceAuthorization.builtIn.date
    let why =
      "whether there is '\(text)': the service authorization reference of \(date) has it not"
    let settle = "name what the reference has, or use a Lintel with a newer one"
    return context.heap.unknown(Unknown(.external, why, settle: settle), origin: value.origin)
  }
}

extension EvaluationContext {
  /// The actions that a pattern covers: see ``ServiceAuthorization/actions(matching:)``.
  mutating func actions(matching pattern: String) -> ActionSet {
    remembered("ServiceAuthorization.actions", of: pattern) {
      ServiceAuthorization.builtIn.actions(matching: $0)
    }
  }

  fileprivate mutating func meantAction(_ text: String) -> String? {
    remembered("AuthorizationWords.meantAction", of: text) {
      AuthorizationWords.closestAction(to: $0)
    }
  }

  fileprivate mutating func meantKey(_ text: String) -> String? {
    remembered("AuthorizationWords.meantKey", of: text) { AuthorizationWords.closestKey(to: $0) }
  }
}

// MARK: - What is near

extension AuthorizationWords {
  /// The action that a name without wildcards, or the service of a pattern, probably meant.
  fileprivate static func closestAction(to text: String) -> String? {
    let reference = ServiceAuthorization.builtIn
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    guard let service = reference.service(named: parts[0]) else {
      let prefixes = reference.services.map(reference.prefix)
      guard let prefix = Suggestion.closest(to: String(parts[0]), among: prefixes, within: slip)
      else { return nil }
      let fixed = "\(prefix):\(parts[1])"
      return reference.actions(matching: fixed).isEmpty ? nil : fixed
    }
    guard !parts[1].contains("*"), !parts[1].contains("?") else { return nil }
    let names = reference.actions(of: service).elements.map(reference.name)
    return Suggestion.closest(to: text, among: names, within: slip)
  }

  /// Whether some service has a key, or all have.
  static func knows(key: String) -> Bool {
    let reference = ServiceAuthorization.builtIn
    if reference.globalConditionKeys.contains(where: { $0.isNamed(by: key) }) { return true }
    let prefix = key.prefix { $0 != ":" }
    if let service = reference.service(named: prefix),
      reference.conditionKeys(of: service).contains(where: { $0.isNamed(by: key) })
    {
      return true
    }
    return reference.services.contains { service in
      reference.conditionKeys(of: service).contains { $0.isNamed(by: key) }
    }
  }

  fileprivate static func closestKey(to text: String) -> String? {
    let reference = ServiceAuthorization.builtIn
    let prefix = text.prefix { $0 != ":" }
    let service = reference.service(named: prefix).map(reference.conditionKeys) ?? []
    let names = (reference.globalConditionKeys + service).map(\.name)
    return Suggestion.closest(to: text, among: names, within: slip)
  }
}
