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

  /// How an operator compares. A request without the key, or with another value, passes none of them.
  private enum Comparison {
    case equality, pattern, address
  }

  private static let comparisons: [String: Comparison] = [
    "stringequals": .equality, "stringequalsignorecase": .equality, "stringlike": .pattern,
    "arnequals": .pattern, "arnlike": .pattern, "ipaddress": .address,
  ]

  /// A boolean, or unknown where a value that decides is not known.
  package static func confines(_ statement: Value, _ context: inout EvaluationContext) -> Value {
    let words = StatementWords.builtIn
    guard let conditions = words.list(words.conditions, of: statement, context) else {
      return context.heap.error(.noSuchOverload, "iam.confinesCallers")
    }
    var open: Value?
    for index in 0..<conditions.count {
      let condition = context.heap.element(index, of: conditions)
      guard condition.kind == .map else {
        open = open ?? condition.certain
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
    let words = StatementWords.builtIn
    guard let name = words.text(words.operatorName, of: condition, context),
      let key = words.text(words.key, of: condition, context),
      let values = words.list(words.values, of: condition, context)
    else { return .false }
    let word = context.heap.text(key).lowercased()
    guard keys.contains(word) else { return .false }
    var operatorName = context.heap.text(name).lowercased()
    // With several values in the request, one that matches is enough for the caller to be known.
    if operatorName.hasPrefix("foranyvalue:") { operatorName.removeFirst(12) }
    guard let comparison = comparisons[operatorName], values.count > 0 else { return .false }
    var open: Value?
    for value in context.heap.elements(of: values) {
      let result = narrows(value, key: word, comparison, &context)
      if result.isFalse { return .false }
      if result.kind == .unknown { open = open ?? result }
    }
    return open ?? .true
  }

  /// Whether a value that a key is compared with leaves some callers out.
  private static func narrows(
    _ value: Value,
    key: String,
    _ comparison: Comparison,
    _ context: inout EvaluationContext
  ) -> Value {
    guard let words = words(of: value, context.heap) else { return open(value, &context) }
    // What is not known may be a word like any other, or a wildcard.
    let answers = Set([words.plain, words.wild].map { narrows($0, key: key, comparison) })
    guard answers.count == 1, let answer = answers.first ?? nil else {
      return open(value, &context)
    }
    return .bool(answer)
  }

  /// A text with its unknown parts as plain words, and with a wildcard for each that may be one; nil for
  /// what is no text.
  private static func words(
    of value: Value,
    _ heap: borrowing ValueHeap
  ) -> (plain: String, wild: String)? {
    switch value.kind {
    case .string:
      let text = heap.text(value)
      return (text, text)
    case .template:
      var plain = ""
      var wild = ""
      for index in 0..<value.count {
        guard let piece = words(of: heap.element(index, of: value), heap) else { return nil }
        plain += piece.plain
        wild += piece.wild
      }
      return (plain, wild)
    case .unknown:
      return value.isIdentifier ? ("x", "x") : ("x", "*")
    case .reference:
      let text = heap.text(of: value)
      // An id that AWS makes is a particular one.
      return text.kind == .unknown ? ("x", "x") : words(of: text, heap)
    case .null, .bool, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration,
      .timestamp, .ip, .cidr, .resource, .error, .choice:
      return nil
    }
  }

  /// Whether a known text leaves some callers out; nil where AWS would refuse it.
  private static func narrows(_ text: String, key: String, _ comparison: Comparison) -> Bool? {
    switch comparison {
    case .equality:
      return !isVariable(text) && text.contains { $0 != "*" && $0 != "?" }
    case .address:
      return narrows(addresses: text)
    case .pattern:
      return !isVariable(text) && (!isWild(text) || confines(pattern: text, of: key))
    }
  }

  /// S3 takes ranges broader than these for the whole internet.
  private static func narrows(addresses text: String) -> Bool? {
    let host = text.contains(":") ? "/128" : "/32"
    guard let block = IPPrefix(text.contains("/") ? text : text + host) else { return nil }
    return block.length >= (block.family == .ipv4 ? 8 : 32)
  }

  /// Whether a pattern with wildcards still names somebody: an account, an organization or a role.
  private static func confines(pattern: String, of key: String) -> Bool {
    switch key {
    case "aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn":
      // Whoever owns an account can make a principal of any name in it, and a bucket of any name.
      let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts.count > 4 && !parts[4].isEmpty && !isWild(parts[4])
    case "aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths":
      return pattern.firstIndex(of: "/").map { !isWild(pattern[..<$0]) } ?? false
    case "aws:userid":
      return pattern.firstIndex(of: ":").map { !isWild(pattern[..<$0]) } ?? false
    default:
      return false
    }
  }

  /// Whether a pattern stands for several texts.
  private static func isWild(_ pattern: some StringProtocol) -> Bool {
    pattern.contains { $0 == "*" || $0 == "?" }
  }

  /// Whether a text has a policy variable in it, which each request fills for itself.
  private static func isVariable(_ text: String) -> Bool {
    text.contains("${")
  }

  private static func open(_ value: Value, _ context: inout EvaluationContext) -> Value {
    if value.kind == .unknown { return value }
    let unknown = Unknown(.unresolvedReference, "the value of a condition")
    return context.heap.unknown(unknown, origin: value.origin)
  }
}
