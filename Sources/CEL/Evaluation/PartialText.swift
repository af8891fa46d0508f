import Values

/// A string as far as it is known: known pieces and gaps by turns. A gap may be any text, also none.
struct PartialText {
  enum Piece: Equatable {
    case known([UInt8])
    case gap
    /// An attribute of a resource whose text is not known: the same text wherever it stands.
    case reference(target: Int, attribute: UInt16)

    var known: [UInt8] {
      if case .known(let bytes) = self { return bytes }
      return []
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
    if left.pieces == right.pieces, !left.pieces.contains(.gap) { return true }
    switch (left.whole, right.whole) {
    case (let left?, _): return right.canBe(left[...]) ? nil : false
    case (nil, let right?): return left.canBe(right[...]) ? nil : false
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
      guard text.whole == nil else { return false }
      return agree(text.prefix, start) ? nil : false
    }
    if let text = text.whole { return start.canBegin(text[...]) ? nil : false }
    return agree(text.prefix, start.prefix) ? nil : false
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
      return text.whole == nil ? nil : false
    }
    guard let text = text.whole else { return nil }
    var around = PartialText()
    around.pieces = [.gap] + part.pieces + [.gap]
    return around.canBe(text[...]) ? nil : false
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

  private func canBegin(_ text: ArraySlice<UInt8>) -> Bool {
    var open = self
    open.pieces.append(.gap)
    return open.canBe(text)
  }

  /// Whether some way to fill the gaps gives this text.
  ///
  /// Taking each known piece at its first place behind the one before is enough, because what lies
  /// between is free; only the first and last piece have a fixed place. Linear but for the search.
  private func canBe(_ text: ArraySlice<UInt8>) -> Bool {
    if let whole { return text.elementsEqual(whole) }
    guard text.count >= prefix.count + suffix.count, text.starts(with: prefix),
      text.reversed().starts(with: suffix.reversed())
    else { return false }
    var rest = text.dropFirst(prefix.count).dropLast(suffix.count)
    for piece in pieces.dropFirst(prefix.isEmpty ? 0 : 1).dropLast(suffix.isEmpty ? 0 : 1) {
      let known = piece.known
      guard let place = rest.firstRun(known[...]) else { return false }
      rest = rest[(place + known.count)...]
    }
    return true
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
