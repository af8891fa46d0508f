/// The operator of a condition: `ForAnyValue:StringLikeIfExists`.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
package struct ConditionOperator: Hashable, Sendable {
  package enum Comparison: String, CaseIterable, Sendable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIPAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnNotEquals = "ArnNotEquals"
    case arnLike = "ArnLike"
    case arnNotLike = "ArnNotLike"
    case null = "Null"

    /// Whether it holds where none of the values fits, and without a value of the key.
    package var isNegated: Bool {
      switch self {
      case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals,
        .dateNotEquals, .notIPAddress, .arnNotEquals, .arnNotLike:
        true
      case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .numericEquals, .numericLessThan,
        .numericLessThanEquals, .numericGreaterThan, .numericGreaterThanEquals, .dateEquals,
        .dateLessThan, .dateLessThanEquals, .dateGreaterThan, .dateGreaterThanEquals, .bool,
        .binaryEquals, .ipAddress, .arnEquals, .arnLike, .null:
        false
      }
    }
  }

  /// How the values of a key with several are taken.
  package enum Qualifier: String, CaseIterable, Sendable {
    /// All values of the request fit; also where there is none.
    case forAllValues = "ForAllValues"
    /// Some value of the request fits.
    case forAnyValue = "ForAnyValue"
  }

  package let comparison: Comparison
  package let qualifier: Qualifier?
  /// Whether it holds without a value of the key, whatever the comparison.
  package let isIfExists: Bool

  package init(
    _ comparison: Comparison,
    _ qualifier: Qualifier? = nil,
    isIfExists: Bool = false
  ) {
    self.comparison = comparison
    self.qualifier = qualifier
    self.isIfExists = isIfExists
  }

  /// Reads an operator as policies write it; nil for what is none. `Null` takes neither qualifier nor
  /// `IfExists`.
  package init?(_ name: String) {
    var base = name[...]
    var qualifier: Qualifier?
    for word in Qualifier.allCases where base.hasPrefix(word.rawValue + ":") {
      base = base.dropFirst(word.rawValue.count + 1)
      qualifier = word
      break
    }
    let suffix = "IfExists"
    let isIfExists = base.hasSuffix(suffix)
    if isIfExists { base = base.dropLast(suffix.count) }
    guard let comparison = Comparison(rawValue: String(base)) else { return nil }
    if comparison == .null, qualifier != nil || isIfExists { return nil }
    self.init(comparison, qualifier, isIfExists: isIfExists)
  }

  package var description: String {
    (qualifier.map { $0.rawValue + ":" } ?? "") + comparison.rawValue
      + (isIfExists ? "IfExists" : "")
  }

  /// Whether the condition holds without a value of the key; nil for `Null`, whose values decide.
  package var holdsWithoutValue: Bool? {
    if comparison == .null { return nil }
    if isIfExists { return true }
    switch qualifier {
    case .forAllValues?: return true
    case .forAnyValue?: return false
    case nil: return comparison.isNegated
    }
  }
}
