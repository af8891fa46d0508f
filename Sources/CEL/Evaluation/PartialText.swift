import Values

/// A string as far as it is known: known pieces and gaps by turns.
struct PartialText {
  enum Piece: Equatable {
    case known([UInt8])
    /// Any text, also none.
    case gap
    /// Any text that is not empty and has no wildcard in it.
    case identifier
    /// An attribute of a resource whose text is not known: the same text wherever it stands.
    case reference(target: Int, attribute: UInt16, isIdentifier: Bool)

    var known: [UInt8] {
      if case .known(let bytes) = self { return bytes }
      return []
    }

    /// Whether another piece like this one may be another text.
    var isOpen: Bool { self == .gap || self == .identifier }

    /// Whether it cannot be empty.
    var isFull: Bool {
      switch self {
      case .known(let bytes): !bytes.isEmpty
      case .gap: false
      case .identifier: true
      case .reference(_, _, let isIdentifier): isIdentifier
      }
    }
  }

  /// No two known pieces are neighbours; none is empty.
  private(set) var pieces: [Piece] = []

  mutating func append(_ bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty else { return }
    if case .known(let last) = pieces.last {
      pieces[pieces.count - 1] = .known(last + bytes)
    } else {
      pieces.append(.known(Array(bytes)))
    }
  }

  mutating func append(gap: Piece) {
    pieces.append(gap)
  }

  /// All of it, where nothing is missing.
  var whole: [UInt8]? {
    switch pieces.count {
    case 0: []
    case 1: if case .known(let bytes) = pieces[0] { bytes } else { nil }
    default: nil
    }
  }

  /// What it begins with for certain.
  var prefix: [UInt8] { pieces.first?.known ?? [] }
  /// What it ends with for certain.
  var suffix: [UInt8] { pieces.last?.known ?? [] }
}

// MARK: - Questions

extension PartialText {
  /// Whether both are the same text; nil where that depends on the gaps.
  static func equal(_ left: PartialText, _ right: PartialText) -> Bool? {
    // An open gap is never known to be the same as another one.
    if left.pieces == right.pieces, !left.pieces.contains(where: \.isOpen) { return true }
    switch (left.whole, right.whole) {
    case (let left?, _): return right.canBe(left) ? nil : false
    case (nil, let right?): return left.canBe(right) ? nil : false
    case (nil, nil):
      let agree =
        agree(left.prefix, right.prefix)
        && agree(left.suffix.reversed(), right.suffix.reversed())
      return agree ? nil : false
    }
  }

  /// Whether `text` begins with `start`.
  static func hasPrefix(_ text: PartialText, _ start: PartialText) -> Bool? {
    if let start = start.whole {
      if text.prefix.starts(with: start) { return true }
      return text.canBegin(with: start) ? nil : false
    }
    guard let text = text.whole else { return agree(text.prefix, start.prefix) ? nil : false }
    var open = start
    open.pieces.append(.gap)
    return open.canBe(text) ? nil : false
  }

  /// Whether `text` ends with `end`.
  static func hasSuffix(_ text: PartialText, _ end: PartialText) -> Bool? {
    hasPrefix(text.reversed, end.reversed)
  }

  /// Whether `part` stands somewhere in `text`.
  static func contains(_ text: PartialText, _ part: PartialText) -> Bool? {
    if let part = part.whole {
      if text.pieces.contains(where: { $0.known.containsRun(part[...]) }) || part.isEmpty {
        return true
      }
      return text.canContain(part) ? nil : false
    }
    guard let text = text.whole else { return nil }
    var around = PartialText()
    around.pieces = [.gap] + part.pieces + [.gap]
    return around.canBe(text) ? nil : false
  }

  /// Below, at or above zero as texts are ordered; nil where that depends on the gaps.
  static func compare(_ left: PartialText, _ right: PartialText) -> Int? {
    for (left, right) in zip(left.prefix, right.prefix) where left != right {
      return left < right ? -1 : 1
    }
    guard let left = left.whole, let right = right.whole else { return nil }
    return left.count < right.count ? -1 : left.count == right.count ? 0 : 1
  }

  /// Whether one is the beginning of the other.
  private static func agree(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    zip(left, right).allSatisfy { $0 == $1 }
  }

  private var reversed: PartialText {
    var result = PartialText()
    result.pieces = pieces.reversed().map { piece in
      if case .known(let bytes) = piece { .known(bytes.reversed()) } else { piece }
    }
    return result
  }
}

// MARK: - Ways to fill the gaps

extension PartialText {
  /// Beyond this many comparisons of bytes a text is taken for possible.
  private static let comparisonLimit = 1 << 22

  /// Whether some way to fill the gaps gives this text.
  private func canBe(_ text: [UInt8]) -> Bool {
    guard text.count >= prefix.count + suffix.count, text.starts(with: prefix),
      text.reversed().starts(with: suffix.reversed())
    else { return false }
    guard isComparable(with: text) else { return true }
    var places = Places(in: text, leadsBeyond: false)
    for piece in pieces { places.take(piece) }
    return places.isAtEnd
  }

  /// Whether some way to fill the gaps gives a text that begins with this one.
  private func canBegin(with start: [UInt8]) -> Bool {
    guard isComparable(with: start) else { return true }
    var places = Places(in: start, leadsBeyond: true)
    for piece in pieces where !places.isAtEnd { places.take(piece) }
    return places.isAtEnd
  }

  /// Whether some way to fill the gaps gives a text that this one stands in.
  private func canContain(_ part: [UInt8]) -> Bool {
    guard isComparable(with: part) else { return true }
    var places = Places(in: part, leadsBeyond: true)
    for piece in pieces where !places.isAtEnd {
      places.take(piece)
      places.takeEnds(of: piece)
    }
    return places.isAtEnd
  }

  private func isComparable(with text: [UInt8]) -> Bool {
    let size = pieces.reduce(0) { $0 + 1 + $1.known.count }
    return size.multipliedReportingOverflow(by: text.count).partialValue <= Self.comparisonLimit
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where a run of bytes begins first; the naive search is fine for names and ARNs.
  func firstRun(_ run: some RandomAccessCollection<UInt8>) -> Int? {
    guard !run.isEmpty else { return startIndex }
    guard run.count <= count else { return nil }
    return (startIndex...endIndex - run.count).first { self[$0...].starts(with: run) }
  }

  func containsRun(_ run: some RandomAccessCollection<UInt8>) -> Bool {
    firstRun(run) != nil
  }
}
