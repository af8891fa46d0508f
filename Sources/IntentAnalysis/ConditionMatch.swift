import Infrastructure
import SourceText
import Values

/// Whether a request meets a condition of a statement.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Set operators for
/// multi-valued context keys".
enum ConditionMatch {
  private enum Quantity {
    case plain, all, any
  }

  /// True or false where it is certain; nil where a key of the request, a value of the condition or the
  /// operator keeps it open.
  static func holds(
    _ condition: Value,
    of request: RequestContext,
    _ context: EvaluationContext
  ) -> Bool? {
    guard let (name, key) = words(of: condition, context),
      let list = context.heap.lookup("values", in: condition), list.kind == .list
    else { return nil }
    var base = name[...]
    var quantity = Quantity.plain
    if base.hasPrefix("ForAllValues:") {
      quantity = .all
    } else if base.hasPrefix("ForAnyValue:") {
      quantity = .any
    }
    if quantity != .plain, let colon = base.firstIndex(of: ":") {
      base = base[base.index(after: colon)...]
    }
    let isOptional = base.hasSuffix("IfExists")
    if isOptional { base = base.dropLast("IfExists".count) }
    let values = context.heap.elements(of: list).map { StatementMatch.text(of: $0, context) }
    let entry = request[key]
    if base == "Null" { return isNull(entry, values) }
    switch entry {
    case .unknown: return nil
    case .absent:
      return quantity == .all || isOptional || (quantity == .plain && base.contains("Not"))
    case .values(let texts):
      let answers = texts.map { matches($0, String(base), values) }
      switch quantity {
      case .plain: return answers.count == 1 ? answers[0] : nil
      case .all: return answers.contains(false) ? false : answers.contains(nil) ? nil : true
      case .any: return answers.contains(true) ? true : answers.contains(nil) ? nil : false
      }
    }
  }

  /// The operator and the key of a condition; nil for one that cannot be read.
  static func words(
    of condition: Value,
    _ context: EvaluationContext
  ) -> (operator: String, key: String)? {
    guard condition.kind == .map, let name = context.heap.lookup("operator", in: condition),
      let key = context.heap.lookup("key", in: condition), name.kind == .string,
      key.kind == .string
    else { return nil }
    return (context.heap.text(name), context.heap.text(key))
  }

  private static func isNull(_ entry: RequestContext.Entry, _ values: [String?]) -> Bool? {
    guard values.count == 1, let word = values[0], ["true", "false"].contains(word) else {
      return nil
    }
    switch entry {
    case .unknown: return nil
    case .absent: return word == "true"
    case .values: return word == "false"
    }
  }

  /// Whether one value of the request compares as an operator wants it.
  private static func matches(_ text: String, _ name: String, _ values: [String?]) -> Bool? {
    let isNegated = name.contains("Not")
    let compare: (String) -> Bool
    switch name.replacing("Not", with: "") {
    case "StringEquals": compare = { $0 == text }
    case "StringEqualsIgnoreCase": compare = { $0.lowercased() == text.lowercased() }
    case "StringLike": compare = { GlobPattern($0).contains(GlobPattern(text)) }
    case "ArnEquals", "ArnLike": compare = { isARN(text, like: $0) }
    case "Bool": compare = { $0.lowercased() == text.lowercased() }
    default: return nil
    }
    // An asterisk in the request is no wildcard, and policy variables are not filled in.
    guard !text.contains("*"), !text.contains("?") else { return nil }
    let answers = values.map { value in
      value.flatMap { $0.contains("${") ? nil : compare($0) }
    }
    if answers.contains(true) { return !isNegated }
    return answers.contains(nil) ? nil : isNegated
  }

  /// Whether each of the six parts of an ARN is that of a pattern.
  private static func isARN(_ text: String, like pattern: String) -> Bool {
    let parts = [text, pattern].map {
      $0.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    }
    guard parts[0].count == 6, parts[1].count == 6 else { return false }
    return zip(parts[0], parts[1]).allSatisfy { part, pattern in
      GlobPattern(String(pattern)).contains(GlobPattern(String(part)))
    }
  }
}
