/// How much of an input the parser takes on before it refuses.
package struct ParseOptions: Hashable, Sendable {
  /// How many collections may stand within each other. libyaml's work on nested flow collections
  /// grows with the square of their depth, so this bound is what keeps hostile input cheap.
  package let maximumDepth: Int
  /// The size of a file, at most 2 GiB: spans and the tape count in 32 bits.
  package let maximumBytes: Int

  package init(maximumDepth: Int = 200, maximumBytes: Int = 64 << 20) {
    self.maximumDepth = maximumDepth
    self.maximumBytes = min(maximumBytes, 1 << 31)
  }
}
