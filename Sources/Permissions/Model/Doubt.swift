/// Why a question has no definite answer.
package enum Doubt: Hashable, Sendable {
  /// Something the caller could not read or does not know, in its words: `parameter 'Bucket'`.
  case caller(String)
  /// A text that is not known, or a policy variable whose values matter.
  case symbol(Symbol)
  /// Operators of two kinds of values on one key, `NumericEquals` and `StringLike`.
  case mixedOperators(ConditionKey)
  /// Operators for one value and for several on one key.
  case mixedQualifiers(ConditionKey)
  /// An operator for one value, and a request with several.
  case severalValues(ConditionKey)
  /// `ForAnyValue:` or `ForAllValues:` with numbers, dates or addresses.
  case qualifiedOrder(ConditionKey)
  /// A value that its operator cannot compare: `NumericEquals` with `many`.
  case value(ConditionKey, String)
  /// A text beyond ASCII that is compared without case.
  case caseBeyondASCII(String)
  /// Whether a `*` that ends a segment of an ARN reads colons, on which AWS's pages differ.
  case wildcardBeforeColon
  /// An example was found that the evaluation of single requests does not confirm.
  case unconfirmed
  /// The search was ended before it was through.
  case budget
}

extension Doubt: CustomStringConvertible {
  /// In a reader's words, without a stop.
  package var description: String {
    switch self {
    case .caller(let words): words
    case .symbol(.variable(let key, _)): "the value of the policy variable '\(key.spelling)'"
    case .symbol(.placeholder(let placeholder)): placeholder.name
    case .mixedOperators(let key): "what kind of values '\(key.spelling)' has, compared as several"
    case .mixedQualifiers(let key):
      "whether '\(key.spelling)' has one value or several, compared as both"
    case .severalValues(let key): "which value of '\(key.spelling)' counts of several"
    case .qualifiedOrder(let key):
      "what 'ForAllValues' or 'ForAnyValue' makes of '\(key.spelling)', which has no texts"
    case .value(let key, let text): "what '\(text)' is as a value of '\(key.spelling)'"
    case .caseBeyondASCII(let text): "what '\(text)' is without case"
    case .wildcardBeforeColon: "whether a '*' that ends a segment of an ARN reads colons"
    case .unconfirmed: "whether the example found is one"
    case .budget: "what a longer search would find"
    }
  }
}
