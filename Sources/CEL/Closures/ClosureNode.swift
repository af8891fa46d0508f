import Values

/// A closure in an array or an optional, where a bare one would be called through another one.
struct ClosureNode: Sendable {
  let evaluate: ClosureCompiler.Closure

  init(_ evaluate: @escaping ClosureCompiler.Closure) {
    self.evaluate = evaluate
  }
}
