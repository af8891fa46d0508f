/// One condition of a statement; all of them have to hold.
package enum Condition: Hashable, Sendable {
  /// One of the values has to fit; with a negated operator, none may.
  case test(ConditionOperator, ConditionKey, [Pattern])
  /// Whether it holds is not known: it cannot be read, or a deployment decides.
  ///
  /// A statement that may or may not be there has it, too.
  case open(Doubt)
}
