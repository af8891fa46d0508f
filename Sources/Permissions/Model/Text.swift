/// A text of a request: known, but for symbols in it.
package struct Text: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  let letters: [Letter]
  /// What letters that are symbols stand for.
  let symbols: [Symbol]

  init(letters: [Letter], symbols: [Symbol]) {
    self.letters = letters
    self.symbols = symbols
  }

  package init(_ text: String) {
    letters = text.unicodeScalars.map { Letter($0) }
    symbols = []
  }

  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// A text with what is not known of it.
  package init(_ pieces: [Piece]) {
    var builder = LetterBuilder()
    for piece in pieces {
      switch piece {
      case .text(let text): builder.add(text)
      case .symbol(let symbol): builder.add(symbol)
      }
    }
    self.init(letters: builder.letters, symbols: builder.symbols)
  }

  package enum Piece: Hashable, Sendable {
    case text(String)
    case symbol(Symbol)
  }

  /// Whether it could have more colons than so many.
  func mayHaveColons(over count: Int) -> Bool {
    letters.count { $0 == .colon || $0.isSymbol && symbols[$0.symbol].mayHoldColon } > count
  }

  /// The text if all of it is known.
  package var known: String? { symbols.isEmpty ? description : nil }

  package var description: String { Pattern(letters: letters, symbols: symbols).description }
}

/// Collects letters, each symbol once.
struct LetterBuilder {
  private(set) var letters: [Letter] = []
  private(set) var symbols: [Symbol] = []

  mutating func add(_ text: some StringProtocol) {
    for scalar in text.unicodeScalars { letters.append(Letter(scalar)) }
  }

  mutating func add(_ letter: Letter) {
    letters.append(letter)
  }

  mutating func add(_ symbol: Symbol) {
    let index = symbols.firstIndex(of: symbol) ?? symbols.count
    if index == symbols.count { symbols.append(symbol) }
    letters.append(Letter(symbol: index))
  }
}
