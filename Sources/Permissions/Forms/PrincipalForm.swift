/// Principals as texts: `AWS:arn:…`, `Service:…`, so that they are matched like everything else.
enum PrincipalForm {
  /// The forms that together are an element of `Principal`.
  ///
  /// An account stands for everyone in it, a role for all its sessions.
  static func forms(of pattern: PrincipalPattern) -> [PatternForm] {
    switch pattern {
    case .everyone: [PatternForm([.star(.crossing)])]
    case .aws(let pattern): aws(pattern)
    case .service(let pattern): [typed("Service:", pattern)]
    case .federated(let pattern): [typed("Federated:", pattern)]
    case .canonicalUser(let pattern): [typed("CanonicalUser:", pattern)]
    case .open(let doubt): [PatternForm(open: doubt)]
    }
  }

  /// A principal of a request as a text.
  static func text(of principal: Principal) -> Text {
    switch principal {
    case .aws(let text): joined("AWS:", text)
    case .service(let text): joined("Service:", text)
    case .federated(let text): joined("Federated:", text)
    case .canonicalUser(let text): joined("CanonicalUser:", text)
    case .anonymous: "Anonymous:"
    }
  }

  /// The principal that a text of this form stands for.
  static func principal(_ text: Text) -> Principal {
    let kinds: [(String, (Text) -> Principal)] = [
      ("AWS:", Principal.aws), ("Service:", Principal.service),
      ("Federated:", Principal.federated), ("CanonicalUser:", Principal.canonicalUser),
    ]
    for (prefix, make) in kinds {
      let letters = Text(prefix).letters
      guard text.letters.starts(with: letters) else { continue }
      let rest = Array(text.letters.dropFirst(letters.count))
      return make(Text(letters: rest, symbols: text.symbols))
    }
    return .anonymous
  }

  private static func joined(_ prefix: String, _ text: Text) -> Text {
    Text(letters: Text(prefix).letters + text.letters, symbols: text.symbols)
  }

  /// A principal without wildcards, but for one that stands alone: everyone of the kind.
  private static func typed(_ prefix: String, _ pattern: Pattern) -> PatternForm {
    let head = Text(prefix).letters.map(Token.letter)
    guard pattern.letters != [.anyText] else {
      return PatternForm(head + [.star(.crossing)])
    }
    return PatternForm(head + tokens(pattern.letters), symbols: pattern.symbols)
  }

  private static func tokens(_ letters: some Sequence<Letter>) -> [Token] {
    letters.map { letter in
      switch letter {
      case .anyText: .letter(Letter("*"))
      case .anyCharacter: .letter(Letter("?"))
      case let letter where letter.isSymbol: .symbol(Int32(letter.symbol))
      default: .letter(letter)
      }
    }
  }

  private static func aws(_ pattern: Pattern) -> [PatternForm] {
    if pattern.letters == [.anyText] { return forms(of: .everyone) }
    let digits = Text("0123456789").letters
    if pattern.letters.count == 12, pattern.letters.allSatisfy(digits.contains) {
      return account(pattern.letters[...], partition: nil, pattern.symbols)
    }
    let parts = pattern.letters.split(
      separator: .colon,
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    guard parts.count == 6, parts[0].elementsEqual(Text("arn").letters),
      parts[2].elementsEqual(Text("iam").letters), parts[3].isEmpty,
      !mayHoldColon(parts[1], pattern), !mayHoldColon(parts[4], pattern)
    else { return [typed("AWS:", pattern)] }
    if parts[5].elementsEqual(Text("root").letters) {
      return account(parts[4], partition: parts[1], pattern.symbols)
    }
    guard parts[5].starts(with: Text("role/").letters) else { return [typed("AWS:", pattern)] }
    return [typed("AWS:", pattern), sessions(parts, pattern)]
  }

  private static func mayHoldColon(_ letters: ArraySlice<Letter>, _ pattern: Pattern) -> Bool {
    letters.contains { $0.isSymbol && pattern.symbols[$0.symbol].mayHoldColon }
  }

  /// Everyone of an account.
  private static func account(
    _ id: ArraySlice<Letter>,
    partition: ArraySlice<Letter>?,
    _ symbols: [Symbol]
  ) -> [PatternForm] {
    ["iam", "sts"].map { service in
      var all = Text("AWS:arn:").letters.map(Token.letter)
      all += partition.map { tokens($0) } ?? [.star(.within)]
      all += Text(":\(service)::").letters.map(Token.letter)
      all += tokens(id)
      all += [.letter(.colon), .star(.crossing)]
      return PatternForm(all, symbols: symbols)
    }
  }

  /// The sessions of a role, whose ARNs have its name, but not its path.
  private static func sessions(_ parts: [ArraySlice<Letter>], _ pattern: Pattern) -> PatternForm {
    let name = parts[5].split(separator: Letter("/")).last ?? []
    var all = Text("AWS:arn:").letters.map(Token.letter)
    all += tokens(parts[1])
    all += Text(":sts::").letters.map(Token.letter)
    all += tokens(parts[4])
    all += Text(":assumed-role/").letters.map(Token.letter)
    all += tokens(name)
    all += [.letter(Letter("/")), .star(.crossing)]
    return PatternForm(all, symbols: pattern.symbols)
  }
}
