import Infrastructure
import SourceText

/// The words of IAM's policy language.
///
/// Sources: IAM User Guide, "Grammar of the IAM JSON policy language", "IAM JSON policy elements:
/// Condition operators" and "AWS JSON policy elements: Principal".
enum PolicyWords {
  static let documentKeys = ["Version", "Id", "Statement"]
  static let statementKeys = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]
  static let principalTypes = ["AWS", "Service", "Federated", "CanonicalUser"]
  static let versions = ["2012-10-17", "2008-10-17"]

  /// The names of ``statementKeys``.
  static let statementNames: Set<Name> = [
    .sid, .effect, .principal, .notPrincipal, .action, .notAction, .resource, .notResource,
    .condition,
  ]

  private static let operators: Set<String> = {
    var names: Set<String> = ["Bool", "BinaryEquals", "IpAddress", "NotIpAddress"]
    names.formUnion(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"])
    names.formUnion(["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"])
    names.formUnion(["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"])
    for kind in ["Numeric", "Date"] {
      for word in ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan"] {
        names.insert(kind + word)
      }
      names.insert("\(kind)GreaterThanEquals")
    }
    return names
  }()

  /// Whether a text is a condition operator, with what may stand before and behind it.
  static func isOperator(_ text: String) -> Bool {
    if text == "Null" { return true }
    let (prefix, base, suffix) = parts(of: text)
    if base == "Null" { return suffix.isEmpty && !prefix.isEmpty }
    return operators.contains(base)
  }

  /// The operator that was probably meant, with what stands before and behind it; nil if none is near.
  static func closestOperator(to text: String, _ closest: (String, [String]) -> String?) -> String?
  {
    let (prefix, base, suffix) = parts(of: text)
    if base == "Null" { return base }
    if base == "Boolean" { return "\(prefix)Bool\(suffix)" }
    guard let word = closest(base, operators.sorted() + ["Null"]) else { return nil }
    return prefix + word + suffix
  }

  private static func parts(of text: String) -> (prefix: String, base: String, suffix: String) {
    var base = text[...]
    var prefix = ""
    for word in ["ForAllValues:", "ForAnyValue:"] where base.hasPrefix(word) {
      prefix = word
      base = base.dropFirst(word.count)
    }
    let suffix = "IfExists"
    guard base.hasSuffix(suffix) else { return (prefix, String(base), "") }
    return (prefix, String(base.dropLast(suffix.count)), suffix)
  }
}
