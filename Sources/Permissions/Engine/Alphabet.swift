/// The letters of a search beyond those of Unicode.
///
/// A letter that occurs in no pattern stands for all such letters; each placeholder is a letter; so is
/// what a request chose for a policy variable.
struct Alphabet: Sendable {
  /// The letter that occurs in no pattern.
  static let fresh = Letter(rawValue: 0x12_0000)
  private static let firstPlaceholder: UInt32 = 0x14_0000

  private(set) var symbols: [Symbol] = []
  private var numbers: [Symbol: Int] = [:]

  mutating func letter(for symbol: Symbol) -> Letter {
    if let number = numbers[symbol] { return Self.letter(number) }
    numbers[symbol] = symbols.count
    symbols.append(symbol)
    return Self.letter(symbols.count - 1)
  }

  private static func letter(_ number: Int) -> Letter {
    Letter(rawValue: firstPlaceholder + UInt32(number))
  }

  static func isPlaceholder(_ letter: Letter) -> Bool { letter.rawValue >= firstPlaceholder }

  /// What a letter stands for; nil for those of Unicode and the fresh one.
  func symbol(_ letter: Letter) -> Symbol? {
    Self.isPlaceholder(letter) ? symbols[Int(letter.rawValue - Self.firstPlaceholder)] : nil
  }

  func mayHoldColon(_ letter: Letter) -> Bool { symbol(letter)?.mayHoldColon ?? false }
}
