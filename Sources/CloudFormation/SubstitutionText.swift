/// The text of `Fn::Sub`, cut at its variables.
struct SubstitutionText {
  enum Piece: Equatable {
    case literal([UInt8])
    /// `${Name}` or `${Resource.Attribute}`, without the braces.
    case variable(String)
  }

  let pieces: [Piece]

  /// Cuts `text`; `${!Name}` stands for the text `${Name}`, and an unclosed `${` for itself.
  init(_ text: ArraySlice<UInt8>) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = text
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      literal += rest[..<dollar]
      let after = dollar + 1
      guard after < rest.endIndex, rest[after] == UInt8(ascii: "{"),
        let close = rest[after...].firstIndex(of: UInt8(ascii: "}"))
      else {
        literal.append(rest[dollar])
        rest = rest[after...]
        continue
      }
      let name = rest[(after + 1)..<close]
      if name.first == UInt8(ascii: "!") {
        literal += [UInt8(ascii: "$"), UInt8(ascii: "{")] + name.dropFirst() + [rest[close]]
      } else {
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal.removeAll(keepingCapacity: true)
        pieces.append(.variable(Self.trimmed(name)))
      }
      rest = rest[(close + 1)...]
    }
    literal += rest
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  private static func trimmed(_ name: ArraySlice<UInt8>) -> String {
    let blank = UInt8(ascii: " ")
    var name = name.drop { $0 == blank }
    while name.last == blank { name.removeLast() }
    return String(decoding: name, as: UTF8.self)
  }
}
