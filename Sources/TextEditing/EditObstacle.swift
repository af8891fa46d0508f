/// Why a text is not edited at some place.
package struct EditObstacle: Error, Hashable, Sendable {
  /// A part of a sentence: `its value comes from '!Ref'`.
  package let message: String

  package init(_ message: String) {
    self.message = message
  }
}
