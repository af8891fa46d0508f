package import CEL

/// What has to hold for every expression, tried case by case: a case is a number.
package enum ExpressionProperty: String, CaseIterable {
  /// A definite answer under partial knowledge is the answer under every completion.
  case completions
  /// The same, with a hole in an expression of the conformance suite.
  case holes
  /// Interpreter and closures come to the same.
  case agreement
  /// What blame suggests makes a false expression true.
  case suggestions
  /// What blame does not name cannot make a false expression true.
  case innocence
  /// An accepted expression never misses a key.
  case presence

  package func trial(_ seed: UInt64, suite: ConformanceSuite?) throws(ExpressionError) -> Trial {
    switch self {
    case .completions: try Completions.trial(seed)
    case .holes: suite.map { HoleTrials.trial(seed, $0) } ?? Trial()
    case .agreement: try Agreement.trial(seed)
    case .suggestions: try BlameTrials.suggestions(seed)
    case .innocence: try BlameTrials.innocence(seed)
    case .presence: try PresenceTrials.trial(seed)
    }
  }
}
