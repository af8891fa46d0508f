/// Who makes a request, as authorization tells callers apart.
package struct Caller: Sendable {
  package enum Kind: Hashable, Sendable {
    case user
    /// Some session of a role, without a session policy.
    case role
    /// One session of a role, under its own ARN.
    case session
    /// The root user of an account.
    case root
    case service
    case federated
    case anonymous
  }

  package let kind: Kind
  /// The ARN of the user, role or session; the name of the service or provider.
  package let name: Text
  /// The ARN of the role, for a session.
  package let role: Text?
  /// The id of the account; nil for callers that have none.
  package let account: Text?
  /// A role that only a service of AWS's uses: service control policies are not for it.
  package let isServiceLinked: Bool

  package init(
    _ kind: Kind,
    _ name: Text,
    role: Text? = nil,
    account: Text? = nil,
    isServiceLinked: Bool = false
  ) {
    self.kind = kind
    self.name = name
    self.role = role
    self.account = account
    self.isServiceLinked = isServiceLinked
  }

  /// Whether it has policies of its own in an account.
  package var isIdentity: Bool {
    switch kind {
    case .user, .role, .session, .root: true
    case .service, .federated, .anonymous: false
    }
  }

  /// How an element of `Principal` names a caller; what is granted depends on it.
  package enum Naming: CaseIterable, Sendable {
    /// The user, the session, the service: what is granted is granted.
    case itself
    /// Everyone, which is granted to sessions directly, too.
    case everyone
    /// The role of a session: its boundary and the session's policy limit what is granted.
    case role
    /// The account, which passes the question on to its own policies.
    case account
  }

  /// Whether an element names the caller in one of these ways.
  package func isNamed(by pattern: PrincipalPattern, as naming: Naming) -> Match {
    switch pattern {
    case .everyone: return Match(naming == .everyone)
    case .open(let doubt): return .open([doubt])
    case .service(let pattern):
      return naming == .itself && kind == .service ? Self.match(pattern, name) : .no
    case .federated(let pattern):
      return naming == .itself && kind == .federated ? Self.match(pattern, name) : .no
    case .canonicalUser(let pattern):
      // An account by another name, which nothing else tells.
      guard isIdentity, naming == .account else { return .no }
      return .open([.caller("whose canonical id '\(pattern.description)' is")])
    case .aws(let pattern):
      if pattern == "*" { return Match(naming == .everyone) }
      return isIdentity ? isNamed(byARN: pattern, as: naming) : .no
    }
  }

  /// Whether an element of `NotPrincipal` names the caller: with its role or account it is named, too.
  func isNamed(by pattern: PrincipalPattern) -> Match {
    .any(Naming.allCases) { isNamed(by: pattern, as: $0) }
  }

  private static func match(_ pattern: Pattern, _ text: Text) -> Match {
    TextMatcher.match(PatternForm(pattern, at: .literal), text)
  }

  // MARK: - ARNs

  private func isNamed(byARN pattern: Pattern, as naming: Naming) -> Match {
    if let id = Self.account(in: pattern) {
      guard naming == .account, let account else { return .no }
      return Self.match(id, account)
    }
    switch (naming, kind) {
    case (.everyone, _), (.account, _): return mayBeAccount(pattern, naming)
    case (.itself, .role): return isSession(pattern)
    case (.itself, .user), (.itself, .session), (.itself, .root): return Self.match(pattern, name)
    case (.role, .role): return Self.match(pattern, name)
    case (.role, .session): return role.map { Self.match(pattern, $0) } ?? .no
    case (.role, .user), (.role, .root): return .no
    case (_, .service), (_, .federated), (_, .anonymous): return .no
    }
  }

  /// A text of which all is open may name an account as well.
  private func mayBeAccount(_ pattern: Pattern, _ naming: Naming) -> Match {
    guard naming == .account, let symbol = pattern.symbols.first,
      pattern.letters.first?.isSymbol == true
    else { return .no }
    return .open([.symbol(symbol)])
  }

  /// Whether an ARN of a session may be one of this role's sessions.
  private func isSession(_ pattern: Pattern) -> Match {
    let parts = pattern.letters.split(
      separator: .colon,
      maxSplits: 5,
      omittingEmptySubsequences: false
    )
    guard parts.count == 6 else {
      // The unique id of a session or role, or something that is not known.
      guard pattern.letters.first?.isSymbol == true || pattern.description.hasPrefix("ARO") else {
        return .no
      }
      return .open([.caller("whom '\(pattern.description)' names")])
    }
    let prefix = Text("assumed-role/").letters
    guard parts[2].elementsEqual(Text("sts").letters), parts[5].starts(with: prefix) else {
      return .no
    }
    let end = parts[5].lastIndex(of: Letter("/")) ?? parts[5].endIndex
    let session = Pattern(
      letters: Array(parts[5][..<end].dropFirst(prefix.count)),
      symbols: pattern.symbols
    )
    let account = Pattern(letters: Array(parts[4]), symbols: pattern.symbols)
    let isRole = Match.all([true, false]) { isName in
      isName
        ? Self.match(session, roleName)
        : self.account.map { Self.match(account, $0) } ?? .no
    }
    guard isRole != .no else { return .no }
    return .open([.caller("the name of the session of '\(name.description)'")])
  }

  /// The name of a role without its path.
  private var roleName: Text {
    let tail = name.letters.split(separator: Letter("/")).last ?? []
    return Text(letters: Array(tail), symbols: name.symbols)
  }

  /// The account that an element stands for: its id, or its root.
  private static func account(in pattern: Pattern) -> Pattern? {
    let letters = pattern.letters
    let digits = Text("0123456789").letters
    if letters.count == 12, letters.allSatisfy(digits.contains) { return pattern }
    if letters.count == 1, letters[0].isSymbol {
      // An account id that is not known is one text without a colon.
      return pattern.symbols[letters[0].symbol].mayHoldColon ? nil : pattern
    }
    let parts = letters.split(separator: .colon, maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2].elementsEqual(Text("iam").letters),
      parts[5].elementsEqual(Text("root").letters)
    else { return nil }
    return Pattern(letters: Array(parts[4]), symbols: pattern.symbols)
  }
}
