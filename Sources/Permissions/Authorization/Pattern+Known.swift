extension Pattern {
  /// The pattern as a text, if all of it is known.
  package var known: String? { symbols.isEmpty ? description : nil }
}
