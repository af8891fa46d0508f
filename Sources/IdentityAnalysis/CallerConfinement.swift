import Infrastructure
package import Values

/// Whether the conditions of a statement keep strangers out although its principal is everyone.
///
/// Sources: Amazon S3 User Guide, "The meaning of public"; IAM User Guide, "AWS global condition
/// context keys".
package enum CallerConfinement {
  /// The condition keys that say who calls or from where, in lower case.
  private static let keys: Set<String> = [
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
    "aws:sourceaccount", "aws:sourcearn", "aws:sourceip", "aws:sourceorgid",
    "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:userid",
    "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "kms:calleraccount",
    "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
  ]

  /// The operators that a request without the key, or with another value, does not pass.
  private static let exact: Set<String> = [
    "stringequals", "stringequalsignorecase", "arnequals", "ipaddress", "stringlike", "arnlike",
  ]

  /// A boolean, or unknown where a value that decides is not known.
  package static func confines(_ statement: Value, _ context: inout EvaluationContext) -> Value {
    guard statement.kind == .map,
      let conditions = context.heap.lookup(StatementWords.builtIn.conditions, in: statement)
    else { return context.heap.error(.noSuchOverload, "iam.confinesCallers") }
    var open: Value?
    for index in 0..<conditions.count {
      let condition = context.heap.element(index, of: conditions)
      guard condition.kind == .map else {
        open = open ?? condition
        continue
      }
      let result = confines(condition: condition, &context)
      if result.isTrue { return .bool(true, origin: conditions.origin) }
      if result.kind == .unknown { open = open ?? result }
    }
    return open ?? .bool(false, origin: conditions.origin)
  }

  private static func confines(
    condition: Value,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let name = context.heap.lookup(StatementWords.builtIn.operatorName, in: condition),
      let key = context.heap.lookup(StatementWords.builtIn.key, in: condition),
      let values = context.heap.lookup(StatementWords.builtIn.values, in: condition)
    else { return .false }
    let word = context.heap.text(key).lowercased()
    guard keys.contains(word) else { return .false }
    var operatorName = context.heap.text(name).lowercased()
    // With several values in the request, one that matches is enough for the caller to be known.
    if operatorName.hasPrefix("foranyvalue:") { operatorName.removeFirst(12) }
    guard exact.contains(operatorName), values.count > 0 else { return .false }
    var open: Value?
    for value in context.heap.elements(of: values) {
      let result = narrows(value, key: word, &context)
      if result.isFalse { return .false }
      if result.kind == .unknown { open = open ?? result }
    }
    return open ?? .true
  }

  /// Whether a value that a key is compared with leaves some callers out.
  private static func narrows(
    _ value: Value,
    key: String,
    _ context: inout EvaluationContext
  ) -> Value {
    let text = value.kind == .reference ? context.heap.text(of: value) : value
    switch text.kind {
    case .string:
      return .bool(narrows(context.heap.text(text), key: key))
    case .template:
      let pieces = context.heap.elements(of: text)
      let isNarrow = pieces.contains { piece in
        piece.kind == .string && context.heap.text(piece).contains { $0.isLetter || $0.isNumber }
      }
      return isNarrow ? .true : open(value, &context)
    case .unknown:
      // An id that AWS makes is a particular one.
      return value.kind == .reference ? .true : text
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .resource, .error, .choice, .reference:
      return open(value, &context)
    }
  }

  private static func narrows(_ text: String, key: String) -> Bool {
    switch key {
    case "aws:sourceip":
      guard let prefix = IPPrefix(text) else { return !isWild(text) }
      // S3 takes broader ranges for the whole internet.
      return prefix.length >= (prefix.family == .ipv4 ? 8 : 32)
    case "aws:principalarn":
      // Whoever owns an account can make a principal of any name in it.
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts.count > 4 && !parts[4].isEmpty && !isWild(parts[4])
    case "aws:principalaccount", "aws:sourceaccount", "aws:vpceaccount", "kms:calleraccount":
      return !isWild(text)
    default:
      return text.contains { $0 != "*" && $0 != "?" }
    }
  }

  /// Whether a pattern stands for several texts.
  private static func isWild(_ pattern: some StringProtocol) -> Bool {
    pattern.contains { $0 == "*" || $0 == "?" }
  }

  private static func open(_ value: Value, _ context: inout EvaluationContext) -> Value {
    let unknown = Unknown(.unresolvedReference, "the value of a condition")
    return context.heap.unknown(unknown, origin: value.origin)
  }
}
