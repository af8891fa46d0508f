/// Where an evaluation finds what is not the same in the next one.
struct Scope: BitwiseCopyable {
  /// The position in the heap of the program's constants.
  let constants: Int
  /// Where this evaluation's variables begin in the context's frame.
  let frame: Int
}
