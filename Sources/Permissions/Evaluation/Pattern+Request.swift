/// What a pattern is to one request.
enum ResolvedPattern {
  case pattern(Pattern)
  /// A policy variable has no value: no text fits.
  case nothing
  case open(Doubt)
}

extension Pattern {
  /// The pattern with the request's values for its policy variables; what is a wildcard in a value is a
  /// character.
  ///
  /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
  func resolved(in request: Request) -> ResolvedPattern {
    guard symbols.contains(where: \.isVariable) else { return .pattern(self) }
    var builder = LetterBuilder()
    for letter in letters {
      guard letter.isSymbol else {
        builder.add(letter)
        continue
      }
      switch symbols[letter.symbol] {
      case .placeholder: builder.add(symbols[letter.symbol])
      case .variable(let key, let standIn):
        let values = request.context[key] ?? []
        guard values.count <= 1 else { return .open(.severalValues(key)) }
        if let value = values.first {
          for letter in value.letters {
            if letter.isSymbol {
              builder.add(value.symbols[letter.symbol])
            } else {
              builder.add(letter)
            }
          }
        } else {
          guard let standIn else { return .nothing }
          builder.add(standIn)
        }
      }
    }
    return .pattern(Pattern(letters: builder.letters, symbols: builder.symbols))
  }
}

extension Symbol {
  var isVariable: Bool {
    switch self {
    case .variable: true
    case .placeholder: false
    }
  }
}
