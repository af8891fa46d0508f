/// An expression with one thing changed: what a test of it should notice.
package struct ExpressionVariant: Hashable, Sendable {
  /// What was changed.
  package enum Change: Hashable, Sendable {
    /// An operand of `&&` is left out.
    case conjunct
    /// An operand of `||` is left out.
    case disjunct
    /// `||` for `&&`, or the other way round.
    case connective
    /// Another comparison: `!=` for `==`, `<=` for `<`, `!(a in b)` for `a in b`.
    case comparison
    /// The opposite of what is asked.
    case negation
    /// `exists` for `all`, or the other way round.
    case quantifier
    /// A `filter` that lets everything through.
    case filter
    /// Always the one branch of `c ? a : b`.
    case branch
    /// A number that is one more or one less.
    case number
    /// An element of a list that is written out is left out.
    case element
    /// Another value where nothing is there: the argument of `orValue`.
    case fallback
    /// An operand of `+` is left out.
    case term
  }

  package let change: Change
  /// What was there, as a person sees it: `&&`, `props.Size > 1`.
  package let original: String
  /// What is there instead; empty if it is left out.
  package let replacement: String
  /// Where it is: byte offsets in the text of the original.
  package let range: Range<Int>
  /// The whole expression as it is now.
  package let text: String
}
