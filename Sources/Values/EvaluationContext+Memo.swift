extension EvaluationContext {
  /// How many texts one function is remembered for.
  private static var memoLimit: Int { 1_024 }

  /// What a function that hangs on nothing but a text comes to, found out once.
  ///
  /// Every resource asks the same of actions, condition keys and patterns. What is remembered is bounded:
  /// beyond that it begins anew.
  ///
  /// - Parameters:
  ///   - function: The name of the function, which always gives results of the same type.
  ///   - compute: The function; what it throws is not remembered.
  package mutating func remembered<Result: Sendable, Failure: Error>(
    _ function: String,
    of text: String,
    _ compute: (String) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let known = (memo[function] as? [String: Result])?[text] { return known }
    let result = try compute(text)
    // Taken out, so that it is not copied when it changes.
    var known = memo.removeValue(forKey: function) as? [String: Result] ?? [:]
    if known.count == Self.memoLimit { known.removeAll() }
    known[text] = result
    memo[function] = known
    return result
  }
}
