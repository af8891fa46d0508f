extension Pattern {
  /// The pattern as a text, if all of it is known.
  package var known: String? { symbols.isEmpty ? description : nil }

  /// The texts in it that are not known, such as a parameter's; policy variables are none.
  package var unknowns: [Symbol] {
    symbols.filter { symbol in
      if case .placeholder = symbol { true } else { false }
    }
  }
}
