/// Why no narrower text is proposed for a statement.
package struct NarrowingObstacle: Error {
  /// A part of a sentence: `nothing in the estate is known to run with 'Role'`.
  package let message: String

  init(_ message: String) {
    self.message = message
  }
}
