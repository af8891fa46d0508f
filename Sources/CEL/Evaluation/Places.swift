/// How far into a text the pieces of another one can have come: a set of places between its bytes.
struct Places {
  private let text: [UInt8]
  /// Pieces may lead beyond the end, which is the end then.
  private let leadsBeyond: Bool
  /// For each place from the beginning to the end whether it is in the set.
  private var isReached: [Bool]

  /// Only the beginning of a text.
  init(in text: [UInt8], leadsBeyond: Bool) {
    self.text = text
    self.leadsBeyond = leadsBeyond
    isReached = [true] + text.map { _ in false }
  }

  var isAtEnd: Bool { isReached[text.count] }

  /// Goes on by one piece; linear in the text for gaps, in its product with the piece otherwise.
  mutating func take(_ piece: PartialText.Piece) {
    switch piece {
    case .known(let bytes): take(bytes)
    case .gap, .reference(_, _, isIdentifier: false): takeAnything()
    case .identifier, .reference(_, _, isIdentifier: true): takeIdentifier()
    }
  }

  /// Adds the places to which the ends of a piece lead from the beginning, and the beginning itself.
  mutating func takeEnds(of piece: PartialText.Piece) {
    isReached[0] = true
    let bytes = piece.known
    for index in bytes.indices {
      if let end = end(of: bytes[index...], from: 0) { isReached[end] = true }
    }
  }

  private mutating func take(_ bytes: [UInt8]) {
    var next = isReached.map { _ in false }
    for place in isReached.indices where isReached[place] {
      if let end = end(of: bytes[...], from: place) { next[end] = true }
    }
    isReached = next
  }

  /// Where a run of bytes leads from a place; nil if it does not stand there.
  private func end(of bytes: ArraySlice<UInt8>, from place: Int) -> Int? {
    let rest = text[place...]
    if rest.count >= bytes.count { return rest.starts(with: bytes) ? place + bytes.count : nil }
    return leadsBeyond && bytes.starts(with: rest) ? text.count : nil
  }

  private mutating func takeAnything() {
    guard let first = isReached.firstIndex(of: true) else { return }
    for place in first..<isReached.count { isReached[place] = true }
  }

  private mutating func takeIdentifier() {
    var isInside = false
    for place in isReached.indices {
      let begins = isReached[place]
      isReached[place] = isInside
      if place < text.count { isInside = (isInside || begins) && !Self.isWildcard(text[place]) }
    }
  }

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }
}
