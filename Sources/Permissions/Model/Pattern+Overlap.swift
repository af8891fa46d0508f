extension Pattern {
  /// Whether some text may fit both patterns, with their wildcards reading anything and what is filled in
  /// being anything: never false where one does. Time and space in the product of their lengths.
  package func mayOverlap(_ other: Pattern, foldsCase: Bool = false) -> Bool {
    Self.mayOverlap(letters[...], other.letters[...], foldsCase)
  }

  /// Whether a resource of a kind may fit, whatever is known later. A `*` that ends one of the first five
  /// segments may read colons, so that what follows it rules nothing out where the kind's names have some.
  ///
  /// - Parameter kind: The ARNs of some type of resources, whose wildcards stay in their segments.
  package func mayOverlap(kind: Pattern) -> Bool {
    guard let own = segments, let others = kind.segments else { return mayOverlap(kind) }
    let isOfS3 = others[2] == [Letter("s"), Letter("3")]
    // Names of buckets have no slash, as the keys of their objects have behind them.
    // Source: Amazon S3 User Guide, "General purpose bucket naming rules".
    if isOfS3, others[5] == [.anyText], own[5].contains(Letter("/")) { return false }
    let mayHoldColons = isOfS3 || others[5].contains(.colon)
    for (index, (segment, other)) in zip(own, others).enumerated() {
      if !Self.mayOverlap(segment, other, false) { return false }
      if mayHoldColons, index < 5, segment.last == .anyText { return true }
    }
    return true
  }

  /// Whether every resource of a kind fits, in the partition and the account that are meant: never true
  /// where one does not.
  package func coversAll(ofKind kind: Pattern) -> Bool {
    if letters == [.anyText] { return true }
    guard let own = segments, let others = kind.segments else { return false }
    return [2, 3, 5].allSatisfy { Self.covers(own[$0], others[$0]) }
  }

  /// Whether letters read all that others do; a wildcard of these is read by one of those only. Time in
  /// the product of their lengths.
  private static func covers(_ letters: ArraySlice<Letter>, _ others: ArraySlice<Letter>) -> Bool {
    // reached[j]: the letters so far read the first j of the others.
    var reached = [Bool](repeating: false, count: others.count + 1)
    reached[0] = true
    for own in letters {
      var next = [Bool](repeating: false, count: reached.count)
      next[0] = reached[0] && own == .anyText
      for (column, letter) in others.enumerated() {
        if own == .anyText {
          next[column + 1] = reached[column + 1] || next[column]
        } else {
          let reads = own == letter || own == .anyCharacter && letter.isScalar
          next[column + 1] = reached[column] && reads && !own.isSymbol
        }
      }
      reached = next
    }
    return reached[others.count]
  }

  /// Whether a text differs in what is written before the first wildcard, so that it does not fit whatever
  /// is known later.
  package func beginsUnlike(_ text: Text) -> Bool {
    for (index, letter) in letters.enumerated() {
      if letter == .anyText || letter == .anyCharacter { return false }
      guard index < text.letters.count else { return !letter.isSymbol }
      let other = text.letters[index]
      if letter.isSymbol || other.isSymbol {
        guard letter.isSymbol, other.isSymbol,
          symbols[letter.symbol] == text.symbols[other.symbol]
        else { return false }
      } else if letter != other {
        return true
      }
    }
    return false
  }

  /// Whether both may begin alike, as far as neither has a wildcard or something filled in: never false
  /// where some text fits both. Linear.
  package func mayBeginAlike(_ other: Pattern) -> Bool {
    for (letter, other) in zip(letters, other.letters) {
      if letter.readsTexts || other.readsTexts { return true }
      guard letter == other || letter.readsAnything || other.readsAnything else { return false }
    }
    return true
  }

  /// The letters that are written out, wildcards included, without what is filled in.
  package var written: String {
    Pattern(letters: letters.filter { !$0.isSymbol }, symbols: []).description
  }

  /// The account of an ARN, or a number of one by itself; nil where it is not one for certain.
  package var account: Pattern? {
    let digits = Text("0123456789").letters
    if letters.count == 12, letters.allSatisfy(digits.contains) { return self }
    if letters.count == 1, letters[0].isSymbol, !symbols[0].mayHoldColon { return self }
    guard let account = segments?[4], !account.isEmpty,
      !account.contains(where: { $0 == .anyText || $0 == .anyCharacter })
    else { return nil }
    return Pattern(letters: Array(account), symbols: symbols)
  }

  /// Whether a pattern is another one and something behind it.
  package func begins(with other: Pattern) -> Bool {
    guard letters.count >= other.letters.count else { return false }
    return zip(letters, other.letters).allSatisfy { own, letter in
      guard own.isSymbol, letter.isSymbol else { return own == letter }
      return symbols[own.symbol] == other.symbols[letter.symbol]
    }
  }

  /// The six segments of an ARN; nil for what has fewer, or may have its colons elsewhere.
  private var segments: [ArraySlice<Letter>]? {
    let parts = letters.split(separator: .colon, maxSplits: 5, omittingEmptySubsequences: false)
    let mayHideColons = parts.dropLast().joined().contains { letter in
      letter.isSymbol && symbols[letter.symbol].mayHoldColon
    }
    return parts.count == 6 && !mayHideColons ? parts : nil
  }

  private static func mayOverlap(
    _ letters: ArraySlice<Letter>,
    _ others: ArraySlice<Letter>,
    _ foldsCase: Bool
  ) -> Bool {
    for (letter, other) in zip(letters, others) {
      if letter.readsTexts || other.readsTexts { break }
      if letter.readsAnything || other.readsAnything || letter == other { continue }
      guard foldsCase, letter.folded == other.folded else { return false }
    }
    // reached[j]: the letters of this pattern so far and the first j of the other may be one text.
    var reached = [Bool](repeating: false, count: others.count + 1)
    reached[0] = true
    for (column, letter) in others.enumerated() {
      reached[column + 1] = reached[column] && letter.readsTexts
    }
    for own in letters {
      var next = [Bool](repeating: false, count: reached.count)
      next[0] = reached[0] && own.readsTexts
      for (column, letter) in others.enumerated() {
        let meets =
          own.readsAnything || letter.readsAnything || own == letter
          || foldsCase && own.folded == letter.folded
        // A letter that reads any text reads none, or one letter more.
        next[column + 1] =
          reached[column] && meets || own.readsTexts && (reached[column + 1] || next[column])
          || letter.readsTexts && (next[column] || reached[column + 1])
      }
      reached = next
    }
    return reached[others.count]
  }
}

extension Letter {
  fileprivate var readsTexts: Bool { self == .anyText || isSymbol }
  fileprivate var readsAnything: Bool { readsTexts || self == .anyCharacter }
}
