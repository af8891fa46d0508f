/// One letter of a pattern or text, in 32 bits: a Unicode scalar, a wildcard, or an index of the
/// symbols beside it.
struct Letter: Hashable, BitwiseCopyable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  init(_ scalar: Unicode.Scalar) {
    rawValue = scalar.value
  }

  init(symbol index: Int) {
    rawValue = Self.firstSymbol + UInt32(index)
  }

  /// `*`: any text, also none.
  static let anyText = Letter(rawValue: 0x11_0000)
  /// `?`: any one character.
  static let anyCharacter = Letter(rawValue: 0x11_0001)
  static let colon = Letter(":")
  private static let firstSymbol: UInt32 = 0x11_0010

  var isScalar: Bool { rawValue < 0x11_0000 }
  var isSymbol: Bool { rawValue >= Self.firstSymbol }
  /// The index of a symbol.
  var symbol: Int { Int(rawValue - Self.firstSymbol) }

  /// The same without ASCII case.
  var folded: Letter {
    (0x41...0x5A).contains(rawValue) ? Letter(rawValue: rawValue + 0x20) : self
  }

  /// The other ASCII case of a letter that has two.
  var otherCase: Letter? {
    switch rawValue {
    case 0x41...0x5A: Letter(rawValue: rawValue + 0x20)
    case 0x61...0x7A: Letter(rawValue: rawValue - 0x20)
    default: nil
    }
  }
}
