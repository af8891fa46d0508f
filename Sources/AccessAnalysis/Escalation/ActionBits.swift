/// A set of the actions that the catalogue of escalations names, by their numbers in it.
struct ActionBits: Hashable, Sendable {
  /// How many there is room for.
  static let limit = 256

  private var words = SIMD4<UInt64>()

  static let all: ActionBits = {
    var bits = ActionBits()
    bits.words = SIMD4(repeating: .max)
    return bits
  }()

  init() {}

  init(_ numbers: [Int]) {
    for number in numbers { insert(number) }
  }

  mutating func insert(_ number: Int) {
    words[number >> 6] |= 1 << UInt64(number & 63)
  }

  func contains(_ number: Int) -> Bool {
    words[number >> 6] & 1 << UInt64(number & 63) != 0
  }

  func isSuperset(of other: ActionBits) -> Bool { other.words & ~words == SIMD4() }

  mutating func formUnion(_ other: ActionBits) { words |= other.words }

  mutating func formIntersection(_ other: ActionBits) { words &= other.words }

  func subtracting(_ other: ActionBits) -> ActionBits {
    var bits = self
    bits.words &= ~other.words
    return bits
  }
}
