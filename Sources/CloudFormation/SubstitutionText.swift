/// The text of `Fn::Sub`, cut at its variables.
struct SubstitutionText {
  enum Piece: Equatable {
    /// A part of the text, or a part of what it stands for; several may follow each other.
    case literal(ArraySlice<UInt8>)
    /// `${Name}` or `${Resource.Attribute}`, without the braces.
    case variable(String)
  }

  let pieces: [Piece]

  /// Cuts `text`; `${!Name}` stands for the text `${Name}`, and an unclosed `${` for itself.
  init(_ text: ArraySlice<UInt8>) {
    var pieces: [Piece] = []
    var start = text.startIndex
    var index = text.startIndex
    while let dollar = text[index...].firstIndex(of: UInt8(ascii: "$")) {
      index = dollar + 1
      guard index < text.endIndex, text[index] == UInt8(ascii: "{") else { continue }
      guard let close = text[index...].firstIndex(of: UInt8(ascii: "}")) else { break }
      let name = text[(index + 1)..<close]
      if name.first == UInt8(ascii: "!") {
        // All but the exclamation mark stands for itself.
        pieces.append(.literal(text[start...index]))
        start = index + 2
      } else {
        if start < dollar { pieces.append(.literal(text[start..<dollar])) }
        pieces.append(.variable(Self.trimmed(name)))
        start = close + 1
      }
      index = close + 1
    }
    if start < text.endIndex { pieces.append(.literal(text[start...])) }
    self.pieces = pieces
  }

  private static func trimmed(_ name: ArraySlice<UInt8>) -> String {
    let blank = UInt8(ascii: " ")
    var name = name.drop { $0 == blank }
    while name.last == blank { name.removeLast() }
    return String(decoding: name, as: UTF8.self)
  }
}
