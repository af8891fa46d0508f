extension Pattern {
  /// Whether some part of a text matches; nil where that depends on its gaps.
  func matches(_ text: PartialText) -> Bool? {
    if run(text, isOptimistic: false) { return true }
    return run(text, isOptimistic: true) ? nil : false
  }

  private func run(_ text: PartialText, isOptimistic: Bool) -> Bool {
    var run = PatternRun(self, isOptimistic: isOptimistic)
    for piece in text.pieces {
      if case .known(let bytes) = piece { run.read(bytes[...]) } else { run.skip() }
    }
    run.finish()
    return run.hasMatched
  }
}
