extension Pattern {
  /// A text that fits, with `x` for wildcards; nil where policy variables decide.
  package var example: Text? {
    guard !symbols.contains(where: \.isVariable) else { return nil }
    if letters == [.anyText] { return "*" }
    return Text(letters: letters.map(Self.filled), symbols: symbols)
  }

  /// Texts of which some may fit both this pattern and a wider one, such as that of a kind of resources:
  /// `…:*/fraud-*` and `…:notebook-instance/*` give `…:notebook-instance/fraud-x`.
  package func examples(within kind: Pattern) -> [Text] {
    guard let own = example else { return [] }
    if letters == [.anyText] { return kind.example.map { [$0] } ?? [] }
    let parts = Self.segments(letters)
    let others = Self.segments(kind.letters)
    guard parts.count == 6, others.count == 6, kind.symbols.isEmpty else { return [own] }
    var head: [Letter] = []
    for (part, other) in zip(parts.prefix(5), others) {
      head += (part == [.anyText] ? Array(other) : Array(part)).map(Self.filled) + [.colon]
    }
    let lead = Array(others[5].prefix { $0 != .anyText })
    var tails = [Array(parts[5])]
    if parts[5].first == .anyText {
      let rest = Array(parts[5].dropFirst())
      tails.append(
        lead + (lead.last == Letter("/") && rest.first == lead.last ? rest.dropFirst() : rest[...])
      )
      if rest.isEmpty { tails.append(Array(others[5])) }
    }
    return tails.map { Text(letters: head + $0.map(Self.filled), symbols: symbols) }
  }

  private static func filled(_ letter: Letter) -> Letter {
    letter == .anyText || letter == .anyCharacter ? Letter("x") : letter
  }

  private static func segments(_ letters: [Letter]) -> [ArraySlice<Letter>] {
    letters.split(separator: .colon, maxSplits: 5, omittingEmptySubsequences: false)
  }
}
