/// What one case of a property came to.
package struct Trial {
  /// What does not hold, in words.
  package var violations: [String] = []
  /// The case could have failed: a verdict was definite, a leaf had a suggestion, a program was
  /// accepted.
  package var isTelling = false

  package init() {}
}
