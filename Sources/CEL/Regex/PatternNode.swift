/// The tree of a regular expression.
indirect enum PatternNode {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// `most` is nil for any number.
  case repetition(PatternNode, least: Int, most: Int?)

  enum Assertion: UInt8, BitwiseCopyable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary
  }
}
