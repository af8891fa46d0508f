/// The text of `Fn::Sub`, cut at its variables.
struct SubstitutionText {
  enum Piece: Equatable {
    case literal(String)
    /// `${Name}` or `${Resource.Attribute}`, without the braces.
    case variable(String)
  }

  let pieces: [Piece]

  /// Cuts `text`; `${!Name}` stands for the text `${Name}`, and an unclosed `${` for itself.
  init(_ text: String) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "{"),
        let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}"))
      else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      let name = bytes[(index + 2)..<close]
      if name.first == UInt8(ascii: "!") {
        literal += Array("${".utf8) + name.dropFirst() + [UInt8(ascii: "}")]
      } else {
        if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal.removeAll()
        pieces.append(.variable(Self.trimmed(name)))
      }
      index = close + 1
    }
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
    self.pieces = pieces
  }

  private static func trimmed(_ name: ArraySlice<UInt8>) -> String {
    let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
    var name = name.drop(while: blank)
    while let last = name.last, blank(last) { name.removeLast() }
    return String(decoding: name, as: UTF8.self)
  }
}
