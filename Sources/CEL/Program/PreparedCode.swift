/// What a context keeps of a program that it has evaluated.
///
/// A class, because a context keeps it without knowing what it is.
final class PreparedCode: Sendable {
  let code: Code
  /// What the code comes to; nil as long as making it is not worth while.
  let closure: ClosureCompiler.Closure?

  init(_ code: Code, closure: ClosureCompiler.Closure? = nil) {
    self.code = code
    self.closure = closure
  }
}
